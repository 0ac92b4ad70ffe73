import ts from "typescript";
import { lambdaOf, literal, local, read } from "../../builtins/build.js";
import type { ArrayLiteral, Expression, Variable } from "../../ir/expression.js";
import { arrayType, isOnly, numberType, objectType, undefinedType, type ValueTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { visitBuiltin } from "../visit-builtin.js";
import {
  assignPositions,
  type Choice,
  choiceCalled,
  choiceNamed,
  elementsAt,
  readPositions,
  takeOut,
} from "./choice-values.js";
import { type ChosenElement, chosenList, type ChosenList, isSlotOnce, type ListedMembers } from "./chosen-lists.js";
import { isEmptyList } from "./kept-choices.js";
import { fixedPlace } from "./fixed-place.js";
import { boundIndex, positionAtKey, positionsHeld } from "./index-positions.js";
import { positionInMemberOf } from "./held-positions.js";
import { withGiven } from "./given-lists.js";
import { partAt, type Place } from "./place.js";
import { making, onPositions } from "./on-positions.js";
import { positionSoon } from "./pushed-soon.js";
import { boundSlot, positionsInSlot } from "./slot-positions.js";
import type { Slot } from "./slots.js";
import { doesMore, takenOut } from "./spliced.js";
import { isIndex, isSamePlace, stepIn } from "./position-in.js";

/** The elements that are chosen from a list, as their positions in it. */
export interface ChosenPlaces {
  /** Where the list is. */
  readonly list: Place;
  readonly positions: Expression;
  /** True where an element may be there twice. */
  readonly mayRepeat: boolean;
}

type PlaceOf = (analyser: Analyser, node: ts.Expression) => Place | undefined;

/** Where the elements of a chosen list are; undefined where that cannot be said. */
export function placesOf(analyser: Analyser, from: ChosenList, placeOf: PlaceOf): ChosenPlaces | undefined {
  return withGiven(analyser, from.given ?? [], () => placesChosen(analyser, from, placeOf));
}

function placesChosen(analyser: Analyser, from: ChosenList, placeOf: PlaceOf): ChosenPlaces | undefined {
  const { list: node, stages, kept, index, elements, joined, slot, members } = from;
  const first =
    elements !== undefined
      ? placesWritten(analyser, node, elements, placeOf)
      : joined !== undefined
        ? placesJoined(analyser, node, joined, placeOf)
        : placesHeld(analyser, from, placeOf);
  if (first === undefined) return undefined;
  const whole = partAt(analyser, first.list);
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node));
  const isOfAll = (kept ?? index ?? elements ?? joined ?? slot ?? members) === undefined;
  let { positions } = first;
  for (const [order, stage] of stages.entries()) {
    const chosen = onPositions(analyser, stage, whole, positions, types, order === 0 && isOfAll);
    if (chosen === undefined) return undefined;
    positions = chosen;
  }
  return { ...first, positions };
}

/** The places of all elements of a list, or of those that a name holds. */
function placesHeld(
  analyser: Analyser,
  { list: node, kept, index, spliced, slot, members }: ChosenList,
  placeOf: PlaceOf,
): ChosenPlaces | undefined {
  if (members !== undefined) return placesOfMembers(analyser, members, placeOf);
  if (slot !== undefined) return placesInSlot(analyser, slot, placeOf);
  const binding = kept === undefined ? undefined : analyser.environment.lookUp(kept);
  const held = boundIndex(analyser, index);
  if ((kept !== undefined && binding?.kind !== "choice") || (index !== undefined && held === undefined))
    return undefined;
  const found = binding?.kind === "choice" ? binding.list : (held?.elementsOf.list ?? placeOf(analyser, node));
  if (found === undefined) return undefined;
  const list = fixedPlace(analyser, found);
  const whole = partAt(analyser, list);
  if (!isOnly(whole.types, arrayType)) return undefined;
  const mayRepeat = held !== undefined || (binding?.kind === "choice" && binding.mayRepeat);
  if (spliced !== undefined) {
    const taken = splice(analyser, spliced);
    return taken && { list, positions: taken, mayRepeat };
  }
  const positions =
    binding?.kind === "choice"
      ? readPositions(binding, whole.span)
      : held === undefined
        ? positionsIn(whole, analyser.elementTypesOf(analyser.checker.getTypeAtLocation(node)))
        : positionsHeld(held, whole.span);
  return { list, positions, mayRepeat };
}

