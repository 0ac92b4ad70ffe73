import ts from "typescript";
import { elementAt, lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, isOnly, numberType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { isAsyncFunction, type KnownFunction, resolveFunction } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { isChangedParameter } from "../mutation/change-at.js";
import { label } from "./labels.js";
import { forEachPlace } from "./for-of.js";

/**
 * `list.forEach((item, index) => …)` as the loop that it is; `return` in the function goes on with the next item.
 *
 * @returns undefined for anything but such a call of an array
 */
export function forEachCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const { expression: callee, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "forEach") return undefined;
  const [callback, self] = given;
  if (callback === undefined || self !== undefined || !isOnly(analyser.types(callee.expression), arrayType)) {
    return undefined;
  }
  const known = resolveFunction(analyser, callback);
  if (known === undefined || known.node.parameters.length > 2) return undefined;
  if (isAsyncFunction(known.node)) return analyser.refuse(callback, "SP1403");
  const [item, index] = known.node.parameters;
  const symbol = item === undefined ? undefined : analyser.checker.getSymbolAtLocation(item.name);
  if (symbol !== undefined && isChangedParameter(analyser, symbol)) {
    forEachPlace(analyser, node, callee.expression, callback, (place, position) => {
      inlineWith(analyser, node, known, index === undefined ? [{ place }] : [{ place }, position]);
    });
    return analyser.undefined(analyser.span(node));
  }
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(callee.expression));
  goThrough(analyser, node, analyser.expression(callee.expression), types, known);
  return analyser.undefined(analyser.span(node));
}

function goThrough(
  analyser: Analyser,
  node: ts.CallExpression,
  items: Expression,
  types: number,
  callee: KnownFunction,
): void {
  const span = analyser.span(node);
  const [first, second] = callee.node.parameters;
  const isCounted = second !== undefined;
  const name = first !== undefined && ts.isIdentifier(first.name) && !isCounted ? first.name.text : "item";
  const item: Variable = { kind: "variable", name, types: isCounted ? arrayType : types };
  const whole: Expression = { kind: "variable-read", variable: item, types: item.types, span };
  const args = isCounted ? [elementAt(whole, 1, types), elementAt(whole, 0, numberType)] : [whole];
  const body = analyser.collect(() =>
    analyser.withLoop(node, () => {
      inlineWith(analyser, node, callee, args);
    }),
  );
  const list = isCounted ? numbered(items, types & ~undefinedType, span) : items;
  analyser.statements.push({ kind: "for-of", label: label("loop"), items: list, item, body, span });
}

/** Each item with its index in front. */
function numbered(items: Expression, types: number, span: SourceSpan): Expression {
  const value = local("v", types);
  const index = local("i", numberType, true);
  const elements = [index, value].map((one) => ({ spread: false, value: read(one, span) }));
  const pair: Expression = { kind: "array", elements, types: arrayType, span };
  const operands = [items, lambdaOf([value, index], pair, span)];
  return { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
}
