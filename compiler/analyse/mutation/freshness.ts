import ts from "typescript";
import { arrayType, isCollection, isOnly, mapType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../functions.js";
import { dslFunctionOf } from "../dsl-function.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { writtenFunction } from "./written-function.js";
import { wayOf } from "./asked-owners.js";
import { isInside } from "./running-function.js";
import { isMovedOut, isTakenOut } from "./moved-out.js";
import { type Key, pathOf } from "./paths.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { returnedBy } from "./returned-by.js";

/**
 * Whether nobody but a variable can see the value that it holds, so that who gets it from there is alone with it.
 *
 * @param last the use that hands it on, after which the variable is not read again; without it, the function returns it
 */
export type HandsOn = (analyser: Analyser, symbol: ts.Symbol, keys: readonly Key[], last?: ts.Identifier) => boolean;

/** Methods that make a new array, object or iterator of what they are called on. */
export const copyingMethods = new Set([
  ...["map", "filter", "slice", "concat", "toSorted", "toReversed", "toSpliced", "with", "flat", "flatMap"],
  ...["keys", "entries", "fromEntries", "from", "values"],
]);

/** Methods that give some or all elements of their array, in any order. */
export const choosingMethods = new Set(["filter", "slice", "toSorted", "toReversed", "sort", "reverse"]);

/** What is taken out of lists is followed into parts so many steps deep. */
const deepest = 8;

/** Methods that give an element which is no part of their array any more. */
export const takingMethods = new Set(["Array.pop", "Array.shift"]);

/** True for a change inside of a part, not only of the value's own members. */
export function isDeep({ keys }: { readonly keys: readonly Key[] }): boolean {
  return keys.length > 1;
}

/**
 * True for a value that is made by this expression, with all parts on the way to what is changed.
 *
 * @param keys the way from the value to what is changed
 * @param handsOn asked for the variables that functions return
 */
export function isMadeHere(analyser: Analyser, node: ts.Expression, keys: readonly Key[], handsOn: HandsOn): boolean {
  const value = skipWrappers(node);
  if (isPlain(analyser, value)) return true;
  const deep = isDeep({ keys });
  if (ts.isArrayLiteralExpression(value)) {
    return !deep || value.elements.every((element) => isFreshElement(analyser, element, keys, handsOn));
  }
  if (ts.isObjectLiteralExpression(value)) return !deep || hasFreshMembers(analyser, value, keys, handsOn);
  if (ts.isAwaitExpression(value)) {
    return isMadeBefore(analyser, value.expression, keys, handsOn);
  }
  if (ts.isConditionalExpression(value)) {
    return isMadeHere(analyser, value.whenTrue, keys, handsOn) && isMadeHere(analyser, value.whenFalse, keys, handsOn);
  }
  if (isTakenOut(analyser, value) || isMovedOut(analyser, value)) {
    const path = pathOf(analyser, value);
    return path !== undefined && keys.length <= deepest && handsOn(analyser, path.root, [...path.keys, ...keys]);
  }
  if (ts.isIdentifier(value)) {
    const symbol = analyser.symbolOf(value);
    return symbol !== undefined && handsOn(analyser, symbol, keys, value);
  }
  if (ts.isPropertyAccessExpression(value)) return isHandedOver(analyser, value, keys, handsOn);
  const builtin = builtinCalled(analyser, value);
  if (ts.isNewExpression(value) && builtin === "Set()") return true;
  if (ts.isNewExpression(value) && builtin === "Map()") {
    return (
      !deep ||
      (value.arguments ?? []).every((argument) => isMadeHere(analyser, argument, [undefined, ...keys], handsOn))
    );
  }
  if (ts.isCallExpression(value) && builtin === undefined) return isMadeBefore(analyser, value, keys, handsOn);
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression)) {
    if (builtin === "JSON.parse") return true;
    const method = value.expression.name.text;
    if (method === "map" && makesEach(analyser, value.arguments[0], keys.slice(1), handsOn)) return true;
    if (builtin === "Array.from" && makesEach(analyser, value.arguments[1], keys.slice(1), handsOn)) return true;
    if (builtin === "Object.fromEntries" && deep) {
      // The members are what the pairs have second.
      const [pairs] = value.arguments;
      const way = [undefined, undefined, ...keys.slice(1)];
      if (pairs !== undefined && isMadeHere(analyser, pairs, way, handsOn)) return true;
    }
    if (builtin === "Array.flatMap" && makesEach(analyser, value.arguments[0], keys, handsOn)) return true;
    if (builtin === "Array.concat" && areJoinedFresh(analyser, value, keys, handsOn)) return true;
    const gathered = deep ? gatheredFrom(builtin, value) : undefined;
    const isGathered = (way: readonly Key[]): boolean =>
      gathered !== undefined && isMadeHere(analyser, gathered, way, handsOn);
    if (gathered !== undefined) {
      const isOfElements = builtin === "Array.from";
      if (isOfElements ? areElementsFresh(analyser, gathered, keys, isGathered) : isGathered(keys)) return true;
    }
    if (choosingMethods.has(method) && isMadeHere(analyser, value.expression.expression, keys, handsOn)) return true;
    if (takingMethods.has(builtin ?? "")) {
      const path = pathOf(analyser, value.expression.expression);
      // A value that is replaced by a part of itself again and again has no end.
      return (
        path !== undefined && keys.length <= deepest && handsOn(analyser, path.root, [...path.keys, undefined, ...keys])
      );
    }
    if (builtin === "Array.fill" && isNewArray(analyser, value.expression.expression)) {
      // All its items are one and the same.
      return !deep || value.arguments.every((item) => isPlain(analyser, item));
    }
    return copyingMethods.has(method) && (!deep || holdsPlainParts(analyser, value));
  }
  return ts.isCallExpression(value) && /^structuredClone(\(\))?$/.test(builtin ?? "");
}

