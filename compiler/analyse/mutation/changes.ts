import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { constantKey, assignTarget, isElementCall, type Key, leadsTo, pathOfName, rootOfName } from "./paths.js";

/** Methods whose value is the array that they change. */
export const returnsItself = new Set(["sort", "reverse", "fill", "copyWithin"]);

/** Methods that change the array they are called on, and those of sets and maps. */
const changingMethods = new Set([
  ...["push", "unshift", "pop", "shift", "splice", ...returnsItself],
  ...["set", "add", "delete", "clear"],
]);

export function enclosingFunction(node: ts.Node): ts.Node | undefined {
  for (
    let outer = node.parent as ts.Node | undefined;
    outer !== undefined;
    outer = outer.parent as ts.Node | undefined
  ) {
    if (ts.isFunctionLike(outer)) return outer;
  }
  return undefined;
}

/** True when the rest of the expression that the use is a part of changes the variable in place: JavaScript sees that, too. */
export function changesMeanwhile(analyser: Analyser, use: ts.Expression): boolean {
  const whole = outermostExpression(use);
  const root = rootOfName(analyser, use);
  let callsFunction = false;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (root !== undefined && ts.isIdentifier(node) && leadsTo(analyser, node, root)) changes ||= isChangedPart(node);
    callsFunction ||= ts.isCallExpression(node) && resolveFunction(analyser, node.expression) !== undefined;
    ts.forEachChild(node, visit);
  };
  visit(whole);
  return changes || (callsFunction && changesInside(analyser, use, whole));
}

/** The whole expression that a node is a part of, with the functions in it. */
function outermostExpression(node: ts.Expression): ts.Node {
  let outer: ts.Node = node;
  while (ts.isExpression(outer.parent) || ts.isObjectLiteralElementLike(outer.parent)) outer = outer.parent;
  return outer;
}

/**
 * True when a statement changes the variable in place: a loop over it would see that in JavaScript.
 *
 * @param deepest changes that are more steps away from the variable do not count
 */
export function changesInside(
  analyser: Analyser,
  use: ts.Expression,
  body: ts.Node,
  deepest = Number.POSITIVE_INFINITY,
): boolean {
  const root = rootOfName(analyser, use);
  if (root === undefined) return false;
  const scope = root.valueDeclaration === undefined ? undefined : enclosingFunction(root.valueDeclaration);
  // A function around the body, or called in it, may be what changes the variable.
  const searched = scope ?? body;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && leadsTo(analyser, node, root)) {
      const isElsewhere = !isInside(node, body) && enclosingFunction(node) === scope;
      changes ||= !isElsewhere && isChangedPart(node, deepest - stepsBefore(analyser, node));
    }
    ts.forEachChild(node, visit);
  };
  visit(searched);
  return changes;
}

function stepsBefore(analyser: Analyser, name: ts.Identifier): number {
  const symbol = analyser.symbolOf(name);
  return symbol === undefined ? 0 : pathOfName(analyser, symbol).keys.length;
}

/** A change in place: of what stands at the keys, or, by a method, of the elements there. */
export interface Change {
  /** From the name's value to what is changed; none for the variable itself. */
  readonly keys: readonly Key[];
  readonly method: string | undefined;
}

/** True for a name at which a part of its value is changed, at most so many steps away: `o` in `o.list.push(x)`, `o.a.b = x`. */
export function isChangedPart(name: ts.Identifier, deepest = Number.POSITIVE_INFINITY): boolean {
  const change = changeAt(name);
  return change !== undefined && change.keys.length > 0 && change.keys.length <= deepest;
}

/** The change that is done where the name stands, if any. */
export function changeAt(name: ts.Identifier): Change | undefined {
  let part: ts.Node = name;
  const keys: Key[] = [];
  for (;;) {
    const { parent } = part as { parent: ts.Node };
    if (isElementCall(parent) && parent.expression === part) {
      // The method's name stands for the element that it gives.
      keys.pop();
      keys.push(undefined);
    } else if (ts.isPropertyAccessExpression(parent) && parent.expression === part) keys.push(parent.name.text);
    else if (ts.isElementAccessExpression(parent) && parent.expression === part) {
      keys.push(constantKey(parent.argumentExpression));
    } else if (!isWrapper(parent)) break;
    part = parent;
  }
  if (assignTarget(part.parent) === part) return { keys: [...keys, undefined], method: "assign" };
  const method = changingMethod(part);
  if (method !== undefined) return { keys: [...keys.slice(0, -1), undefined], method };
  return isChanged(part) ? { keys, method } : undefined;
}

function isWrapper(node: ts.Node): boolean {
  return ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node);
}

/** How many steps an access is away from its variable. */
export function stepsTo(node: ts.Expression): number {
  const inner = skipWrappers(node);
  const isStep = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
  return isStep ? 1 + stepsTo(inner.expression) : 0;
}

/** The method of `list.push` where it is called. */
function changingMethod(part: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(part)) return undefined;
  const { parent } = part;
  const isCalled = ts.isCallExpression(parent) && parent.expression === part;
  return isCalled && changingMethods.has(part.name.text) ? part.name.text : undefined;
}

/** True for a part that is assigned, counted or deleted. */
function isChanged(part: ts.Node): boolean {
  const { parent } = part;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return ts.isDeleteExpression(parent) || isAssigned(part);
}

export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** True on the left of `=` and `+=`, also inside a pattern, and for the variable of `for (list[0] of …)`. */
function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent);
  const isPartOfPattern =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent);
  return isPartOfPattern && isAssigned(parent);
}

export function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent as ts.Node | undefined) {
    if (at === outer) return true;
  }
  return false;
}