/** The places of the elements that members of objects are. */
function placesOfMembers(
  analyser: Analyser,
  { list: node, rows, node: taken }: ListedMembers,
  placeOf: PlaceOf,
): ChosenPlaces | undefined {
  const list = placeOf(analyser, node);
  const objects = analyser.expression(rows);
  if (list === undefined || !isOnly(objects.types, arrayType)) return undefined;
  const { span } = objects;
  const row = local("row", objectType);
  const position = positionInMemberOf(analyser, taken, read(row, span));
  const operands = [objects, lambdaOf([row], position, span)];
  const positions: Expression = { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
  return { list: fixedPlace(analyser, list), positions, mayRepeat: true };
}

/** The places of the elements in `groups[key]`. */
function placesInSlot(analyser: Analyser, slot: Slot, placeOf: PlaceOf): ChosenPlaces | undefined {
  const list = boundSlot(analyser, slot.whole)?.elementsOf.list;
  const positions = list && positionsInSlot(analyser, slot, placeOf);
  return (
    list && positions && { list, positions: { ...positions, types: arrayType }, mayRepeat: !isSlotOnce(analyser, slot) }
  );
}

/** The places of `[...open, ...failed, job]`, which are all in one list. */
function placesJoined(
  analyser: Analyser,
  node: ts.Expression,
  joined: readonly (ChosenList | ts.Expression)[],
  placeOf: PlaceOf,
): ChosenPlaces | undefined {
  const lists = joined.map((one) => ("stages" in one ? placesOf(analyser, one, placeOf) : undefined));
  const list = lists.find((one) => one !== undefined)?.list;
  if (list === undefined) return undefined;
  const elements = joined.flatMap((one, order): ArrayLiteral["elements"] | undefined => {
    const places = lists[order];
    if (!("stages" in one)) return positionsOf(analyser, list, [one], placeOf);
    return places && isSamePlace(analyser, list, places.list) ? [{ spread: true, value: places.positions }] : undefined;
  });
  if (!elements.every((one) => one !== undefined)) return undefined;
  return { list, positions: { kind: "array", elements, types: arrayType, span: analyser.span(node) }, mayRepeat: true };
}

/** The positions of all elements of a list. */
export function positionsIn(whole: Expression, types: ValueTypes): Expression {
  const { span } = whole;
  const [element, index] = [local("x", types), local("i", numberType, true)];
  const all = lambdaOf([element, index], read(index, span), span);
  return { kind: "builtin", name: "Array.map", operands: [whole, all], types: arrayType, span };
}

/** The places of `[first, last]`, which are evaluated in order; undefined where one of them is in no list that stands. */
export function placesWritten(
  analyser: Analyser,
  node: ts.Expression,
  elements: readonly ts.Expression[],
  placeOf: PlaceOf,
): ChosenPlaces | undefined {
  const found = choiceNamed(analyser, node)?.list ?? placeOf(analyser, node);
  const list = found && fixedPlace(analyser, found);
  if (list === undefined || !isBound(analyser, list)) return undefined;
  const positions = positionsOf(analyser, list, elements, placeOf);
  if (positions === undefined) return undefined;
  const span = analyser.span(node);
  return { list, positions: { kind: "array", elements: positions, types: arrayType, span }, mayRepeat: true };
}

/** @param taker what gets the elements, where they may be going to be in the list */
function positionsOf(
  analyser: Analyser,
  list: Place,
  elements: readonly ts.Expression[],
  placeOf: PlaceOf,
  taker?: ts.Expression,
): ArrayLiteral["elements"] | undefined {
  const positions = elements.map((element) => {
    const soon = taker && positionSoon(analyser, list, element, taker, placeOf);
    if (soon !== undefined) return { spread: false, value: soon };
    const place = placeOf(analyser, element);
    const step = place && stepIn(analyser, list, place);
    return step !== undefined && isIndex(step) && typeof step.key !== "string"
      ? { spread: false, value: step.key }
      : undefined;
  });
  return positions.every((one) => one !== undefined) ? positions : undefined;
}

function isBound(analyser: Analyser, { root, environment }: Place): boolean {
  const symbol = analyser.symbolOf(root);
  return symbol !== undefined && environment.lookUp(symbol) !== undefined;
}

/** `picked.push(row)`, where the name holds elements of another list; undefined for any other list. */
export function pushToChoice(
  analyser: Analyser,
  node: ts.CallExpression,
  list: ts.Expression,
  placeOf: PlaceOf,
): Expression | undefined {
  const choice = choiceNamed(analyser, list);
  if (choice === undefined) return undefined;
  const span = analyser.span(node);
  const added = positionsOf(analyser, choice.list, node.arguments, placeOf, list);
  if (added === undefined) return analyser.refuse(node, "SP1244", { text: list.getText(), name: list.getText() });
  const elements = [{ spread: true, value: readPositions(choice, span) }, ...added];
  assignPositions(analyser, node, choice, { kind: "array", elements, types: arrayType, span });
  return analyser.undefined(span);
}

/** `pending = pending.filter(isOpen);`, where the name holds elements of a list; undefined for any other assignment. */
export function assignChoice(analyser: Analyser, node: ts.BinaryExpression, placeOf: PlaceOf): Expression | undefined {
  const choice = choiceNamed(analyser, node.left);
  if (choice === undefined) return undefined;
  if (isEmptyList(node.right)) {
    const span = analyser.span(node.right);
    assignPositions(analyser, node, choice, { kind: "array", elements: [], types: arrayType, span });
    return analyser.undefined(span);
  }
  const from = chosenList(analyser, node.right);
  const places = from && placesOf(analyser, from, placeOf);
  if (places === undefined || !isSamePlace(analyser, choice.list, places.list)) {
    return analyser.refuse(node.right, "SP1244", { text: node.right.getText(), name: choice.list.root.text });
  }
  assignPositions(analyser, node, choice, places.positions);
  return analyser.undefined(analyser.span(node));
}

/** A chosen list as a name stands for it: of a name, what that stands for. */
export function placesNamed(
  analyser: Analyser,
  from: ChosenList,
  node: ts.Expression,
  placeOf: PlaceOf,
): Choice | undefined {
  const binding = from.kept === undefined ? undefined : analyser.environment.lookUp(from.kept);
  if (binding?.kind === "choice" && from.stages.length === 0) return binding;
  const places = placesOf(analyser, from, placeOf);
  if (places === undefined) return undefined;
  const span = analyser.span(node);
  const positions: Variable = { kind: "variable", name: "positions", types: arrayType };
  analyser.statements.push({ kind: "assign", variable: positions, value: places.positions, declares: true, span });
  const { list, mayRepeat } = places;
  return { kind: "choice", list, positions, depth: analyser.frame.depth, mayRepeat };
}

/** The place of one element of a chosen list, which is nowhere when there is none. */
export function placeOfChosen(
  analyser: Analyser,
  { from, taken, isOfKey = false, isOfMember = false }: ChosenElement,
  placeOf: PlaceOf,
): Place | undefined {
  if (ts.isPropertyAccessExpression(taken))
    return isOfMember ? placeOfMember(analyser, from.list, taken, placeOf) : undefined;
  if (isOfKey && !ts.isBindingElement(taken)) return placeOfKey(analyser, from, taken);
  const places = placesOf(analyser, from, placeOf);
  if (places === undefined) return undefined;
  const { list, positions } = places;
  const types = analyser.types(ts.isBindingElement(taken) ? taken.name : taken) | undefinedType;
  const elements = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(from.list));
  const takenOut = ts.isCallExpression(taken) ? takeOut(analyser, taken) : undefined;
  const position = !ts.isCallExpression(taken)
    ? elementAtIndex(analyser, taken, positions)
    : (takenOut ??
      onPositions(
        analyser,
        taken,
        partAt(analyser, list),
        positions,
        elements,
        from.stages.length === 0 && (from.kept ?? from.index ?? from.slot) === undefined,
      ));
  if (position === undefined) return undefined;
  const { span } = position;
  const left: Expression = { ...position, types: numberType | undefinedType };
  const right = literal(-1, span);
  const found: Expression = { kind: "logical", operator: "??", left, right, types: numberType, span };
  const key = analyser.keep(found, "position");
  return { ...list, steps: [...list.steps, { node: taken, key, types }] };
}

