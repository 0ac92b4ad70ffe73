import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { dslFunctionOf } from "../dsl-function.js";
import { makesPromises } from "./makes-promises.js";
import { writtenFunction } from "./written-function.js";

/**
 * The list whose items a parameter stands for in turn: that of `list.map(async (item) => …)` and
 * `map(list, {}, async (item) => …)`. A function with a name has the list that it is at work on.
 */
export function listOfItem(analyser: Analyser, declaration: ts.ParameterDeclaration): ts.Expression | undefined {
  const { parent: callback, name } = declaration;
  const symbol = analyser.checker.getSymbolAtLocation(name);
  const known = symbol === undefined ? undefined : analyser.itemLists.get(symbol);
  if (known !== undefined) return known;
  const isWritten = ts.isArrowFunction(callback) || ts.isFunctionExpression(callback);
  if (!isWritten || callback.parameters[0] !== declaration || !makesPromises(analyser, callback)) return undefined;
  const call = callback.parent;
  if (!ts.isCallExpression(call)) return undefined;
  if (dslFunctionOf(analyser, call.expression) === "map") {
    return call.arguments[2] === callback ? call.arguments[0] : undefined;
  }
  const { expression: callee } = call;
  const isMethod =
    ts.isPropertyAccessExpression(callee) && callee.name.text === "map" && call.arguments[0] === callback;
  return isMethod ? callee.expression : undefined;
}

/** The function that works on each item of a list in an iteration of its own, where the list stands there. */
export function functionOverItems(analyser: Analyser, list: ts.Expression): ts.SignatureDeclaration | undefined {
  const { parent } = list;
  const isMethod = ts.isPropertyAccessExpression(parent) && parent.expression === list && parent.name.text === "map";
  const call = isMethod ? parent.parent : parent;
  if (!ts.isCallExpression(call)) return undefined;
  const isOfMap = isMethod || (call.arguments[0] === list && dslFunctionOf(analyser, call.expression) === "map");
  const given = isMethod ? call.arguments[0] : call.arguments[2];
  const called = isOfMap && given !== undefined ? writtenFunction(analyser, given) : undefined;
  return called !== undefined && called !== "unknown" && makesPromises(analyser, called) ? called : undefined;
}
