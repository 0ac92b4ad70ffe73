import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isEmptyList } from "./kept-choices.js";
import { pushOnto, type Slot } from "./slots.js";

/** A name that is declared as one of the lists in groups. */
export interface DeclaredName {
  readonly symbol: ts.Symbol;
  readonly declaration: ts.VariableDeclaration;
  readonly uses: readonly ts.Identifier[];
}

/** The name of a list in groups by which it gets elements. */
export interface NamedSlot {
  readonly name: ts.Symbol;
  readonly pushes: readonly ts.CallExpression[];
  /** What puts it back into the groups, or an empty list there: `list` in `groups.set(key, list)`. */
  readonly putBacks: readonly ts.Expression[];
}

/**
 * A name that stands for the list in groups until the last of its uses, all of which follow at once:
 *
 *     const list = groups.get(key) ?? [];     let list = groups.get(key);
 *     list.push(job);                         if (!list) groups.set(key, (list = []));
 *     groups.set(key, list);                  list.push(job);
 *
 * Undefined where it may be another list.
 */
export function namedSlot(
  analyser: Analyser,
  slot: Slot,
  { symbol, declaration, uses }: DeclaredName,
): NamedSlot | undefined {
  const block = declaration.parent.parent.parent;
  const statements = ts.isBlock(block) ? block.statements : [];
  const from = statements.findIndex((one) => one === declaration.parent.parent);
  const isIn = (statement: ts.Statement, use: ts.Node): boolean => use.pos >= statement.pos && use.end <= statement.end;
  const last = Math.max(...uses.map((use) => statements.findIndex((one) => isIn(one, use))));
  if (from < 0 || uses.some((use) => !statements.some((one) => isIn(one, use)))) return undefined;
  const following = statements.slice(from + 1, last + 1);
  const way: Way = {
    analyser,
    symbol,
    groups: slot.groups.text,
    key: keyIn(slot)?.getText(),
    pushes: [],
    putBacks: [],
    replaced: [],
  };
  if (way.key === undefined || !following.every((one) => isQuiet(way, one))) return undefined;
  const isStanding = slot.made !== undefined || !hasDefault(slot);
  // Without a list there, it is put there in any case.
  const isPutBack = following.some(
    (one) => ts.isExpressionStatement(one) && putBackBy(way, one.expression) !== undefined,
  );
  if ((!isStanding && !isPutBack) || !areApart(way, following)) return undefined;
  return { name: symbol, pushes: way.pushes, putBacks: way.putBacks };
}

/** What is found on the way through the statements that use a name. */
interface Way {
  readonly analyser: Analyser;
  readonly symbol: ts.Symbol;
  readonly groups: string;
  readonly key: string | undefined;
  readonly pushes: ts.CallExpression[];
  readonly putBacks: ts.Expression[];
  /** The calls that put another list there. */
  readonly replaced: ts.Node[];
}

function keyIn({ access }: Slot): ts.Expression | undefined {
  const key = ts.isElementAccessExpression(access)
    ? access.argumentExpression
    : ts.isCallExpression(access)
      ? access.arguments[0]
      : undefined;
  return key !== undefined && isStable(key) ? key : undefined;
}

/** `job.kind`, `"high"`: the same value wherever it stands between the statements. */
function isStable(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) return isStable(inner.expression);
  return ts.isIdentifier(inner) || ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner);
}

/** `groups.get(key) ?? []` */
function hasDefault({ whole }: Slot): boolean {
  return ts.isBinaryExpression(skipWrappers(whole));
}

/** True for a statement that does nothing but test the name, push onto it, and put it back. */
function isQuiet(way: Way, statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.every((one) => isQuiet(way, one));
  if (ts.isExpressionStatement(statement)) return isPush(way, statement) || isPutBack(way, statement);
  if (!ts.isIfStatement(statement)) return false;
  const { expression: test, thenStatement: yes, elseStatement: no } = statement;
  if (isTestForNone(way, test)) {
    const makes = makesList(way, yes);
    return (makes || isQuiet(way, yes)) && (no === undefined || isQuiet(way, no));
  }
  return isQuietTest(way, test) && isQuiet(way, yes) && (no === undefined || isQuiet(way, no));
}

function isName({ analyser, symbol }: Way, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && analyser.symbolOf(inner) === symbol;
}

