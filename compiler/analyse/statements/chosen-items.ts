import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { isAliasHere } from "../mutation/aliases.js";
import { chosenList } from "../mutation/chosen-lists.js";
import { placesOf } from "../mutation/chosen-places.js";
import { placeOf } from "../mutation/place-of.js";

/** A loop over the positions of items, which gives each of them its name. */
interface ChosenItems {
  readonly positions: Expression;
  readonly bind: (name: ts.BindingName, position: Expression) => void;
}

/** `for (const item of list.filter(f))` where the item is changed in place: a loop over the positions of the chosen items. */
export function chosenItem(
  analyser: Analyser,
  { initializer, expression }: ts.ForOfStatement,
): ChosenItems | undefined {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const symbol = name !== undefined && ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const from = symbol !== undefined && isAliasHere(analyser, symbol) ? chosenList(analyser, expression) : undefined;
  const places = from === undefined ? undefined : placesOf(analyser, from, placeOf);
  if (name === undefined || symbol === undefined || places === undefined) return undefined;
  const { list, positions } = places;
  const types = analyser.types(name);
  const bind = (_name: ts.BindingName, key: Expression): void => {
    const place = { ...list, steps: [...list.steps, { node: name, key, types }] };
    bindAlias(analyser, symbol, place);
  };
  return { positions, bind };
}
