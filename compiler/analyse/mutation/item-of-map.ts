import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isAsyncFunction } from "../functions.js";
import { dslFunctionOf } from "../dsl-function.js";

/** The list whose items a parameter stands for in turn: that of `list.map(async (item) => …)` and `map(list, {}, async (item) => …)`. */
export function listOfItem(
  analyser: Analyser,
  { parent: callback, name }: ts.ParameterDeclaration,
): ts.Expression | undefined {
  const isWritten = ts.isArrowFunction(callback) || ts.isFunctionExpression(callback);
  if (!isWritten || !isAsyncFunction(callback) || callback.parameters[0]?.name !== name) return undefined;
  const call = callback.parent;
  if (!ts.isCallExpression(call)) return undefined;
  if (dslFunctionOf(analyser, call.expression) === "map")
    return call.arguments[2] === callback ? call.arguments[0] : undefined;
  const { expression: callee } = call;
  const isMethod =
    ts.isPropertyAccessExpression(callee) && callee.name.text === "map" && call.arguments[0] === callback;
  return isMethod ? callee.expression : undefined;
}

/** The function that changes the items of a list in iterations of their own, where the list stands there. */
export function functionOverItems(
  analyser: Analyser,
  list: ts.Expression,
): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const { parent } = list;
  const isMethod = ts.isPropertyAccessExpression(parent) && parent.expression === list && parent.name.text === "map";
  const call = isMethod ? parent.parent : parent;
  if (!ts.isCallExpression(call)) return undefined;
  const given = isMethod ? call.arguments[0] : call.arguments[2];
  if (given === undefined || !(ts.isArrowFunction(given) || ts.isFunctionExpression(given))) return undefined;
  const [item] = given.parameters;
  return item !== undefined && listOfItem(analyser, item) === list ? given : undefined;
}
