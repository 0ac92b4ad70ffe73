import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isAssignmentOperator } from "../mutating-methods.js";
import { skipWrappers } from "../skip-wrappers.js";
import { calledFunctions } from "./called-functions.js";
import { isChangingMethod } from "./changing-methods.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import type { GroupsKind } from "./slots.js";

/** Where all of the lists in groups are read. */
export interface WholeRead {
  readonly node: ts.Identifier;
  /** True where nothing keeps an element of them, or the function ends. */
  readonly isFinal: boolean;
}

const reading = /^(map|flatMap|reduce|filter|some|every|join|toSorted|slice)$/;

/** `return { groups }`, `await save(groups)`, `Object.entries(groups).map(f)`, `chunks.map(f)`; undefined for any other use. */
export function wholeRead(analyser: Analyser, use: ts.Identifier, kind: GroupsKind): WholeRead | undefined {
  const { parent } = use;
  if (kind === "list" && ts.isPropertyAccessExpression(parent)) return readByMethod(analyser, use, use);
  const listed = listedIn(use, kind);
  if (listed !== undefined) return readByMethod(analyser, use, listed);
  return isGivenAway(analyser, use) ? { node: use, isFinal: true } : undefined;
}

/** `Object.entries(groups)`, `[...groups.values()]`. */
function listedIn(use: ts.Identifier, kind: GroupsKind): ts.Expression | undefined {
  const { parent } = use;
  if (kind === "record") {
    const isListed = ts.isCallExpression(parent) && /^Object\.(values|entries)$/.test(parent.expression.getText());
    return isListed ? parent : undefined;
  }
  const isMethod = ts.isPropertyAccessExpression(parent) && /^(values|entries)$/.test(parent.name.text);
  const members = isMethod && ts.isCallExpression(parent.parent) ? parent.parent : use;
  const { parent: spread } = members;
  const isCopy = ts.isSpreadElement(spread) && ts.isArrayLiteralExpression(spread.parent);
  return isCopy && spread.parent.elements.length === 1 ? spread.parent : undefined;
}

/** What methods make of the lists, one behind the other. */
function readByMethod(analyser: Analyser, node: ts.Identifier, list: ts.Expression): WholeRead | undefined {
  let whole: ts.Expression = list;
  let isRead = false;
  for (;;) {
    const { parent: access } = whole;
    if (!ts.isPropertyAccessExpression(access) || access.expression !== whole) break;
    if (access.name.text === "length") return isRead ? { node, isFinal: true } : undefined;
    const { parent: call } = access;
    if (!reading.test(access.name.text) || !ts.isCallExpression(call) || call.expression !== access) break;
    whole = call;
    isRead = true;
  }
  if (!isRead) return undefined;
  const isFinal =
    isPlain(analyser, whole) ||
    holdsPlainParts(analyser, whole) ||
    isGivenAway(analyser, whole) ||
    isMadeNew(analyser, whole) ||
    isReadAtOnce(analyser, whole);
  return { node, isFinal };
}

/** `lists.map((list) => ({ size: list.length }))` */
function isMadeNew(analyser: Analyser, whole: ts.Expression): boolean {
  if (!ts.isCallExpression(whole) || !ts.isPropertyAccessExpression(whole.expression)) return false;
  const [callback, ...others] = whole.arguments;
  const written = callback && skipWrappers(callback);
  if (written === undefined || others.length > 0 || whole.expression.name.text !== "map") return false;
  const isAtOnce = ts.isArrowFunction(written) && written.modifiers === undefined;
  return isAtOnce && givesNew(analyser, written) && changesNothingInside(analyser, written, [written]);
}

/**
 * `await Promise.all(lists.map(async (list) => …));`, where the functions change nothing that may be in an element, and nothing else runs
 * meanwhile.
 */
