import ts from "typescript";
import { asArray } from "../../builtins/collection-values.js";
import { elementAt } from "../../builtins/build.js";
import { positionOf } from "../../builtins/map.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isAliasHere } from "../mutation/aliases.js";
import { bindAlias } from "../mutation/bind-alias.js";
import { changesInside } from "../mutation/changes.js";
import { pathOf } from "../mutation/paths.js";
import { fixedPlace } from "../mutation/fixed-place.js";
import { partAt, type Place, type Step } from "../mutation/place.js";
import { isMap, placeOf } from "../mutation/place-of.js";
import { isInside } from "../mutation/running-function.js";
import { reachedBy } from "../mutation/use-shapes.js";
import { bindPattern } from "../patterns.js";
import { skipWrappers } from "../skip-wrappers.js";

/** A loop over the entries that a Map has at first, which gives the key and the value of each a name. */
interface ReachedEntries {
  readonly entries: Expression;
  readonly bind: (name: ts.BindingName, entry: Expression) => void;
}

/**
 * `for (const [key, value] of map)` where the value is changed in place and the entry that the loop has reached may be deleted: the others
 * have new positions then, and are found by their keys.
 *
 * @returns undefined for a loop that takes no entry away
 */
export function reachedEntries(analyser: Analyser, node: ts.ForOfStatement): ReachedEntries | undefined {
  const { initializer, expression } = node;
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const [map, items] = mapGoneThrough(analyser, expression) ?? [];
  if (name === undefined || map === undefined || ts.isObjectBindingPattern(name)) return undefined;
  const [key, value] = items === "values" ? [undefined, name] : namesOfEntry(name);
  const symbol = value && ts.isIdentifier(value) ? analyser.checker.getSymbolAtLocation(value) : undefined;
  if (value === undefined || symbol === undefined || !isAliasHere(analyser, symbol)) return undefined;
  const deepest = (pathOf(analyser, map)?.keys.length ?? 0) + 1;
  const isSet = (one: ts.Node): boolean => isPutIntoMap(analyser, one);
  if (!changesInside(analyser, map, node.statement, { deepest, isHarmless: isSet })) return undefined;
  if (
    changesInside(analyser, map, node.statement, {
      deepest,
      isHarmless: reachedBy(analyser, node),
      countsPutBacks: true,
    })
  ) {
    analyser.problem(expression, "SP1108", { name: map.getText() });
    return undefined;
  }
  const found = placeOf(analyser, map);
  if (found === undefined) return undefined;
  const place = fixedPlace(analyser, found);
  const valueTypes = analyser.types(value);
  const keyTypes = key === undefined ? undefined : analyser.types(key);
  const bind = (_name: ts.BindingName, entry: Expression): void => {
    const keyOfEntry = elementAt(entry, 0, keyTypes ?? keyTypesOf(analyser, map));
    bindAlias(analyser, symbol, valueAtKey(analyser, map, place, keyOfEntry, valueTypes));
    if (key !== undefined) bindPattern(analyser, key, keyOfEntry);
  };
  return { entries: { ...asArray(partAt(analyser, place)), types: arrayType }, bind };
}

/** The place of the value that a Map has for a key now. */
export function valueAtKey(
  analyser: Analyser,
  node: ts.Expression,
  map: Place,
  key: Expression,
  types: Step["types"],
): Place {
  const position = analyser.keep(positionOf(asArray(partAt(analyser, map)), key), "position");
  const steps: readonly Step[] = [
    { node, key: position, types: arrayType, isEntry: true },
    { node, key: analyser.literal(1, analyser.span(node)), types },
  ];
  return { ...map, steps: [...map.steps, ...steps] };
}

/** What the keys of a Map may be. */
export function keyTypesOf(analyser: Analyser, map: ts.Expression): Step["types"] {
  const { checker } = analyser;
  const [key] = checker.getTypeArguments(checker.getTypeAtLocation(map) as ts.TypeReference);
  return key === undefined ? analyser.types(map) : analyser.typesOf(key);
}

/** The Map of `map`, `map.entries()` and `map.values()`, and what the items of these are. */
function mapGoneThrough(
  analyser: Analyser,
  node: ts.Expression,
): readonly [ts.Expression, "values" | "entries"] | undefined {
  const inner = skipWrappers(node);
  if (isMap(analyser, inner) && pathOf(analyser, inner) !== undefined) return [inner, "entries"];
  const found = /^Map\.(values|entries)$/.exec(builtinCalled(analyser, inner) ?? "");
  if (found === null || !ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression))
    return undefined;
  const { expression: map } = inner.expression;
  return isMap(analyser, map) ? [map, found[1] as "values" | "entries"] : undefined;
}

function namesOfEntry(name: ts.BindingName): readonly [ts.BindingName | undefined, ts.BindingName | undefined] {
  if (!ts.isArrayBindingPattern(name)) return [undefined, undefined];
  const [key, value] = name.elements.map((one) => (ts.isBindingElement(one) ? one.name : undefined));
  return [key, value];
}

/** `map` in `map.set(key, value)`, which takes nothing away. */
function isPutIntoMap(analyser: Analyser, node: ts.Node): boolean {
  const call = ts.findAncestor(node, ts.isCallExpression);
  if (call === undefined || builtinCalled(analyser, call) !== "Map.set") return false;
  return ts.isPropertyAccessExpression(call.expression) && isInside(node, call.expression);
}
