import ts from "typescript";
import { arrayType, mayBe, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { dslFunctionOf } from "../tasks/declarations.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { isInside } from "./changes.js";
import type { Key } from "./paths.js";
import { returnedBy } from "./returned-by.js";

/** Whether nobody but a variable can see the value that it holds. */
export type Owns = (analyser: Analyser, symbol: ts.Symbol, keys: readonly Key[]) => boolean;

/** Methods that make a new array, object or iterator of what they are called on. */
export const copyingMethods = new Set([
  ...["map", "filter", "slice", "concat", "toSorted", "toReversed", "toSpliced", "with", "flat", "flatMap"],
  ...["keys", "entries", "fromEntries", "from", "values"],
]);

/** Methods that give some or all elements of their array, in any order. */
export const choosingMethods = new Set(["filter", "slice", "toSorted", "toReversed", "sort", "reverse"]);

/** True for a change inside of a part, not only of the value's own members. */
export function isDeep({ keys }: { readonly keys: readonly Key[] }): boolean {
  return keys.length > 1;
}

/**
 * True for a value that is made by this expression, with all parts on the way to what is changed.
 *
 * @param keys the way from the value to what is changed
 * @param owns whether a variable owns its value: a callback may return one of its own
 */
export function isMadeHere(analyser: Analyser, node: ts.Expression, keys: readonly Key[], owns: Owns): boolean {
  const value = skipWrappers(node);
  if (isPlain(analyser, value)) return true;
  const deep = isDeep({ keys });
  if (ts.isArrayLiteralExpression(value)) {
    return !deep || value.elements.every((element) => isFreshElement(analyser, element, keys, owns));
  }
  if (ts.isObjectLiteralExpression(value)) return !deep || hasFreshMembers(analyser, value, keys, owns);
  if (ts.isAwaitExpression(value)) return isFreshResult(analyser, value.expression, deep);
  if (ts.isConditionalExpression(value)) {
    return isMadeHere(analyser, value.whenTrue, keys, owns) && isMadeHere(analyser, value.whenFalse, keys, owns);
  }
  if (ts.isNewExpression(value) && value.expression.getText() === "Map") {
    return (
      !deep || (value.arguments ?? []).every((argument) => isMadeHere(analyser, argument, [undefined, ...keys], owns))
    );
  }
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression)) {
    const method = value.expression.name.text;
    if (value.expression.getText() === "JSON.parse" || value.expression.getText() === "structuredClone") return true;
    if (method === "map" && makesEach(analyser, value, keys.slice(1), owns)) return true;
    if (choosingMethods.has(method) && isMadeHere(analyser, value.expression.expression, keys, owns)) return true;
    return copyingMethods.has(method) && (!deep || holdsPlainParts(analyser, value));
  }
  return ts.isCallExpression(value) && value.expression.getText() === "structuredClone";
}

/** `list.map((item) => ({ ...item }))`: each element is made on the spot. */
function makesEach(
  analyser: Analyser,
  { arguments: [callback] }: ts.CallExpression,
  keys: readonly Key[],
  owns: Owns,
): boolean {
  const inner = callback === undefined ? undefined : skipWrappers(callback);
  if (inner === undefined || !ts.isArrowFunction(inner)) return false;
  return returnedBy(inner).every((value) => {
    if (isMadeHere(analyser, value, keys, owns)) return true;
    // What the callback makes for itself.
    const symbol = ts.isIdentifier(value) ? analyser.symbolOf(value) : undefined;
    const isOwn = symbol?.valueDeclaration !== undefined && isInside(symbol.valueDeclaration, inner.body);
    return isOwn && owns(analyser, symbol, keys);
  });
}

function isFreshElement(analyser: Analyser, element: ts.Expression, keys: readonly Key[], owns: Owns): boolean {
  if (!ts.isSpreadElement(element)) return isMadeHere(analyser, element, keys.slice(1), owns);
  return holdsPlainParts(analyser, element.expression) || isMadeHere(analyser, element.expression, keys, owns);
}

/** True when the members that may be changed inside are made on the spot. */
function hasFreshMembers(
  analyser: Analyser,
  { properties }: ts.ObjectLiteralExpression,
  [key, ...inside]: readonly Key[],
  owns: Owns,
): boolean {
  // A later member takes the place of an earlier one of the same name.
  const last = properties.findLastIndex((property) => key !== undefined && nameOf(property) === key);
  return properties.every((property, index) => {
    if (index < last) return true;
    if (ts.isSpreadAssignment(property)) {
      const { expression } = property;
      return holdsPlainParts(analyser, expression, key) || isMadeHere(analyser, expression, [key, ...inside], owns);
    }
    const name = nameOf(property);
    if (key !== undefined && name !== undefined && name !== key) return true;
    if (ts.isPropertyAssignment(property)) return isMadeHere(analyser, property.initializer, inside, owns);
    return ts.isShorthandPropertyAssignment(property) && isPlain(analyser, property.name);
  });
}

function nameOf({ name }: ts.ObjectLiteralElementLike): Key {
  if (name === undefined || ts.isComputedPropertyName(name)) return undefined;
  return name.text;
}

/**
 * True for an array or object whose elements or members are all plain: copying it copies the whole value.
 *
 * @param key the only member that matters
 */
export function holdsPlainParts(analyser: Analyser, node: ts.Expression, key?: string): boolean {
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(node);
  const member = key === undefined ? undefined : checker.getPropertyOfType(type, key);
  if (member !== undefined) return !mayBe(analyser.typesOf(checker.getTypeOfSymbol(member)), arrayType | objectType);
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  const parts =
    element === undefined
      ? checker.getPropertiesOfType(type).map((property) => checker.getTypeOfSymbol(property))
      : [element];
  const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (others !== undefined) parts.push(others);
  return parts.every((part) => !mayBe(analyser.typesOf(part), arrayType | objectType));
}

/** Results of tasks arrive as copies; the list of several results is made on the spot. */
function isFreshResult(analyser: Analyser, node: ts.Expression, deep: boolean): boolean {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call)) return false;
  const makesList = call.expression.getText() === "Promise.all" || dslFunctionOf(analyser, call.expression) === "map";
  return makesList ? !deep : isTaskCall(analyser, call);
}

/** True for a value that cannot be changed in place at all. */
export function isPlain(analyser: Analyser, node: ts.Node): boolean {
  return !mayBe(analyser.types(node), arrayType | objectType);
}
