import ts from "typescript";
import { elementAt } from "../../builtins/build.js";
import { asArray, elementsOfSet, entriesOfMap } from "../../builtins/collection-values.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";

/** `map.keys().next().value`, the oldest key of a Map, and the like; undefined for any other property. */
export function firstOfIterator(analyser: Analyser, node: ts.PropertyAccessExpression): Expression | undefined {
  const next = callOf(node.name.text === "value" ? node.expression : undefined, "next");
  const iterator = next && callOf(next, "keys", "values");
  const called = /^(Set|Map)\.(keys|values)$/.exec(builtinCalledBy(analyser, next) ?? "");
  if (iterator === undefined || called === null) return undefined;
  const collection = analyser.expression(iterator);
  const stored = elementsOfSet(collection) ?? entriesOfMap(collection);
  if (stored === undefined) return undefined;
  const types = analyser.types(node) | undefinedType;
  if (called[1] === "Set") return elementAt(asArray(collection), 0, types);
  return elementAt(elementAt(stored, 0, arrayType | undefinedType), called[2] === "keys" ? 0 : 1, types);
}

/** What a method without arguments is called on. */
function callOf(node: ts.Expression | undefined, ...names: readonly string[]): ts.Expression | undefined {
  const call = node && skipWrappers(node);
  if (call === undefined || !ts.isCallExpression(call) || call.arguments.length > 0) return undefined;
  const { expression } = call;
  const isNamed =
    ts.isPropertyAccessExpression(expression) &&
    !ts.isOptionalChain(expression) &&
    names.includes(expression.name.text);
  return isNamed ? expression.expression : undefined;
}

function builtinCalledBy(analyser: Analyser, node: ts.Expression | undefined): string | undefined {
  return node && builtinCalled(analyser, skipWrappers(node));
}
