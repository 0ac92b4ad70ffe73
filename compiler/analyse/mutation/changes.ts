import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";

/** Methods whose value is the array that they change. */
export const returnsItself = new Set(["sort", "reverse", "fill", "copyWithin"]);

/** Methods that change the array they are called on. */
const changingMethods = new Set(["push", "unshift", "pop", "shift", "splice", ...returnsItself]);

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
  const symbol = analyser.symbolOf(use);
  let callsFunction = false;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) changes ||= isChangedPart(node);
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
  const symbol = analyser.symbolOf(use);
  const scope = symbol?.valueDeclaration === undefined ? undefined : enclosingFunction(symbol.valueDeclaration);
  // A function around the body, or called in it, may be what changes the variable.
  const searched = scope ?? body;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) {
      const isElsewhere = !isInside(node, body) && enclosingFunction(node) === scope;
      changes ||= !isElsewhere && isChangedPart(node, deepest);
    }
    ts.forEachChild(node, visit);
  };
  visit(searched);
  return changes;
}

/** True for a name at which a part of its value is changed, at most so many steps away: `o` in `o.list.push(x)`, `o.a.b = x`. */
export function isChangedPart(name: ts.Identifier, deepest = Number.POSITIVE_INFINITY): boolean {
  let part: ts.Node = name;
  let steps = 0;
  for (;;) {
    const { parent } = part as { parent: ts.Node };
    const isStep = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
    if (isStep ? parent.expression !== part : !isWrapper(parent)) break;
    if (isStep) steps++;
    part = parent;
  }
  return part !== name && steps <= deepest && isChanged(part);
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

/** True for `list.push` where it is called, and for a part that is assigned, counted or deleted. */
function isChanged(part: ts.Node): boolean {
  const { parent } = part;
  if (ts.isCallExpression(parent) && parent.expression === part) {
    return ts.isPropertyAccessExpression(part) && changingMethods.has(part.name.text);
  }
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

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent as ts.Node | undefined) {
    if (at === outer) return true;
  }
  return false;
}
