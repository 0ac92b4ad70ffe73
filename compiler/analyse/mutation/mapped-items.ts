import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { dslFunctionOf } from "../dsl-function.js";
import { isAsyncFunction } from "../functions.js";

/** What a function makes of the items of a list, one by one. */
export interface MappedItems {
  readonly items: ts.Expression;
  /** The list of what it makes. */
  readonly list: ts.Expression;
}

/**
 * `items.map((item) => …)`, `await Promise.all(items.map(async (item) => …))` and `await map(items, {}, async (item) => …)`, by the
 * function that is written there.
 */
export function mappedBy(analyser: Analyser, callback: ts.SignatureDeclaration): MappedItems | undefined {
  const { parent: call } = callback;
  if (!ts.isArrowFunction(callback) || !ts.isCallExpression(call) || callback.parameters.length > 2) return undefined;
  const isAsync = isAsyncFunction(callback);
  if (isAsync && call.arguments[2] === callback && dslFunctionOf(analyser, call.expression) === "map") {
    const [items] = call.arguments;
    return items && ts.isAwaitExpression(call.parent) ? { items, list: call.parent } : undefined;
  }
  const isMap = call.arguments[0] === callback && call.arguments.length === 1 && !ts.isOptionalChain(call);
  if (!isMap || builtinCalled(analyser, call) !== "Array.map") return undefined;
  const { expression: items } = call.expression as ts.PropertyAccessExpression;
  if (!isAsync) return { items, list: call };
  const { parent: all } = call;
  const isAwaited =
    ts.isCallExpression(all) &&
    all.arguments[0] === call &&
    builtinCalled(analyser, all) === "PromiseConstructor.all" &&
    ts.isAwaitExpression(all.parent);
  return isAwaited ? { items, list: all.parent } : undefined;
}