function isReadAtOnce(analyser: Analyser, whole: ts.Expression): boolean {
  const { parent: all } = whole;
  if (!ts.isCallExpression(whole) || !ts.isCallExpression(all) || all.expression.getText() !== "Promise.all")
    return false;
  const [callback, ...others] = whole.arguments;
  if (!ts.isAwaitExpression(all.parent) || callback === undefined || others.length > 0) return false;
  const value = all.parent;
  const written = skipWrappers(callback);
  if (!ts.isArrowFunction(written) && !ts.isFunctionExpression(written)) return false;
  const isForgotten = ts.isExpressionStatement(value.parent) || holdsPlainParts(analyser, value);
  if (!isForgotten && !givesNew(analyser, written)) return false;
  return changesNothingInside(analyser, written, [written]);
}

/** True for a function whose value is made there, of nothing but plain values. */
function givesNew(analyser: Analyser, { body }: ts.ArrowFunction | ts.FunctionExpression): boolean {
  const isNew = (value: ts.Expression | undefined): boolean => {
    const inner = value && skipWrappers(value);
    if (inner === undefined) return false;
    if (ts.isArrayLiteralExpression(inner)) {
      return inner.elements.every((one) => !ts.isSpreadElement(one) && isPlain(analyser, one));
    }
    if (!ts.isObjectLiteralExpression(inner)) return false;
    return inner.properties.every((member) => {
      if (ts.isShorthandPropertyAssignment(member)) return isPlain(analyser, member.name);
      return ts.isPropertyAssignment(member) && isPlain(analyser, member.initializer);
    });
  };
  if (!ts.isBlock(body)) return isNew(body);
  const areNew = (node: ts.Node): boolean => {
    if (ts.isReturnStatement(node)) return isNew(node.expression);
    if (ts.isFunctionLike(node)) return true;
    return ts.forEachChild(node, (child) => (areNew(child) ? undefined : true)) !== true;
  };
  return areNew(body);
}

/** True for code that assigns nothing but variables of its own, and calls nothing that does. */
function changesNothingInside(analyser: Analyser, node: ts.Node, around: readonly ts.Node[]): boolean {
  const target = targetOf(node);
  if (target !== undefined && !isOwnVariable(analyser, target, around.at(-1))) return false;
  if (ts.isDeleteExpression(node)) return false;
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node;
    const isMethod = ts.isPropertyAccessExpression(callee);
    if (isMethod && (isChangingMethod(callee.name.text) || callee.getText() === "Object.assign")) return false;
    const called = calledFunctions(analyser, callee);
    const isQuiet = (one: ts.Node): boolean =>
      !around.includes(one) && changesNothingInside(analyser, one, [...around, one]);
    if (called === "unknown" || called?.every(isQuiet) === false) return false;
  }
  return ts.forEachChild(node, (child) => (changesNothingInside(analyser, child, around) ? undefined : true)) !== true;
}

function isOwnVariable(analyser: Analyser, target: ts.Node, scope: ts.Node | undefined): boolean {
  const declaration = ts.isIdentifier(target) ? analyser.symbolOf(target)?.valueDeclaration : undefined;
  return declaration !== undefined && ts.findAncestor(declaration, (outer) => outer === scope) !== undefined;
}

/** What an assignment, or `++`, gives another value. */
function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node) && isAssignmentOperator(node.operatorToken.kind)) return node.left;
  const isUnary = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  const isCount = isUnary && /^(\+\+|--)$/.test(ts.tokenToString(node.operator) ?? "");
  return isCount ? node.operand : undefined;
}

/** True for what a `return` gives, or a task gets, also in an object or list. */
export function isGivenAway(analyser: Analyser, node: ts.Expression): boolean {
  let part: ts.Node = node;
  while (isAround(part.parent)) part = part.parent;
  const { parent } = part;
  if (ts.isReturnStatement(parent)) return true;
  if (!ts.isCallExpression(parent) || parent.expression === part || !ts.isAwaitExpression(parent.parent)) return false;
  return calledFunctions(analyser, parent.expression) === undefined && builtinCalled(analyser, parent) === undefined;
}

function isAround(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isShorthandPropertyAssignment(node)) return true;
  return ts.isPropertyAssignment(node) || ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}