/** The place of an element that the member of an object is. */
function placeOfMember(
  analyser: Analyser,
  node: ts.Expression,
  taken: ts.PropertyAccessExpression,
  placeOf: PlaceOf,
): Place | undefined {
  const found = placeOf(analyser, node);
  if (found === undefined) return undefined;
  const list = fixedPlace(analyser, found);
  const position = positionInMemberOf(analyser, taken, analyser.expression(taken.expression));
  const key = analyser.keep(position, "position");
  return { ...list, steps: [...list.steps, { node: taken, key, types: analyser.types(taken) }] };
}

/** The place of what an index holds at a key, which is nowhere when there is nothing. */
function placeOfKey(
  analyser: Analyser,
  { index }: ChosenList,
  taken: ts.ElementAccessExpression | ts.CallExpression,
): Place | undefined {
  const held = boundIndex(analyser, index);
  if (held === undefined) return undefined;
  const key = analyser.keep(positionAtKey(analyser, held, taken), "position");
  const { list } = held.elementsOf;
  return { ...list, steps: [...list.steps, { node: taken, key, types: analyser.types(taken) | undefinedType }] };
}

/** The places of the elements that the names of a pattern take, in order, and all positions. */
export interface PlacesOfNames extends ChosenPlaces {
  readonly places: readonly Place[];
}

