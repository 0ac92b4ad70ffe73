import ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { visitBuiltin } from "../visit-builtin.js";
import { builtinCalled } from "../builtin-name.js";
import { isAsyncFunction, type KnownFunction, resolveFunction, skipWrappers } from "../functions.js";
import { mapItems } from "../tasks/control.js";
import { type MapItems, mapItemsOf } from "../tasks/map-items.js";
import { copyReads, type PreparedCall } from "../tasks/prepare-call.js";
import { checkThrowsLater } from "../tasks/throws-at-once.js";

/** `items.map(async (item) => …)`, `Array.from(items, async (item) => …)`. */
interface PromiseMap {
  readonly list: ts.Expression;
  readonly run: ts.Expression;
  readonly isFrom: boolean;
}

/** True for a call that makes a promise of each item. */
export function isPromiseMap(analyser: Analyser, node: ts.Expression): node is ts.CallExpression {
  return promiseMap(analyser, node) !== undefined;
}

export function promiseMap(analyser: Analyser, node: ts.Expression): PromiseMap | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: receiver, name } = node.expression;
  const [first, second, third] = node.arguments;
  const isFrom = name.text === "from" && builtinCalled(analyser, node) === "Array.from";
  const run = isFrom ? second : first;
  if ((name.text !== "map" && !isFrom) || first === undefined || run === undefined || third !== undefined) {
    return undefined;
  }
  const callee = resolveFunction(analyser, run);
  const makesPromises = callee !== undefined && (isAsyncFunction(callee.node) || returnsPromise(analyser, callee));
  return makesPromises ? { list: isFrom ? first : receiver, run, isFrom } : undefined;
}

function returnsPromise({ checker }: Analyser, { node }: KnownFunction): boolean {
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return false;
  const type = checker.getReturnTypeOfSignature(signature);
  const types = type.isUnion() ? type.types : [type];
  return types.some((one) => (one.symbol as ts.Symbol | undefined)?.name === "Promise");
}

/** A Map state that makes the promises, which are awaited at once. */
export function mapOfPromises(analyser: Analyser, node: ts.CallExpression, at = node): Expression {
  const map = promiseMap(analyser, node) as PromiseMap;
  checkThrowsLater(analyser, map.run);
  return mapItems(analyser, at, itemsOf(analyser, node, map), map.run);
}

/** Evaluates the items, here and now. */
export function prepareMap(analyser: Analyser, node: ts.CallExpression, at = node): PreparedCall {
  const map = promiseMap(analyser, node) as PromiseMap;
  const copies: { variable: Variable; value: Expression }[] = [];
  checkThrowsLater(analyser, map.run);
  const given = itemsOf(analyser, node, map);
  const items = { ...given, value: copyReads(given.value, copies) };
  return { copies, make: () => mapItems(analyser, at, items, map.run), isWhole: false };
}

function itemsOf(analyser: Analyser, node: ts.CallExpression, { list, run, isFrom }: PromiseMap): MapItems {
  if (!isFrom) return mapItemsOf(analyser, list);
  const length = lengthIn(list);
  const span = analyser.span(list);
  if (length === undefined) {
    const [item] = resolveFunction(analyser, run)?.node.parameters ?? [];
    const value = visitBuiltin(analyser, node, "Array.from", undefined, [list]);
    const elementTypes =
      item === undefined ? analyser.elementTypesOf(analyser.checker.getTypeAtLocation(list)) : analyser.types(item);
    return { node: list, value, elementTypes, argumentOf: (each) => each };
  }
  // The elements are undefined; what is gone through are their indexes.
  const index = local("i", numberType, true);
  const operands = [analyser.expression(length), lambdaOf([index], read(index, span), span)];
  const value: Expression = { kind: "builtin", name: "Array.range", operands, types: arrayType, span };
  return { node: list, value, elementTypes: numberType, argumentOf: () => analyser.undefined(span) };
}

/** `n` in `{ length: n }`. */
function lengthIn(list: ts.Expression): ts.Expression | undefined {
  const made = skipWrappers(list);
  const [only, ...others] = ts.isObjectLiteralExpression(made) ? made.properties : [];
  if (only === undefined || others.length > 0 || only.name?.getText() !== "length") return undefined;
  if (ts.isShorthandPropertyAssignment(only)) return only.name;
  return ts.isPropertyAssignment(only) ? only.initializer : undefined;
}
