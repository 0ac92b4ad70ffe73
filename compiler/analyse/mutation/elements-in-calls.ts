import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { resolveFunction } from "../functions.js";
import { calledFunctions } from "./called-functions.js";
import { keepsToItself } from "./forgets-arguments.js";
import { choosingMethods } from "./freshness.js";
import { holdsFunctions } from "../function-values/holds-functions.js";
import { holdsPromises } from "../promise-values/holds-promises.js";
import { makesPromises } from "./makes-promises.js";
import { type Key, objectOfMembers } from "./paths.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { isCalledAtOnce } from "./running-function.js";

/** Whether a function leaves nothing behind of what it is given at an index, where the changes are at the keys. */
export type IsReader = (callee: ts.SignatureDeclaration, index: number, keys: readonly Key[]) => boolean;

/**
 * True where the functions that a method of a list calls keep nothing of the elements which they are given: `(row) => row.total`, but
 * not `(row) => { last = row; return row.total; }`.
 *
 * @param keys the way from an element to what is changed
 */
export function keepsNoElement(
  analyser: Analyser,
  call: ts.CallExpression,
  keys: readonly Key[],
  isReader: IsReader,
): boolean {
  const method = builtinCalled(analyser, call) ?? "";
  const isReduce = /^Array\.reduce/.test(method);
  const positions = isReduce ? [1] : /^Array\.(sort|toSorted)$/.test(method) ? [0, 1] : [0];
  // What a function gives, such as a list that `flatMap` takes apart, is in nothing that holds no parts.
  const isForgotten = (callee: ts.SignatureDeclaration): boolean =>
    (isPlain(analyser, call) || holdsPlainParts(analyser, call)) && keepsToItself(analyser, callee);
  return call.arguments.every((argument) => {
    if (analyser.checker.getTypeAtLocation(argument).getCallSignatures().length === 0) return true;
    const resolved = resolveFunction(analyser, argument)?.node;
    const called = resolved === undefined ? calledFunctions(analyser, argument) : [resolved];
    // What is no function at hand is one of the library, which keeps nothing.
    if (called === undefined || called === "unknown") return called === undefined;
    return called.every(
      (callee) =>
        // Behind the index comes the list itself.
        (callee.parameters.length <= (isReduce ? 3 : 2) && positions.every((index) => isReader(callee, index, keys))) ||
        isForgotten(callee),
    );
  });
}

/**
 * True for `lines.map((line) => ({ id: line.id }))`, whose function keeps nothing of the elements: what it gives has nothing of them
 * either, as long as no function or promise is among that, which could look at them later.
 */
export function isOfNewElements(analyser: Analyser, call: ts.CallExpression): boolean {
  if (!/^Array\.(map|flatMap)$/.test(builtinCalled(analyser, call) ?? "")) return false;
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(call);
  if (holdsFunctions(type, checker) || holdsPromises(type, checker)) return false;
  const [given] = call.arguments;
  const resolved = given && resolveFunction(analyser, given)?.node;
  return resolved !== undefined && !makesPromises(analyser, resolved) && !makesFunctions(analyser, resolved);
}

/** True where a function is written among what a function does that is not called at once. */
function makesFunctions(analyser: Analyser, called: ts.SignatureDeclaration): boolean {
  const makes = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node)) {
      const { parent } = node;
      const isExpression = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
      if (!isExpression || !ts.isCallExpression(parent) || !isCalledAtOnce(analyser, node, parent)) return true;
    }
    return ts.forEachChild(node, (child) => makes(child) || undefined) ?? false;
  };
  return ts.forEachChild(called, (child) => makes(child) || undefined) ?? false;
}

/**
 * True for `Object.entries(groups).sort(byName).map(([name, rows]) => …)` that comes to values which hold nothing of the members,
 * where the functions keep nothing of these either.
 *
 * @param keys the way from the object to what is changed
 */
export function isReadInChain(
  analyser: Analyser,
  members: ts.CallExpression,
  keys: readonly Key[],
  isReader: IsReader,
): boolean {
  const isOfEntries = objectOfMembers(members, "entries") !== undefined;
  if (!isOfEntries && objectOfMembers(members, "values") === undefined) return false;
  return isChainRead(analyser, members, isOfEntries ? ["1", ...keys.slice(1)] : keys.slice(1), isReader);
}

/**
 * The same for `[...map.values()].filter(isOpen).map((row) => row.id)`, and for a list that is spread.
 *
 * @param spread the spread list, Map or iterator
 * @param keys the way from the Map or list to what is changed
 */
export function isReadWhenSpread(
  analyser: Analyser,
  spread: ts.Expression,
  keys: readonly Key[],
  isReader: IsReader,
): boolean {
  const { parent: element } = spread;
  if (!ts.isSpreadElement(element) || !ts.isArrayLiteralExpression(element.parent)) return false;
  const { parent: list } = element;
  if (list.elements.length !== 1) return false;
  const isMap = analyser.checker.getTypeAtLocation(spread).symbol?.name === "Map";
  const isOfEntries = isMap || /^(Map|Array)\.entries$/.test(builtinCalled(analyser, spread) ?? "");
  return isChainRead(analyser, list, isOfEntries ? ["1", ...keys.slice(1)] : keys.slice(1), isReader);
}

/** @param ofElement the way from an element of the list to what is changed */
function isChainRead(analyser: Analyser, start: ts.Expression, ofElement: readonly Key[], isReader: IsReader): boolean {
  let list = start;
  for (;;) {
    const { parent: access } = list;
    if (!ts.isPropertyAccessExpression(access)) return false;
    const { parent: call } = access;
    if (!ts.isCallExpression(call) || call.expression !== access) return isPlain(analyser, access);
    if (!/^Array\./.test(builtinCalled(analyser, call) ?? "")) return false;
    if (!keepsNoElement(analyser, call, ofElement, isReader)) return false;
    if (isPlain(analyser, call) || holdsPlainParts(analyser, call) || isOfNewElements(analyser, call)) return true;
    if (!choosingMethods.has(access.name.text)) return false;
    list = call;
  }
}
