import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { mayBe, nullType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import type { ExpressionVisitor } from "../analysis.js";
import { changingCollection, isAssignmentOperator, mutatingMethods } from "../mutating-methods.js";
import { namedCollection } from "../collections.js";
import { mayHoldFunctions } from "../function-values/parts.js";
import { skipWrappers } from "../skip-wrappers.js";
import { chooseValue } from "./choose.js";
import { isPresent } from "./is-present.js";

const missing = undefinedType | nullType;

/**
 * Visits the end of a chain such as `order?.lines[next()].note?.slice(await start())`. Where there is nothing before a `?.`, nothing
 * behind it is evaluated: when arguments or indexes behind it do something, the chain becomes a choice. Any other chain
 * is visited as it stands, for what does nothing may as well be evaluated.
 */
export function optionalChain(visit: ExpressionVisitor): ExpressionVisitor {
  return (analyser, node) => (isEnd(node) ? visitChain(analyser, node, visit) : visit(analyser, node));
}

function visitChain(analyser: Analyser, end: ts.Expression, visit: ExpressionVisitor): Expression {
  const receiver = firstReceiver(analyser, end);
  if (receiver === undefined) return visit(analyser, end as never);
  const value = analyser.expression(receiver);
  const { receivers } = analyser;
  if (!mayBe(value.types, missing)) return withReceiver(value);
  const kept = analyser.keep(value, "receiver");
  let rest: Expression | undefined;
  const before = analyser.collect(() => (rest = withReceiver({ ...kept, types: kept.types & ~missing })));
  const span = analyser.span(end);
  return chooseValue(analyser, isPresent(kept), [before, rest as Expression], [[], analyser.undefined(span)], span);

  function withReceiver(given: Expression): Expression {
    receivers.set(receiver as ts.Expression, given);
    try {
      return visitChain(analyser, end, visit);
    } finally {
      receivers.delete(receiver as ts.Expression);
    }
  }
}

/** True for a part of a chain, such as `order?.lines.map`, that is visited where there is something before each `?.` of it. */
export function isReached(analyser: Analyser, link: ts.Expression): boolean {
  const inner = skipWrappers(link);
  if (!ts.isOptionalChain(inner)) return true;
  const isMember = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
  if (analyser.receivers.has(inner.expression)) return true;
  return !(isMember && inner.questionDotToken !== undefined) && isReached(analyser, inner.expression);
}

/** True for a chain that goes on no further. */
function isEnd(node: ts.Node): node is ts.Expression {
  if (!ts.isOptionalChain(node)) return false;
  let at: ts.Node = node;
  while (ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  return !(ts.isOptionalChain(parent) && parent.expression === at);
}

/** What stands before the first `?.` behind which something is done, of those that have no value yet. */
function firstReceiver(analyser: Analyser, end: ts.Expression): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  let acts = false;
  for (let link = skipWrappers(end); ts.isOptionalChain(link); link = skipWrappers(link.expression)) {
    if (ts.isCallExpression(link)) acts ||= link.arguments.some(isActing);
    if (ts.isElementAccessExpression(link)) acts ||= isActing(link.argumentExpression);
    const isMember = ts.isPropertyAccessExpression(link) || ts.isElementAccessExpression(link);
    const isData = isMember && (link as ts.PropertyAccessExpression).questionDotToken !== undefined;
    if (acts && isData && !analyser.receivers.has(link.expression) && isValue(analyser, link.expression)) {
      found = link.expression;
    }
    if (analyser.receivers.has(link.expression)) break;
  }
  return found;
}

/** False for functions, Sets and Maps, which are no values of their own. */
function isValue(analyser: Analyser, node: ts.Expression): boolean {
  return (
    !mayHoldFunctions(analyser, node) && !analyser.isPromise(node) && namedCollection(analyser, node) === undefined
  );
}

/** True for an expression in which something is called, awaited or assigned. */
function isActing(node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isAwaitExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isFunctionLike(node)) return isActingCallback(node);
  if (ts.isPrefixUnaryExpression(node) && isCounting(node.operator)) return true;
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return true;
  return ts.forEachChild(node, (child) => isActing(child) || undefined) ?? false;
}

/** True for a callback that changes something around it, or calls a function that may do so. */
function isActingCallback(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) {
    const callee = skipWrappers(node.expression);
    if (ts.isIdentifier(callee) || !ts.isPropertyAccessExpression(callee)) return true;
    if (changing.has(callee.name.text)) return true;
  }
  const isAssigning =
    ts.isPostfixUnaryExpression(node) ||
    (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) ||
    (ts.isPrefixUnaryExpression(node) && isCounting(node.operator));
  return isAssigning || (ts.forEachChild(node, (child) => isActingCallback(child) || undefined) ?? false);
}

const changing = new Set([...mutatingMethods, ...changingCollection]);

function isCounting(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}
