import ts from "typescript";
import type { Expression, Local } from "../../../ir/expression.js";
import { arrayType, mayBe, objectType, undefinedType } from "../../../ir/value-types.js";
import type { Analyser } from "../../analyser.js";
import { isAsyncFunction, resolveFunction, skipWrappers } from "../../functions.js";
import { inlineWith } from "../../inline-call.js";
import { argumentFor } from "../../parameters.js";
import { growingItems } from "./change.js";

/**
 * `undo.map(({ name }) => name)`, also of a copy of the list: an array of data that its elements hold beside functions. Undefined for
 * any other call, and where the callback makes calls.
 */
export function mappedData(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  const [given, ...others] = node.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "map" || others.length > 0) return undefined;
  const callback = given === undefined ? undefined : resolveFunction(analyser, given);
  if (callback === undefined || isAsyncFunction(callback.node) || callback.node.parameters.length > 1) return undefined;
  const items = growingItems(analyser, callee.expression);
  if (items === undefined) return undefined;
  const span = analyser.span(node);
  const entry: Local = { kind: "local", name: items.list.name, types: objectType };
  const part = items.partOf(analyser, { kind: "local-read", local: entry, types: objectType, span });
  const refused = () => analyser.refuse(node, "SP1248", { text: node.getText(), name: items.list.name });
  let value: Expression | undefined;
  const before = analyser.collect(() => (value = inlineWith(analyser, node, callback, [argumentFor(part)])));
  if (before.length > 0 || value === undefined) return refused();
  // JSON arrays have no holes.
  if (mayBe(value.types, undefinedType)) return refused();
  const lambda: Expression = { kind: "lambda", parameters: [entry], body: value, types: objectType, span };
  return { kind: "builtin", name: "Array.map", operands: [items.entries, lambda], types: arrayType, span };
}
