import ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import { entriesOfPairs } from "../../builtins/map.js";
import type { Expression, Variable } from "../../ir/expression.js";
import { arrayType, numberType, objectType, undefinedType } from "../../ir/value-types.js";
import { substituteLocal } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import type { IndexOf } from "../environment.js";
import { noteDeclared } from "../outer-variables.js";
import { visitBuiltin } from "../visit-builtin.js";
import { followedChoice } from "./aliases.js";
import { elementsAt } from "./choice-values.js";
import { chosenElement, chosenList, indexKept } from "./chosen-lists.js";
import { placesOf } from "./chosen-places.js";
import { fixedPlace } from "./fixed-place.js";
import { boundIndex, boundIndexNamed, positionAtKey } from "./index-positions.js";
import type { IndexPairs } from "./kept-indexes.js";
import { partAt, type Place, textKey } from "./place.js";
import { changePart, placeOf, placeOfPart } from "./place-of.js";
import { isIndex, stepIn } from "./position-in.js";
import { positionSoon } from "./pushed-soon.js";
import { boundSlot } from "./slot-positions.js";

/** What an index holds at first: positions in the list at the place. */
interface FirstPositions {
  readonly list: Place;
  readonly value: Expression;
}

/**
 * `const byId = new Map(items.map((item) => [item.id, item]))`, where the elements go on to be those of the list; false for anything
 * else.
 */
export function declareIndex(analyser: Analyser, { name }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const index = symbol && indexKept(analyser, symbol);
  if (symbol === undefined || index === undefined || !ts.isIdentifier(name)) return false;
  const isGiven = analyser.frame.onReturnPart !== undefined;
  if (followedChoice(analyser, symbol, isGiven) !== "in place") return false;
  const { isMap, pairs } = index;
  const span = analyser.span(name);
  const first = pairs === undefined ? undefined : positionsByKey(analyser, pairs, isMap);
  const empty: Expression = isMap
    ? { kind: "array", elements: [], types: arrayType, span }
    : { kind: "object", members: [], types: objectType, span };
  const found = pairs === undefined ? placeOf(analyser, index.list) : first?.list;
  if (found === undefined) {
    analyser.problem(name, "SP1244", { text: name.text, name: index.list.getText() });
    return true;
  }
  const list = fixedPlace(analyser, found);
  const value = first?.value ?? empty;
  const variable: Variable = { kind: "variable", name: name.text, types: value.types };
  noteDeclared(analyser, variable);
  const { depth } = analyser.frame;
  const elementsOf: IndexOf = { list, positionOf: (node) => positionGiven(analyser, list, node) };
  analyser.environment.bind(
    symbol,
    isMap
      ? { kind: "collection", name: "new Map", variable, depth, elementsOf }
      : { kind: "variable", variable, depth, elementsOf },
  );
  analyser.statements.push({ kind: "assign", variable, value, declares: true, span });
  return true;
}

function positionsByKey(analyser: Analyser, { call, items }: IndexPairs, isMap: boolean): FirstPositions | undefined {
  const from = chosenList(analyser, items);
  const places = from && placesOf(analyser, from, placeOf);
  const found = from === undefined ? placeOf(analyser, items) : undefined;
  const list = places?.list ?? (found && fixedPlace(analyser, found));
  if (list === undefined) return undefined;
  const elements = partAt(analyser, list);
  const built = visitBuiltin(analyser, call, "Array.map", elements, call.arguments);
  const callback = built.kind === "builtin" && built.operands[0] === elements ? built.operands[1] : undefined;
  const [item] = callback?.kind === "lambda" ? callback.parameters : [];
  if (callback?.kind !== "lambda" || callback.body.kind !== "array" || item === undefined) return undefined;
  const { span, body } = callback;
  const [key, value] = body.elements.map((element) => element.value);
  if (key === undefined || value?.kind !== "local-read" || value.local !== item) return undefined;
  const position = local("i", numberType, true);
  const at = read(position, span);
  const element: Expression = { kind: "element", array: elements, index: at, types: item.types, span };
  const keyAt = places === undefined ? key : substituteLocal(key, item, element);
  const pair: Expression = { ...body, elements: [keyAt, at].map((one) => ({ spread: false, value: one })) };
  const pairs =
    places === undefined
      ? mapped(elements, lambdaOf([item, position], pair, span))
      : mapped(places.positions, lambdaOf([position], pair, span));
  const positions: Expression = isMap
    ? entriesOfPairs(pairs, key.types, numberType, span)
    : { kind: "builtin", name: "Object.fromEntries", operands: [pairs], types: objectType, span };
  return { list, value: positions };
}

