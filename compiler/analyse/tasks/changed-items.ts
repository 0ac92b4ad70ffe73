import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { numberType } from "../../ir/value-types.js";
import { isNondeterministic } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import type { KnownFunction } from "../functions.js";
import { changePlace } from "../mutation/change-in-place.js";
import { isChangedParameter } from "../mutation/change-at.js";
import { chosenList } from "../mutation/chosen-lists.js";
import { keysOf } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";
import { chosenElements } from "../statements/chosen-items.js";

/** What is done where the iterations of a Map state change their items. */
export interface ChangedItems {
  /** Analyses an iteration, whose parameter stands for the items. */
  readonly within: <T>(visit: () => T) => T;
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
  const chosen = chosenElements(analyser, list);
  const place = chosen === undefined ? placeOf(analyser, list) : chosen.list;
  const isChoice = chosen !== undefined || chosenList(analyser, list) !== undefined;
  if (chosen?.mayRepeat === true) analyser.problem(list, "SP1427", { text: list.getText() });
  if (isChoice && (chosen === undefined || isNondeterministic(chosen.positions))) {
    analyser.problem(list, "SP1220", { text: list.getText() });
  }
  if (place === undefined) return undefined;
  // Each iteration has its number, which is that of a position.
  const positions = chosen && analyser.keep(chosen.positions, "positions");
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(list));
  return {
    within: (visit) => {
      const outer = analyser.itemLists.get(symbol);
      analyser.itemLists.set(symbol, list);
      try {
        return visit();
      } finally {
        if (outer === undefined) analyser.itemLists.delete(symbol);
        else analyser.itemLists.set(symbol, outer);
      }
    },
    putBack: (index) => {
      const binding = analyser.environment.lookUp(symbol);
      if (binding?.kind !== "variable") return;
      const { variable } = binding;
      const item: Expression = { kind: "variable-read", variable, types: variable.types, span: analyser.span(name) };
      const key: Expression =
        positions === undefined
          ? index
          : { kind: "element", array: positions, index, types: numberType, span: index.span };
      const element = { ...place, steps: [...place.steps, { node: list, key, types }] };
      changePlace(analyser, list, element, [...keysOf(place), undefined], () => item);
      const { statements } = analyser;
      const last = statements.at(-1);
      if (last?.kind === "assign") statements[statements.length - 1] = { ...last, ofItem: true };
    },
  };
}