/**
 * The same for the elements that a loop, a spread or a pattern takes of a value, one by one: those of a Map are pairs, made on the spot, in
 * which its values are.
 *
 * @param keys the way from the list of these elements to what is changed
 */
export function areElementsFresh(
  analyser: Analyser,
  iterable: ts.Expression,
  keys: readonly Key[],
  isFresh: (keys: readonly Key[]) => boolean,
): boolean {
  if (!isCollection(analyser.types(iterable), mapType)) return isFresh(keys);
  const [, part, ...inside] = keys;
  return part === "0" || inside.length === 0 || isFresh([undefined, ...inside]);
}

/** `orders.concat(others, order)` */
function areJoinedFresh(analyser: Analyser, call: ts.CallExpression, keys: readonly Key[], handsOn: HandsOn): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const isList = (node: ts.Expression): boolean => isOnly(analyser.types(node), arrayType);
  return [call.expression.expression, ...call.arguments].every((one) => {
    if (ts.isSpreadElement(one)) return false;
    return isMadeHere(analyser, one, isList(one) ? keys : keys.slice(1), handsOn);
  });
}

/** `input.orders`: a part of what a variable has, of which nothing is read again. */
function isHandedOver(
  analyser: Analyser,
  part: ts.PropertyAccessExpression,
  keys: readonly Key[],
  handsOn: HandsOn,
): boolean {
  const way = [part.name.text, ...keys];
  const whole = skipWrappers(part.expression);
  if (ts.isPropertyAccessExpression(whole)) return isHandedOver(analyser, whole, way, handsOn);
  const symbol = ts.isIdentifier(whole) ? analyser.symbolOf(whole) : undefined;
  return symbol !== undefined && ts.isIdentifier(whole) && handsOn(analyser, symbol, way, whole);
}

/** What `Object.values(o)`, `map.values()` and `Array.from(list)` gather the members, values or elements of. */
function gatheredFrom(builtin: string | undefined, call: ts.CallExpression): ts.Expression | undefined {
  if (builtin === "Object.values") return call.arguments[0];
  if (builtin === "Array.from") return call.arguments.length === 1 ? call.arguments[0] : undefined;
  const isOfMap = builtin === "Map.values" && ts.isPropertyAccessExpression(call.expression);
  return isOfMap && ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
}

/** `new Array(n)`, `Array(n)`. */
function isNewArray(analyser: Analyser, node: ts.Expression): boolean {
  const made = skipWrappers(node);
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return false;
  return /^Array(Constructor)?(\(\))?$/.test(builtinCalled(analyser, made) ?? "");
}

