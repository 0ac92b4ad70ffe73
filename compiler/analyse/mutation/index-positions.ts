import ts from "typescript";
import { elementAt, lambdaOf, literal, local, read } from "../../builtins/build.js";
import { positionOf } from "../../builtins/map.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, numberType, stringType, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import type { IndexOf } from "../environment.js";
import { skipWrappers } from "../skip-wrappers.js";
import { textKey } from "./place.js";

/** A Map or record of positions of elements, and the list where these are. */
export interface BoundIndex {
  readonly elementsOf: IndexOf;
  readonly variable: Variable;
  readonly isMap: boolean;
}

/** The index that a name stands for. */
export function boundIndex(analyser: Analyser, symbol: ts.Symbol | undefined): BoundIndex | undefined {
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (binding?.kind !== "collection" && binding?.kind !== "variable") return undefined;
  const { elementsOf, variable, kind } = binding;
  return elementsOf && { elementsOf, variable, isMap: kind === "collection" };
}

export function boundIndexNamed(analyser: Analyser, node: ts.Expression): BoundIndex | undefined {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) ? boundIndex(analyser, analyser.symbolOf(inner)) : undefined;
}

/** The position of the element that an index holds at the key of `byId.get(key)` or `byId[key]`; below zero where it holds none. */
export function positionAtKey(analyser: Analyser, index: BoundIndex, taken: ts.Expression): Expression {
  const node = ts.isElementAccessExpression(taken)
    ? taken.argumentExpression
    : ts.isCallExpression(taken)
      ? taken.arguments[0]
      : undefined;
  const span = analyser.span(taken);
  if (node === undefined) return analyser.literal(-1, span);
  const key = analyser.expression(node);
  const stored = readStored(index, span);
  const types = numberType | undefinedType;
  const entry: Expression = {
    ...{ kind: "element", array: stored, index: positionOf(stored, key), types: arrayType | undefinedType },
    span,
  };
  const left: Expression = index.isMap
    ? elementAt(entry, 1, types)
    : { kind: "builtin", name: "Object.lookup", operands: [stored, textKey(key)], types, span };
  return { kind: "logical", operator: "??", left, right: literal(-1, span), types: numberType, span };
}

/** The positions of all elements that an index holds. */
export function positionsHeld(index: BoundIndex, span: SourceSpan): Expression {
  const stored = readStored(index, span);
  const [part, name] = index.isMap
    ? [local("e", arrayType), "Array.map"]
    : [local("v", numberType, true), "Object.values"];
  const position = index.isMap ? elementAt(read(part, span), 1, numberType) : read(part, span);
  return {
    kind: "builtin",
    name,
    operands: [stored, lambdaOf([part], position, span)],
    types: arrayType,
    span,
  };
}

/**
 * The keys that an index has, each with the position of its element: `[[key, position], …]`.
 *
 * @param types of what it holds by a key
 */
export function entriesHeld(index: BoundIndex, span: SourceSpan, types: ValueTypes = numberType): Expression {
  const stored = readStored(index, span);
  if (index.isMap) return stored;
  const [position, key] = [local("v", types), local("k", stringType)];
  const elements = [key, position].map((one) => ({ spread: false, value: read(one, span) }));
  const pair: Expression = { kind: "array", elements, types: arrayType, span };
  const operands = [stored, lambdaOf([position, key], pair, span)];
  return { kind: "builtin", name: "Object.entries", operands, types: arrayType, span };
}

function readStored({ variable }: BoundIndex, span: SourceSpan): Expression {
  return { kind: "variable-read", variable, types: variable.types, span };
}
