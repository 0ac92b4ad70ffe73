import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../functions.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { followedChoice, isAlias } from "./aliases.js";
import { wayOf, whileAsked } from "./asked-owners.js";
import { isAssignment } from "./assigned.js";
import { changesMeanwhile } from "./changes.js";
import { defaultAssignment, setByDefault } from "./default-assignment.js";
import { choosingMethods, isDeep } from "./freshness.js";
import { groupsTaking, indexesAssigned } from "./gathered-lists.js";
import { readsOtherMembers } from "./held-parts.js";
import { choiceAssigned } from "./kept-choices.js";
import type { Owner, Asks } from "./owner.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { isComma } from "./returned-by.js";
import { isGatheredSafely, isTakenSafely } from "./safe-gathering.js";
import { isComparison } from "./use-shapes.js";
import { assignedTo, walkerOf } from "./walkers.js";

/** `x === y`, `x ?? y`, `x = y`. */
export function isSafeOperand(
  ask: Asks,
  analyser: Analyser,
  use: ts.Expression,
  node: ts.BinaryExpression,
  owner: Owner,
): boolean {
  const kind = node.operatorToken.kind;
  if (isComma(node)) return node.left === use || ask.isSafeUse(analyser, node, owner);
  if (kind === ts.SyntaxKind.InKeyword || isComparison(kind)) return true;
  const walker = walkerAssigned(analyser, node);
  if (walker !== undefined) return node.left === use || isSafeWalk(ask, analyser, walker, owner);
  if (groupsTaking(analyser, use) !== undefined) return isGatheredSafely(ask, analyser, use, owner);
  const indexes = indexesAssigned(analyser, node);
  if (indexes.length > 0 && node.left !== use) return isGatheredSafely(ask, analyser, use, owner);
  if (owner.isHandedOn !== true && indexes.some((index) => followedChoice(analyser, index) === "in place")) return true;
  const list = choiceTaking(analyser, node);
  if (list !== undefined) return node.left === use || isTakenSafely(ask, analyser, list, owner);
  if (node.left === use && isSetByDefault(node)) return true;
  const keeper = assignmentThatKeeps(node);
  if (keeper !== undefined && node.left === use) {
    // What is there stays there.
    return isValueUnused(keeper) || ask.isSafeUse(analyser, keeper, owner);
  }
  if (isShortCircuit(kind) && node.left !== use) return ask.isSafeUse(analyser, node, owner);
  const byDefault = isAssignment(node) ? defaultAssignment(node) : undefined;
  if (node.left !== use && isHeld(analyser, node, owner)) return true;
  if (node.left !== use) return isOwnName(analyser, node.left, owner) && isAssignment(node) && isValueUnused(node);
  if (
    isAssignment(node) &&
    !ask.isFresh(analyser, byDefault?.value ?? node.right, owner.keys) &&
    !choosesFrom(analyser, node.right, owner)
  ) {
    return false;
  }
  // An object or array is never the outcome of `&&` when it stands on the left: it counts as true.
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return true;
  return isValueUnused(node) || isPlain(analyser, node) || ask.isSafeUse(analyser, node, owner);
}

/** `pending` in `pending = pending.filter(isOpen);`, where it holds elements of another list. */
function choiceTaking(analyser: Analyser, { left }: ts.BinaryExpression): ts.Symbol | undefined {
  const symbol = ts.isIdentifier(left) && choiceAssigned(left) !== undefined ? analyser.symbolOf(left) : undefined;
  const isInPlace = symbol !== undefined && followedChoice(analyser, symbol) === "in place";
  return isInPlace ? symbol : undefined;
}

/** `current` in `current = nodes.find(f);`, where it goes from one element to the next. */
function walkerAssigned(analyser: Analyser, { left }: ts.BinaryExpression): ts.Symbol | undefined {
  const symbol = ts.isIdentifier(left) && assignedTo(left) !== undefined ? analyser.symbolOf(left) : undefined;
  const isWalker = symbol !== undefined && walkerOf(analyser, symbol) !== undefined && isAlias(analyser, symbol);
  return isWalker ? symbol : undefined;
}

/** True when the walker leaves no further reference behind to the elements that it goes to. */
function isSafeWalk(ask: Asks, analyser: Analyser, symbol: ts.Symbol, owner: Owner): boolean {
  const scope = ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
  if (scope === undefined || owner.isHandedOn === true) return false;
  return whileAsked(analyser, symbol, `walk ${wayOf(owner.keys)}`, true, () =>
    ask.areUsesSafe(analyser, scope, { ...owner, symbol }),
  );
}

/** `next = items.find(isReady);`, where the variable is read for other members only. */
function isHeld(analyser: Analyser, { left, operatorToken, parent }: ts.BinaryExpression, owner: Owner): boolean {
  const isAssigned = operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isExpressionStatement(parent);
  const symbol = isAssigned && ts.isIdentifier(left) ? analyser.symbolOf(left) : undefined;
  return symbol !== undefined && owner.isHandedOn !== true && readsOtherMembers(analyser, symbol, owner.keys);
}

/** The assignment around `groups[key] ?? []` in `groups[key] = groups[key] ?? []`. */
function assignmentThatKeeps(node: ts.BinaryExpression): ts.BinaryExpression | undefined {
  let part: ts.Expression = node;
  while (ts.isParenthesizedExpression(part.parent)) part = part.parent;
  const { parent } = part;
  if (!ts.isBinaryExpression(parent) || parent.right !== part) return undefined;
  return isAssignment(parent) && isShortCircuit(node.operatorToken.kind) && defaultAssignment(parent) !== undefined
    ? parent
    : undefined;
}

/** True for `groups.get(key) ?? []` in `groups.set(key, groups.get(key) ?? [])`, of which nothing becomes. */
function isSetByDefault(node: ts.BinaryExpression): boolean {
  let part: ts.Expression = node;
  while (ts.isParenthesizedExpression(part.parent)) part = part.parent;
  const call = part.parent;
  return ts.isCallExpression(call) && setByDefault(call) !== undefined && isValueUnused(call);
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken
  );
}

/** `rows = rows.filter(…)`: the elements go from one array of the variable to the next. */
function choosesFrom(analyser: Analyser, node: ts.Expression, owner: Owner): boolean {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression } = call.expression;
  return choosingMethods.has(name.text) && isOwnName(analyser, expression, owner);
}

function isOwnName(analyser: Analyser, node: ts.Expression, { symbol }: Owner): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && analyser.symbolOf(inner) === symbol;
}

/** `new Set(list)`, `new Map(map)`: only parts of the value can be in what is made. */
export function isSafeCopy(analyser: Analyser, use: ts.Expression, made: ts.NewExpression, owner: Owner): boolean {
  const isCopy = /^(Set|Map)\(\)$/.test(builtinCalled(analyser, made) ?? "");
  return isCopy && (!isDeep(owner) || holdsPlainParts(analyser, made)) && !changesMeanwhile(analyser, use);
}

/** `Object.assign(x, …)`: what is assigned must not be shared where parts are changed, and the call's value is `x` itself. */
export function isSafeAssign(ask: Asks, analyser: Analyser, call: ts.CallExpression, owner: Owner): boolean {
  const isKept = (source: ts.Expression): boolean =>
    holdsPlainParts(analyser, source, owner.keys[0]) || ask.isFresh(analyser, source, owner.keys);
  if (isDeep(owner) && !call.arguments.slice(1).every(isKept)) return false;
  return ts.isExpressionStatement(call.parent) || ask.isSafeUse(analyser, call, owner);
}