/** `list.map((item) => ({ ...item }))`: each element is made on the spot. */
function makesEach(
  analyser: Analyser,
  callback: ts.Expression | undefined,
  keys: readonly Key[],
  handsOn: HandsOn,
): boolean {
  const made = callback === undefined ? undefined : writtenFunction(analyser, callback);
  return made !== undefined && made !== "unknown" && givesWhatItMakes(analyser, made, keys, handsOn);
}

/** `newOrder(id)`: the function makes what it gives, anew each time. */
function isMadeByCall(analyser: Analyser, node: ts.Expression, keys: readonly Key[], handsOn: HandsOn): boolean {
  const call = skipWrappers(node);
  return ts.isCallExpression(call) && makesEach(analyser, call.expression, keys, handsOn);
}

function givesWhatItMakes(
  analyser: Analyser,
  made: ts.SignatureDeclaration,
  keys: readonly Key[],
  handsOn: HandsOn,
): boolean {
  const { makers } = analyser.analysis;
  const way = wayOf(keys);
  // What a call from inside of the function gives is as new as what that gives otherwise.
  if (makers.get(made) === way) return true;
  const hasResult = ts.isArrowFunction(made) || ts.isFunctionExpression(made) || ts.isFunctionDeclaration(made);
  if (!hasResult || made.body === undefined || made.asteriskToken !== undefined || makers.has(made)) return false;
  const { body } = made;
  makers.set(made, way);
  const isKept = (value: ts.Expression): boolean => {
    if (isMadeHere(analyser, value, keys, handsOn)) return true;
    // What the function has made for itself.
    const symbol = ts.isIdentifier(value) ? analyser.symbolOf(value) : undefined;
    const declaration = symbol?.valueDeclaration;
    const isRest = declaration !== undefined && ts.isBindingElement(declaration) && isInside(declaration, made);
    const isOwn = declaration !== undefined && (isRest || isInside(declaration, body));
    return symbol !== undefined && isOwn && handsOn(analyser, symbol, keys);
  };
  const makesAll = returnedBy(made).every(isKept);
  makers.delete(made);
  return makesAll;
}

function isFreshElement(analyser: Analyser, element: ts.Expression, keys: readonly Key[], handsOn: HandsOn): boolean {
  if (!ts.isSpreadElement(element)) return isMadeHere(analyser, element, keys.slice(1), handsOn);
  const { expression } = element;
  if (holdsPlainParts(analyser, expression)) return true;
  return areElementsFresh(analyser, expression, keys, (way) => isMadeHere(analyser, expression, way, handsOn));
}

/** True when the members that may be changed inside are made on the spot. */
function hasFreshMembers(
  analyser: Analyser,
  { properties }: ts.ObjectLiteralExpression,
  [key, ...inside]: readonly Key[],
  handsOn: HandsOn,
): boolean {
  // A later member takes the place of an earlier one of the same name.
  const last = properties.findLastIndex((property) => key !== undefined && nameOf(property) === key);
  return properties.every((property, index) => {
    if (index < last) return true;
    if (ts.isSpreadAssignment(property)) {
      const { expression } = property;
      return holdsPlainParts(analyser, expression, key) || isMadeHere(analyser, expression, [key, ...inside], handsOn);
    }
    const name = nameOf(property);
    if (key !== undefined && name !== undefined && name !== key) return true;
    if (ts.isPropertyAssignment(property)) return isMadeHere(analyser, property.initializer, inside, handsOn);
    return ts.isShorthandPropertyAssignment(property) && isMadeHere(analyser, property.name, inside, handsOn);
  });
}

function nameOf({ name }: ts.ObjectLiteralElementLike): Key {
  if (name === undefined || ts.isComputedPropertyName(name)) return undefined;
  return name.text;
}

/** What a call gives, or its promise: results of tasks arrive as copies, and the list of several results is made on the spot. */
function isMadeBefore(analyser: Analyser, node: ts.Expression, keys: readonly Key[], handsOn: HandsOn): boolean {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call)) return false;
  const isAll = builtinCalled(analyser, call) === "PromiseConstructor.all";
  if (isAll || dslFunctionOf(analyser, call.expression) === "map") {
    if (!isDeep({ keys })) return true;
    if (!isAll) return makesEach(analyser, call.arguments.at(-1), keys.slice(1), handsOn);
    const [promises] = call.arguments;
    return promises !== undefined && isMadeHere(analyser, promises, keys, handsOn);
  }
  return isTaskCall(analyser, call) || isMadeByCall(analyser, call, keys, handsOn);
}
