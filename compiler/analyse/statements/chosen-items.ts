import ts from "typescript";
import { elementAt } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { bindParts, namesParts } from "../mutation/declare-alias.js";
import { isAliasHere } from "../mutation/aliases.js";
import { chosenList } from "../mutation/chosen-lists.js";
import { type ChosenPlaces, placesOf } from "../mutation/chosen-places.js";
import { boundIndexNamed, entriesHeld } from "../mutation/index-positions.js";
import { indexOfEntries } from "../mutation/kept-indexes.js";
import type { Place } from "../mutation/place.js";
import { placeOf } from "../mutation/place-of.js";
import { bindPattern } from "../patterns.js";
import { skipWrappers } from "../skip-wrappers.js";
import { numbered } from "./numbered.js";

/** A loop over the positions of items, which gives each of them its name. */
interface ChosenItems {
  readonly positions: Expression;
  readonly types: number;
  readonly bind: (name: ts.BindingName, position: Expression) => void;
}

/** The elements of a chosen list, as their positions and the place at each. */
interface ChosenElements extends ChosenPlaces {
  readonly placeAt: (position: Expression) => Place;
}

/** The elements of `list.filter(f)`, and of a name that stands for such a list; undefined for any other. */
export function chosenElements(analyser: Analyser, node: ts.Expression): ChosenElements | undefined {
  const from = chosenList(analyser, node);
  const places = from === undefined ? undefined : placesOf(analyser, from, placeOf);
  if (places === undefined) return undefined;
  const { list } = places;
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node));
  const placeAt = (key: Expression): Place => ({ ...list, steps: [...list.steps, { node, key, types }] });
  return { ...places, placeAt };
}

/**
 * `for (const item of list.filter(f))` and `for (const [index, item] of chosen.entries())` where the item is changed in place: a loop
 * over the positions of the chosen items.
 */
export function chosenItem(
  analyser: Analyser,
  { initializer, expression }: ts.ForOfStatement,
): ChosenItems | undefined {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined) return undefined;
  if (ts.isObjectBindingPattern(name))
    return namesParts(analyser, name) ? chosenParts(analyser, name, expression) : undefined;
  const [index, item] = ts.isIdentifier(name) ? [undefined, name] : name.elements.map(nameOf);
  const symbol = item === undefined ? undefined : analyser.checker.getSymbolAtLocation(item);
  const ofIndex = ts.isIdentifier(name) ? undefined : entriesOfIndex(analyser, expression, index, item);
  if (ofIndex !== undefined) return ofIndex;
  const list = ts.isIdentifier(name) ? expression : listOfEntries(analyser, expression);
  if (symbol === undefined || list === undefined || !isAliasHere(analyser, symbol)) return undefined;
  const elements = chosenElements(analyser, list);
  if (elements === undefined) return undefined;
  const { positions, placeAt } = elements;
  if (ts.isIdentifier(name)) {
    const bind = (_name: ts.BindingName, key: Expression): void => bindAlias(analyser, symbol, placeAt(key));
    return { positions, types: numberType, bind };
  }
  const bind = (_name: ts.BindingName, entry: Expression): void => {
    bindAlias(analyser, symbol, placeAt(elementAt(entry, 1, numberType)));
    if (index !== undefined) bindPattern(analyser, index, elementAt(entry, 0, numberType));
  };
  const entries = numbered(positions, numberType, analyser.span(expression));
  return { positions: entries, types: entries.types, bind };
}

/** `for (const { lines } of orders.filter(f))`, where a part is changed by its name. */
function chosenParts(
  analyser: Analyser,
  pattern: ts.ObjectBindingPattern,
  expression: ts.Expression,
): ChosenItems | undefined {
  const elements = chosenElements(analyser, expression);
  if (elements === undefined) return undefined;
  const { positions, placeAt } = elements;
  const bind = (_name: ts.BindingName, key: Expression): void => bindParts(analyser, pattern, placeAt(key));
  return { positions, types: numberType, bind };
}

/** The entries of an index, whose elements are those of a list: `for (const [id, item] of byId)`. */
function entriesOfIndex(
  analyser: Analyser,
  expression: ts.Expression,
  key: ts.Identifier | undefined,
  item: ts.Identifier | undefined,
): ChosenItems | undefined {
  const named = indexOfEntries(expression);
  const index = named && boundIndexNamed(analyser, named);
  if (index === undefined || index.elementsOf.groups !== undefined) return undefined;
  const { list } = index.elementsOf;
  const positions = entriesHeld(index, analyser.span(expression));
  const symbol = item && analyser.checker.getSymbolAtLocation(item);
  const bind = (_name: ts.BindingName, entry: Expression): void => {
    if (key !== undefined) bindPattern(analyser, key, elementAt(entry, 0, analyser.types(key)));
    if (item === undefined || symbol === undefined) return;
    const step = { node: item, key: elementAt(entry, 1, numberType), types: analyser.types(item) };
    bindAlias(analyser, symbol, { ...list, steps: [...list.steps, step] });
  };
  return { positions, types: arrayType, bind };
}

function nameOf(element: ts.ArrayBindingElement): ts.Identifier | undefined {
  return ts.isBindingElement(element) && ts.isIdentifier(element.name) ? element.name : undefined;
}

/** The list of `list.entries()`. */
function listOfEntries(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const call = skipWrappers(node);
  const isEntries = builtinCalled(analyser, call) === "Array.entries";
  return isEntries && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? call.expression.expression
    : undefined;
}
