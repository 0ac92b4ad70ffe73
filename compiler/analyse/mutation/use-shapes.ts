import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { changesInside } from "./changes.js";
import { isInside } from "./running-function.js";
import { chosenMembers } from "./chosen-members.js";
import { type Key, objectOfMembers, type Path, pathOf } from "./paths.js";

// What a use of a variable looks like, as far as it can be told from the use alone.

export function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares = ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  return declares && parent.name === node;
}

/** `keyof typeof counts` asks for a type, which is not there when the program runs. */
export function isOfType({ parent }: ts.Node): boolean {
  return ts.isQualifiedName(parent) ? isOfType(parent) : ts.isTypeQueryNode(parent);
}

/** True for a pattern that has no name for what is changed, or a part around it. */
export function takesOtherParts(pattern: ts.BindingPattern, [key]: readonly Key[]): boolean {
  if (key === undefined || !ts.isObjectBindingPattern(pattern)) return false;
  return pattern.elements.every(({ propertyName, name, dotDotDotToken }) => {
    const taken = propertyName ?? name;
    return dotDotDotToken === undefined && ts.isIdentifier(taken) && taken.text !== key;
  });
}

export function isComparison(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** The name of an item, or those of an entry of a Map. */
export function namesIn(name: ts.BindingName): readonly ts.Identifier[] | undefined {
  if (ts.isIdentifier(name)) return [name];
  const names = name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name] : []));
  return ts.isArrayBindingPattern(name) && names.every(ts.isIdentifier) ? names : undefined;
}

/** The loop that goes through what a call gives: it sees what the call's array becomes meanwhile. */
export function loopOver(call: ts.CallExpression): ts.ForOfStatement | undefined {
  const { parent } = call;
  return ts.isForOfStatement(parent) && parent.expression === call ? parent : undefined;
}

export function rootOf(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): ts.Expression {
  const inner = skipWrappers(access.expression);
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) ? rootOf(inner) : inner;
}

/** Which changes of a Set, Map or record a loop over it does not see: the deletion of the element or key that it has reached. */
export function reachedBy(
  analyser: Analyser,
  { initializer, expression }: ts.ForOfStatement,
): (node: ts.Node) => boolean {
  const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
  const path = pathOfCollection(analyser, expression);
  const isConstant = declared !== undefined && (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0;
  if (!isConstant || path === undefined || path.keys.includes(undefined)) return () => false;
  const [first] = ts.isArrayBindingPattern(declared.name) ? declared.name.elements : [];
  const name = first !== undefined && ts.isBindingElement(first) ? first.name : declared.name;
  const key = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  return (node) => {
    const removed = ts.findAncestor(node, ts.isDeleteExpression)?.expression;
    if (removed !== undefined && ts.isElementAccessExpression(removed) && isInside(node, removed.expression)) {
      const { argumentExpression: at, expression: object } = removed;
      const isReached = key !== undefined && ts.isIdentifier(at) && analyser.symbolOf(at) === key;
      const changed = isReached ? pathOf(analyser, object) : undefined;
      return changed?.root === path.root && isSameWay(changed.keys, path.keys);
    }
    const call = ts.findAncestor(node, ts.isCallExpression);
    if (call === undefined || !/^(Set|Map)\.delete$/.test(builtinCalled(analyser, call) ?? "")) return false;
    const [reached] = call.arguments;
    const isReached = reached !== undefined && ts.isIdentifier(reached) && analyser.symbolOf(reached) === key;
    const receiver = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
    const changed = receiver && isInside(node, receiver) ? pathOf(analyser, receiver) : undefined;
    return isReached && key !== undefined && changed?.root === path.root && isSameWay(changed.keys, path.keys);
  };
}

function isSameWay(one: readonly Key[], other: readonly Key[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}

/** The Set, Map or record of `x`, `x.keys()`, `x.entries()`, `set.values()`, `[...map]` and `Object.entries(record)`. */
function pathOfCollection(analyser: Analyser, node: ts.Expression): Path | undefined {
  const inner = skipWrappers(node);
  const members = chosenMembers(analyser, inner);
  if (members !== undefined) return members.items === "entries" ? pathOf(analyser, members.whole) : undefined;
  const record = objectOfMembers(inner, "entries");
  if (record !== undefined) return pathOf(analyser, record);
  if (!ts.isCallExpression(inner)) return pathOf(analyser, inner);
  const isKeyed = /^(Set\.(keys|values|entries)|Map\.(keys|entries))$/.test(builtinCalled(analyser, inner) ?? "");
  return isKeyed && ts.isPropertyAccessExpression(inner.expression)
    ? pathOf(analyser, inner.expression.expression)
    : undefined;
}

/** True for `for (const key in x)` that changes nothing but what stands at its own key: the other keys are gone through as they are. */
export function keepsKeys(
  analyser: Analyser,
  use: ts.Expression,
  { initializer, statement }: ts.ForInStatement,
): boolean {
  const [key] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  const isConstant = key !== undefined && (ts.getCombinedNodeFlags(key) & ts.NodeFlags.Const) !== 0;
  const symbol = isConstant ? analyser.checker.getSymbolAtLocation(key.name) : undefined;
  const isHarmless = ({ parent }: ts.Node): boolean => {
    if (symbol === undefined || !ts.isElementAccessExpression(parent)) return false;
    const { argumentExpression: at } = parent;
    return ts.isIdentifier(at) && analyser.symbolOf(at) === symbol;
  };
  return !changesInside(analyser, use, statement, { isHarmless });
}