function mapped(list: Expression, callback: Expression): Expression {
  return { kind: "builtin", name: "Array.map", operands: [list, callback], types: arrayType, span: callback.span };
}

/** The position of an element that an index gets. */
function positionGiven(analyser: Analyser, list: Place, node: ts.Expression): Expression {
  const taker = takerIn(node);
  const soon = taker && positionSoon(analyser, list, node, taker, placeOf);
  if (soon !== undefined) return soon;
  const place = placeOfPart(analyser, node);
  const step = place && stepIn(analyser, list, place);
  if (step !== undefined && isIndex(step) && typeof step.key !== "string") return step.key;
  return analyser.refuse(node, "SP1244", { text: node.getText(), name: list.root.text });
}

/** `byId` in `byId.set(order.id, order)` and `byId[order.id] = order`. */
function takerIn({ parent }: ts.Expression): ts.Expression | undefined {
  if (ts.isCallExpression(parent)) {
    return ts.isPropertyAccessExpression(parent.expression) ? parent.expression.expression : undefined;
  }
  const isAssigned = ts.isBinaryExpression(parent) && ts.isElementAccessExpression(parent.left);
  return isAssigned ? parent.left.expression : undefined;
}

/** `byId[key] = item`, where the record holds elements of a list; undefined for any other assignment. */
export function assignIndexed(
  analyser: Analyser,
  { left, right, ...node }: ts.BinaryExpression,
): Expression | undefined {
  const slot = boundSlot(analyser, left);
  if (slot !== undefined) {
    // The key is worked out before what is put there.
    const place = placeOf(analyser, slot.access);
    const positions = slot.elementsOf.positionOf(right);
    changePart(analyser, left, () => positions, place);
    return analyser.undefined(analyser.span(node.operatorToken));
  }
  const place = ts.isElementAccessExpression(left) ? placeOfEntry(analyser, left) : undefined;
  const index = place && boundIndexNamed(analyser, place.root);
  if (place === undefined || index === undefined) return undefined;
  const position = index.elementsOf.positionOf(right);
  changePart(analyser, left, () => position, place);
  return analyser.undefined(analyser.span(node.operatorToken));
}

/** Where a record holds the position of an element: `byId[key]`; undefined for any other access. */
export function placeOfEntry(analyser: Analyser, node: ts.ElementAccessExpression): Place | undefined {
  const { expression: root } = node;
  if (!ts.isIdentifier(root) || boundIndexNamed(analyser, root) === undefined) return undefined;
  const key = analyser.keep(textKey(analyser.expression(node.argumentExpression)), "key");
  return { root, environment: analyser.environment, steps: [{ node, key, types: numberType | undefinedType }] };
}

/** `byId.get(key)`, `byId[key]`: the element of the list; undefined for anything else. */
export function readIndexed(analyser: Analyser, node: ts.Expression): Expression | undefined {
  const element = chosenElement(analyser, node);
  const index = element?.isOfKey === true ? boundIndex(analyser, element.from.index) : undefined;
  if (index === undefined) return undefined;
  const position = positionAtKey(analyser, index, node);
  const array = partAt(analyser, index.elementsOf.list);
  const types = analyser.types(node) | undefinedType;
  return { kind: "element", array, index: position, types, span: analyser.span(node) };
}

/** `byId.values()`, `Object.values(byId)`: the elements as they are now; undefined for anything else. */
export function readIndexedAll(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const from = chosenList(analyser, node);
  const isOfIndex = from?.index !== undefined && boundIndex(analyser, from.index) !== undefined;
  if (!isOfIndex || from.stages.length > 0) return undefined;
  const places = placesOf(analyser, from, placeOf);
  if (places === undefined) return undefined;
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(from.list));
  return elementsAt(partAt(analyser, places.list), places.positions, types);
}
