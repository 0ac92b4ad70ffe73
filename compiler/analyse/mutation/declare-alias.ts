import ts from "typescript";
import { hasEntry, withEntry } from "../../builtins/map.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, nullType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isAlias } from "./aliases.js";
import { changePart } from "./change-in-place.js";
import { sourceOf } from "./paths.js";
import { assignRoot, placeOf, readRoot } from "./place.js";
import type { PutBack } from "./put-back.js";

/** `const line = order.lines[i]` where `line` stands for that part of the order; false when it is a value of its own. */
export function declareAlias(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || initializer === undefined || !isAlias(analyser, symbol)) return false;
  const { putBack } = sourceOf(symbol) ?? {};
  if (putBack !== undefined) makeWhenMissing(analyser, putBack);
  const place = placeOf(analyser, putBack?.place ?? initializer);
  if (place === undefined) return false;
  analyser.environment.bind(symbol, { kind: "alias", place });
  return true;
}

/** `place ??= made`, also for the entry of a Map. */
function makeWhenMissing(analyser: Analyser, { place, made }: PutBack): void {
  const span = analyser.span(made);
  if (!ts.isCallExpression(place) || !ts.isPropertyAccessExpression(place.expression)) {
    changePart(analyser, place, (old): Expression => {
      const right = analyser.expression(made);
      const missing = undefinedType | nullType;
      const types = (old.types & ~missing) | right.types;
      return { kind: "logical", operator: "??", left: { ...old, types: old.types | missing }, right, types, span };
    });
    return;
  }
  const key = analyser.expression(place.arguments[0] as ts.Expression);
  const map = placeOf(analyser, place.expression.expression);
  if (map === undefined) return;
  const entries = readRoot(analyser, map);
  assignRoot(analyser, map, {
    kind: "conditional",
    condition: hasEntry(entries, key),
    whenTrue: entries,
    whenFalse: withEntry(entries, key, analyser.expression(made)),
    types: arrayType,
    span,
  });
}
