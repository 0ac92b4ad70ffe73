import ts from "typescript";
import { asArray } from "../../builtins/collection-values.js";
import { positionOf } from "../../builtins/map.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, numberType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isAlias } from "./aliases.js";
import { bindAlias } from "./bind-alias.js";
import { putAt } from "./paths.js";
import { partAt, type Place, type Step } from "./place.js";
import { placeOf } from "./place-of.js";
import type { PutLater } from "./put-later.js";
import { walkToPut } from "./walk.js";

/** Behind `rows.push(row)`: the name stands for that element from here on, where either is changed. */
export function bindPut(analyser: Analyser, node: ts.ExpressionStatement): void {
  const found = putAt(analyser, node);
  if (found === undefined || !isAlias(analyser, found.symbol)) return;
  const place = placeOfPut(analyser, found.put, found.name);
  if (place !== undefined && walkToPut(analyser, found.symbol, place)) return;
  if (place !== undefined) bindAlias(analyser, found.symbol, place);
}

function placeOfPut(analyser: Analyser, { kind, target, key }: PutLater, name: ts.Identifier): Place | undefined {
  const place = placeOf(analyser, target);
  if (place === undefined || kind === "assign") return place;
  const span = analyser.span(target);
  const list = { ...asArray(partAt(analyser, place)), types: arrayType };
  const types = analyser.types(name);
  if (kind === "push") {
    const left: Expression = { kind: "builtin", name: "Array.length", operands: [list], types: numberType, span };
    const right = analyser.literal(1, span);
    const last: Expression = { kind: "arithmetic", operator: "-", left, right, types: numberType, span };
    return { ...place, steps: [...place.steps, { node: target, key: analyser.keep(last, "index"), types }] };
  }
  if (key === undefined) return undefined;
  const position = analyser.keep(positionOf(list, analyser.expression(skipWrappers(key))), "position");
  const steps: readonly Step[] = [
    { node: target, key: position, types: arrayType | undefinedType, isEntry: true },
    { node: target, key: analyser.literal(1, span), types },
  ];
  return { ...place, steps: [...place.steps, ...steps] };
}
