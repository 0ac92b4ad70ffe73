import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import type { KnownFunction } from "../functions.js";
import { changePlace } from "../mutation/change-in-place.js";
import { isChangedParameter } from "../mutation/change-at.js";
import { keysOf } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";

/** What is done where the iterations of a Map state change their items. */
export interface ChangedItems {
  /** Appends, at the end of an iteration, what puts its item back into the list. */
  readonly putBack: (index: Expression) => void;
}

/**
 * `lines.map(async (line) => { …; line.price = price; })`: each iteration changes a copy of its item, and puts it back.
 *
 * @returns undefined where the function leaves the items as they are
 */
export function changedItems(
  analyser: Analyser,
  list: ts.Expression,
  { node }: KnownFunction,
): ChangedItems | undefined {
  const name = node.parameters[0]?.name;
  const symbol = name === undefined ? undefined : analyser.checker.getSymbolAtLocation(name);
  if (name === undefined || symbol === undefined || !isChangedParameter(analyser, symbol)) return undefined;
  const place = placeOf(analyser, list);
  if (place === undefined) return undefined;
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(list));
  return {
    putBack: (index) => {
      const binding = analyser.environment.lookUp(symbol);
      if (binding?.kind !== "variable") return;
      const { variable } = binding;
      const item: Expression = { kind: "variable-read", variable, types: variable.types, span: analyser.span(name) };
      const element = { ...place, steps: [...place.steps, { node: list, key: index, types }] };
      changePlace(analyser, list, element, [...keysOf(place), undefined], () => item);
      const { statements } = analyser;
      const last = statements.at(-1);
      if (last?.kind === "assign") statements[statements.length - 1] = { ...last, ofItem: true };
    },
  };
}
