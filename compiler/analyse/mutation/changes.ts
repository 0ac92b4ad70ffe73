import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { areApart, areTogether } from "./arguments-together.js";
import { isAssignment } from "./assigned.js";
import { isCalledElsewhere } from "./called-elsewhere.js";
import { changesFor, isChangedPart } from "./change-at.js";
import { keptName } from "./chosen-lists.js";
import { namedList } from "./named-lists.js";
import { leadsTo, type Path, pathOf, putBackAround, wayTo } from "./paths.js";
import { enclosingFunction, isInside, runningFunction } from "./running-function.js";

/** True when the rest of the expression that the use is a part of changes the variable in place: JavaScript sees that, too. */
export function changesMeanwhile(analyser: Analyser, use: ts.Expression): boolean {
  const whole = outermostExpression(use);
  const root = pathOf(analyser, listOf(analyser, use))?.root;
  const call = callAround(use, whole);
  // A function that is given the value is done with it when the call is.
  // What comes before in the same expression has happened, unless a callback is called again.
  const isOnce = enclosingFunction(use) === enclosingFunction(whole);
  const isHarmless = (node: ts.Node): boolean =>
    isInside(node, use) ||
    isBeside(analyser, node, use, call) ||
    (isOnce && node.end <= use.pos) ||
    isAssignedLater(node, use) ||
    (call !== undefined && !isInside(node, call));
  let callsFunction = false;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (root !== undefined && ts.isIdentifier(node) && leadsTo(analyser, node, root)) {
      changes ||= isChangedPart(analyser, node, root) && !isHarmless(node);
    }
    const isLater = !isOnce || node.end > use.pos;
    callsFunction ||= isLater && ts.isCallExpression(node) && resolveFunction(analyser, node.expression) !== undefined;
    ts.forEachChild(node, visit);
  };
  visit(whole);
  return changes || (callsFunction && changesInside(analyser, use, whole, { isHarmless }));
}

/** True for what is a part of another argument, which the function changes where it stands, as it does the value. */
function isBeside(analyser: Analyser, node: ts.Node, use: ts.Expression, call: ts.CallExpression | undefined): boolean {
  const argument = call?.arguments.find((one) => isInside(use, one));
  const other = call?.arguments.find((one) => isInside(node, one));
  if (call === undefined || argument === undefined || other === undefined || other === argument) return false;
  return areApart(analyser, argument, other) || areTogether(analyser, call, argument, other);
}

/** What holds the elements that an expression gives: `rooms` of `rooms.filter(f)`, of `[...rooms]`, and of a name for such a list. */
function listOf(analyser: Analyser, use: ts.Expression): ts.Expression {
  const inner = skipWrappers(use);
  const held = listHeldBy(analyser, inner);
  if (held !== undefined) return held;
  if (pathOf(analyser, inner) !== undefined) return inner;
  if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
    return listOf(analyser, inner.expression.expression);
  }
  const [only] = ts.isArrayLiteralExpression(inner) ? inner.elements : [];
  return only !== undefined && ts.isSpreadElement(only) ? listOf(analyser, only.expression) : inner;
}

/** The list whose elements a name holds as well; undefined for any other expression. */
function listHeldBy(analyser: Analyser, use: ts.Expression): ts.Expression | undefined {
  const inner = skipWrappers(use);
  if (!ts.isIdentifier(inner)) return undefined;
  const list = keptName(analyser, inner)?.list ?? namedList(analyser, inner);
  return list && listOf(analyser, list);
}

/** The innermost call that a value is an argument of, or a part of one. */
function callAround(use: ts.Node, whole: ts.Node): ts.CallExpression | undefined {
  for (let node = use; node !== whole; node = node.parent) {
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression !== node) return parent;
  }
  return undefined;
}

/** True in `order.total = sum(order)`: the target gets its value when the right side is done. */
export function isAssignedLater(target: ts.Node, use: ts.Node): boolean {
  const assignment = ts.findAncestor(target, (outer) => ts.isBinaryExpression(outer) && isAssignment(outer));
  return (
    assignment !== undefined &&
    ts.isBinaryExpression(assignment) &&
    isInside(target, assignment.left) &&
    isInside(use, assignment.right)
  );
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
 * @param options `deepest`: changes that are more steps away from the variable do not count; `isHarmless`: nor do these;
 *   `isSnapshot`: nor do other members or elements, for the loop goes through a list that was made of them; `countsPutBacks`: what puts
 *   back an element that was missing does, for it adds one
 */
export function changesInside(
  analyser: Analyser,
  use: ts.Expression,
  body: ts.Node,
  options: {
    readonly deepest?: number | undefined;
    readonly isHarmless?: ((node: ts.Node) => boolean) | undefined;
    readonly isSnapshot?: boolean;
    readonly countsPutBacks?: boolean;
  } = {},
): boolean {
  const { deepest = Number.POSITIVE_INFINITY, isHarmless = () => false, isSnapshot = false } = options;
  const { countsPutBacks = false } = options;
  const held = listHeldBy(analyser, use);
  const path = pathOf(analyser, held ?? use);
  if (path === undefined) return false;
  const { root, keys } = path;
  // A list that holds the same elements sees what changes inside of them.
  const least = held === undefined && !isSnapshot ? 0 : keys.length + 2;
  const scope = root.valueDeclaration === undefined ? undefined : enclosingFunction(root.valueDeclaration);
  // A function around the body, or called in it, may be what changes the variable.
  const searched = scope ?? body;
  let changes = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && leadsTo(analyser, node, root)) {
      const runsInScope = runningFunction(analyser, node) === scope;
      const isElsewhere =
        !isInside(node, body) &&
        (runsInScope ||
          (scope !== undefined && isCalledElsewhere(analyser, runningFunction(analyser, node), body, scope)));
      const isHere = !isElsewhere && !((runsInScope || enclosingFunction(node) === scope) && isHarmless(node));
      const isOther =
        isOfOtherPart(analyser, node, path, countsPutBacks) || stepsToChange(analyser, node, root) < least;
      changes ||= isHere && !isOther && isChangedPart(analyser, node, root, deepest, countsPutBacks);
    }
    ts.forEachChild(node, visit);
  };
  visit(searched);
  return changes;
}

/** True when what changes at a name is no part of what stands at the end of a path, nor around it. */
function isOfOtherPart(
  analyser: Analyser,
  name: ts.Identifier,
  { root, keys }: Path,
  countsPutBacks: boolean,
): boolean {
  if (!countsPutBacks && putBackAround(analyser, name) !== undefined) return false;
  const [change] = changesFor(analyser, name, root);
  return (
    change !== undefined &&
    change.keys.some((key, index) => {
      const other = keys[index];
      return key !== undefined && other !== undefined && key !== other;
    })
  );
}

/** How many steps what changes at a name is away from the variable. */
function stepsToChange(analyser: Analyser, name: ts.Identifier, root: ts.Symbol): number {
  return changesFor(analyser, name, root).at(-1)?.keys.length ?? wayTo(analyser, name, root)?.keys.length ?? 0;
}

/** How many steps an access is away from its variable. */
export function stepsTo(node: ts.Expression): number {
  const inner = skipWrappers(node);
  const isStep = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
  return isStep ? 1 + stepsTo(inner.expression) : 0;
}