export function placesOfNames(
  analyser: Analyser,
  from: ChosenList,
  names: readonly ts.BindingElement[],
  placeOf: PlaceOf,
): PlacesOfNames | undefined {
  const chosen = placesOf(analyser, from, placeOf);
  if (chosen === undefined) return undefined;
  const { list } = chosen;
  const positions = analyser.keep(chosen.positions, "positions");
  const places = names.map((taken): Place => {
    const left = elementAtIndex(analyser, taken, positions) as Expression;
    const { span } = left;
    const found: Expression = {
      kind: "logical",
      operator: "??",
      left,
      right: literal(-1, span),
      types: numberType,
      span,
    };
    const key = analyser.keep(found, "position");
    return { ...list, steps: [...list.steps, { node: taken, key, types: analyser.types(taken.name) | undefinedType }] };
  });
  return { ...chosen, positions, places };
}

function elementAtIndex(
  analyser: Analyser,
  taken: ts.ElementAccessExpression | ts.BindingElement,
  positions: Expression,
): Expression | undefined {
  const span = analyser.span(ts.isBindingElement(taken) ? taken : taken.argumentExpression);
  const index = ts.isBindingElement(taken)
    ? analyser.literal(
        taken.parent.elements.findIndex((one) => one === taken),
        span,
      )
    : analyser.expression(taken.argumentExpression);
  if (!isOnly(index.types, numberType)) return undefined;
  const types = numberType | undefinedType;
  return { kind: "element", array: positions, index, types, span };
}

/** `free.sort(f)`, `free.shift()` and their like, of a name that holds elements of another list; undefined for any other call. */
export function changeChoice(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const choice = choiceCalled(analyser, node);
  if (choice === undefined || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: name } = node.expression;
  const span = analyser.span(node);
  const whole = partAt(analyser, choice.list);
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(name));
  if (making[builtinCalled(analyser, node) ?? ""] !== undefined) {
    const ordered = onPositions(analyser, node, whole, readPositions(choice, span), types, false);
    if (ordered === undefined) return undefined;
    assignPositions(analyser, node, choice, ordered);
    return analyser.undefined(span);
  }
  if (builtinCalled(analyser, node) === "Array.splice") {
    const taken = splice(analyser, node);
    return taken && elementsAt(whole, taken, types);
  }
  const position = takeOut(analyser, node);
  if (position === undefined) return undefined;
  if (ts.isExpressionStatement(node.parent)) return analyser.undefined(span);
  return { kind: "element", array: whole, index: position, types: types | undefinedType, span };
}

/** `queue.splice(0, 10)`, of a name that holds elements of a list: the positions of those that are taken out. */
function splice(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const choice = choiceCalled(analyser, node);
  const [from, count, ...added] = node.arguments;
  if (choice === undefined || from === undefined || added.length > 0 || doesMore(analyser, node.arguments, true)) {
    return undefined;
  }
  const positions = readPositions(choice, analyser.span(node));
  const taken = analyser.keep(takenOut(analyser, node, positions, from, count), "taken");
  assignPositions(analyser, node, choice, visitBuiltin(analyser, node, "Array.toSpliced", positions, node.arguments));
  return taken;
}