/** `!list`, `list === undefined` */
function isTestForNone(way: Way, test: ts.Expression): boolean {
  const inner = skipWrappers(test);
  if (ts.isPrefixUnaryExpression(inner)) {
    return inner.operator === ts.SyntaxKind.ExclamationToken && isName(way, inner.operand);
  }
  if (!ts.isBinaryExpression(inner) || !isName(way, inner.left)) return false;
  const { operatorToken, right } = inner;
  const isEqual = /^===?$/.test(operatorToken.getText());
  return (
    isEqual &&
    /^(undefined|null)$/.test(right.getText()) &&
    !(operatorToken.getText() === "===" && right.getText() === "null")
  );
}

/** True for a condition that changes nothing, and does not ask the groups: an element may be there before its list is put back. */
function isQuietTest(way: Way, node: ts.Node): boolean {
  if (ts.isIdentifier(node) && node.text === way.groups) return false;
  if (ts.isCallExpression(node) || ts.isAwaitExpression(node) || ts.isFunctionLike(node)) return false;
  if (ts.isPostfixUnaryExpression(node) || ts.isDeleteExpression(node)) return false;
  if (ts.isPrefixUnaryExpression(node) && node.operator !== ts.SyntaxKind.ExclamationToken) return false;
  if (ts.isBinaryExpression(node) && isAssignment(node)) return false;
  return ts.forEachChild(node, (child) => (isQuietTest(way, child) ? undefined : true)) !== true;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `list.push(job);` */
function isPush(way: Way, { expression }: ts.ExpressionStatement): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const { expression: target } = expression.expression;
  if (!isName(way, target) || pushOnto(target) !== expression || !expression.arguments.every(isStable)) return false;
  way.pushes.push(expression);
  return true;
}

/** `groups.set(key, list);`, `groups[key] = list;`, also of an own list: `groups.set(key, [job]);`. */
function isPutBack(way: Way, { expression }: ts.ExpressionStatement): boolean {
  const list = putInto(way, expression);
  if (list === undefined) return false;
  if (isName(way, list)) way.putBacks.push(skipWrappers(list));
  else way.replaced.push(expression);
  return isName(way, list) || (ts.isArrayLiteralExpression(list) && list.elements.every(isStable));
}

/** True where the name gets no element behind another list's being put there: `if (list) list.push(job); else groups.set(key, [job]);`. */
function areApart({ pushes, putBacks, replaced }: Way, [only, ...others]: readonly ts.Statement[]): boolean {
  if (replaced.length === 0) return true;
  if (only === undefined || others.length > 0 || !ts.isIfStatement(only) || putBacks.length > 0) return false;
  const areIn = (nodes: readonly ts.Node[], branch: ts.Statement | undefined): boolean =>
    nodes.every((node) => branch !== undefined && node.pos >= branch.pos && node.end <= branch.end);
  const { thenStatement: yes, elseStatement: no } = only;
  return (areIn(pushes, yes) && areIn(replaced, no)) || (areIn(pushes, no) && areIn(replaced, yes));
}

/** `list` in `groups.set(key, list)`. */
function putBackBy(way: Way, node: ts.Expression): ts.Expression | undefined {
  const list = putInto(way, node);
  return list !== undefined && isName(way, list) ? list : undefined;
}

/** What is put into the groups at the key of the name. */
function putInto({ groups, key }: Way, node: ts.Expression): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    const isSlot = ts.isElementAccessExpression(left) && left.expression.getText() === groups;
    const isAssigned = isSlot && operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isAssigned && left.argumentExpression.getText() === key ? right : undefined;
  }
  if (!ts.isCallExpression(node) || node.expression.getText() !== `${groups}.set`) return undefined;
  const [at, list] = node.arguments;
  return at?.getText() === key ? list : undefined;
}

/** `{ list = []; groups.set(key, list); }`, `groups.set(key, (list = []));` */
function makesList(way: Way, statement: ts.Statement): boolean {
  const statements = ts.isBlock(statement) ? statement.statements : [statement];
  const [first, second, ...others] = statements.map((one) =>
    ts.isExpressionStatement(one) ? one.expression : undefined,
  );
  if (first === undefined || others.length > 0) return false;
  if (second === undefined) {
    const list = statements.length === 1 ? putInto(way, first) : undefined;
    const made = list && skipWrappers(list);
    if (made === undefined || !isMaking(way, made)) return false;
    way.putBacks.push(made);
    return true;
  }
  const list = putBackBy(way, second);
  if (list === undefined || !isMaking(way, first)) return false;
  way.putBacks.push(skipWrappers(list));
  return true;
}

/** `list = []` */
function isMaking(way: Way, node: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isName(way, node.left) &&
    isEmptyList(node.right)
  );
}
