import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { bindPattern } from "../patterns.js";
import { changesInside } from "../mutation/changes.js";
import { notePlace, staysCompared } from "../mutation/noted-place.js";
import { partAt, type Place } from "../mutation/place.js";
import { placeOfChoice } from "../mutation/place-of-choice.js";
import { placeOfPart } from "../mutation/place-of.js";
import { choiceOf, pathOfName } from "../mutation/paths.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { NotedPlace } from "../environment.js";
import { comparisonsOf, isComparedName } from "./compared-names.js";
import { comparedList } from "./element-place.js";

/**
 * `const best = offers.find(isCheap)`, where the name is compared with others: notes where its object stands, until then. False for
 * anything else.
 */
export function declareCompared(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || initializer === undefined) return false;
  const comparisons = comparisonsOf(analyser, symbol);
  const isPart = pathOfName(analyser, symbol).root !== symbol || choiceOf(skipWrappers(initializer)) !== undefined;
  if (comparisons.length === 0 || !isPart) return false;
  let found: Place | undefined;
  const statements = analyser.collect(() => (found = placeOfCompared(analyser, initializer)));
  if (found === undefined || found.steps.length === 0 || !staysCompared(analyser, symbol, found)) return false;
  analyser.statements.push(...statements);
  const place = notePlace(analyser, symbol, found);
  bindPattern(analyser, name, partAt(analyser, place));
  return true;
}

/** The place of what is declared, which may be named already. */
function placeOfCompared(analyser: Analyser, node: ts.Expression): Place | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const noted = symbol && analyser.environment.placeNoted(symbol);
  if (noted !== undefined) return noted;
  return choiceOf(inner) === undefined ? placeOfPart(analyser, inner) : placeOfChoice(analyser, inner, placeOfCompared);
}

/** Methods whose callback is given an element and its index. */
const givingIndex = /^Array\.(map|flatMap|filter|some|every|find(Last)?(Index)?)$/;

/**
 * Where the element stands that a callback is given in turn, when that is compared with others: at the index in the list that the method
 * is called on. Undefined for anything else.
 */
export function placeOfItem(
  analyser: Analyser,
  node: ts.Node,
  method: string,
  callback: ts.SignatureDeclaration,
): ((index: Expression) => NotedPlace) | undefined {
  const [item] = callback.parameters;
  const symbol = item && ts.isIdentifier(item.name) ? analyser.checker.getSymbolAtLocation(item.name) : undefined;
  if (symbol === undefined || item === undefined || !givingIndex.test(method) || !isComparedName(analyser, symbol)) {
    return undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: list } = node.expression;
  if (changesInside(analyser, list, callback)) return undefined;
  const { place, positions: array } = comparedList(analyser, list) ?? {};
  if (place === undefined) return undefined;
  const [types, span] = [analyser.types(item), analyser.span(item)];
  return (index) => {
    const key: Expression = array === undefined ? index : { kind: "element", array, index, types: numberType, span };
    return { symbol, place: { ...place, steps: [...place.steps, { node: item, key, types }] } };
  };
}
