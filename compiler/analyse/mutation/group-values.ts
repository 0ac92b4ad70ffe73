import ts from "typescript";
import type { Expression, Lambda, ObjectLiteral, Variable } from "../../ir/expression.js";
import { arrayType, mayBe, nullType, objectType, stringType, undefinedType } from "../../ir/value-types.js";
import { elementAt, lambdaOf, local, once, read } from "../../builtins/build.js";
import { withEntry } from "../../builtins/map.js";
import type { Analyser } from "../analyser.js";
import { isPresent } from "../expressions/is-present.js";
import type { IndexOf } from "../environment.js";
import { noteDeclared } from "../outer-variables.js";
import { skipWrappers } from "../skip-wrappers.js";
import { areFollowed } from "./followed-groups.js";
import { elementsAt } from "./choice-values.js";
import { changeWhenThere } from "./change-when-there.js";
import { chosenList, groupsKept, slotHeld, slotOfName } from "./chosen-lists.js";
import { placesOf } from "./chosen-places.js";
import { fixedPlace } from "./fixed-place.js";
import { boundIndexNamed, entriesHeld } from "./index-positions.js";
import { partAt, type Place } from "./place.js";
import { making, onPositions } from "./on-positions.js";
import { changePart, placeOf, placeOfPart } from "./place-of.js";
import { isIndex, isSamePlace, stepIn } from "./position-in.js";
import { positionSoon } from "./pushed-soon.js";
import type { Slot } from "./slots.js";
import { isPlainMember, type KeptGroups } from "./kept-groups.js";
import { boundSlot, type BoundSlot, positionsInSlot } from "./slot-positions.js";

/**
 * `const groups: Record<string, Job[]> = {}`, where the elements that its lists get go on to be those of another list; false for anything
 * else.
 */
export function declareGroups(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const groups = symbol && groupsKept(analyser, symbol);
  if (symbol === undefined || groups === undefined || !ts.isIdentifier(name) || initializer === undefined) return false;
  if (!areFollowed(analyser, symbol, analyser.frame.onReturnPart !== undefined)) return false;
  const found = placeOf(analyser, groups.list);
  if (found === undefined) {
    analyser.problem(name, "SP1244", { text: name.text, name: groups.list.getText() });
    return true;
  }
  const list = fixedPlace(analyser, found);
  const value = firstLists(analyser, list, initializer, groups.plain);
  const variable: Variable = { kind: "variable", name: name.text, types: value.types };
  noteDeclared(analyser, variable);
  const { depth } = analyser.frame;
  const positionOf = (node: ts.Expression): Expression => listGiven(analyser, list, node, node);
  const readAll = (node: ts.Identifier): Expression | undefined => readGroups(analyser, groups, node);
  const elementsOf: IndexOf = { list, groups: groups.kind, positionOf, readAll };
  analyser.environment.bind(
    symbol,
    groups.kind === "map"
      ? { kind: "collection", name: "new Map", variable, depth, elementsOf }
      : { kind: "variable", variable, depth, elementsOf },
  );
  analyser.statements.push({ kind: "assign", variable, value, declares: true, span: analyser.span(name) });
  return true;
}

/** `const list = groups.get(key) ?? []`, which gets elements by this name; false for anything else. */
export function declareSlot(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const slot = symbol && slotOfName(analyser, symbol)?.slot;
  const bound = initializer && slot && boundSlot(analyser, initializer);
  if (symbol === undefined || bound === undefined) return false;
  if (bound.made !== undefined) placeOf(analyser, bound.made);
  analyser.environment.bind(symbol, { kind: "slot", slot: bound.access });
  return true;
}

/** `list = []`, where a list in groups is missing, and gets there next; undefined for any other assignment. */
export function assignSlot(analyser: Analyser, { left, operatorToken }: ts.BinaryExpression): Expression | undefined {
  const symbol = ts.isIdentifier(left) ? analyser.symbolOf(left) : undefined;
  const isSlot = symbol !== undefined && analyser.environment.lookUp(symbol)?.kind === "slot";
  return isSlot ? analyser.undefined(analyser.span(operatorToken)) : undefined;
}

/** What groups hold at first, as positions. */
function firstLists(
  analyser: Analyser,
  list: Place,
  initializer: ts.Expression,
  plain: ReadonlySet<string>,
): Expression {
  const node = skipWrappers(initializer);
  const span = analyser.span(node);
  if (ts.isObjectLiteralExpression(node)) {
    const members = node.properties.map((member): ObjectLiteral["members"][number] => {
      const key = member.name?.getText() ?? "";
      if (plain.has(key) && (ts.isShorthandPropertyAssignment(member) || ts.isPropertyAssignment(member))) {
        const own = ts.isPropertyAssignment(member) ? member.initializer : member.name;
        return { kind: "property", key, value: analyser.expression(own) };
      }
      const { name, initializer: lists } = member as ts.PropertyAssignment;
      const value = listGiven(analyser, list, lists, lists);
      if (ts.isComputedPropertyName(name)) return analyser.refuse(name, "SP1237", { text: name.getText() }) as never;
      return { kind: "property", key: name.text, value };
    });
    return { kind: "object", members, types: objectType, span };
  }
  const given = ts.isArrayLiteralExpression(node) ? node.elements : [];
  const elements = given.map((one) => ({ spread: false, value: listGiven(analyser, list, one, one) }));
  return { kind: "array", elements, types: arrayType, span };
}

/** The positions of the elements of a list that groups get. */
function listGiven(analyser: Analyser, list: Place, node: ts.Expression, at: ts.Expression): Expression {
  return (
    positionsGiven(analyser, list, node) ?? analyser.refuse(at, "SP1244", { text: at.getText(), name: list.root.text })
  );
}

function positionsGiven(analyser: Analyser, list: Place, node: ts.Expression): Expression | undefined {
  const inner = skipWrappers(node);
  const held = slotHeld(analyser, madeAs(inner) ?? inner);
  if (held !== undefined) {
    const isNamed = ts.isIdentifier(madeAs(inner) ?? inner);
    return isNamed ? positionsOrNone(analyser, held.slot) : positionsInSlot(analyser, held.slot, placeOf);
  }
  if (ts.isArrayLiteralExpression(inner)) {
    const elements = inner.elements.map((element) => {
      const spread = ts.isSpreadElement(element);
      const value = spread
        ? positionsGiven(analyser, list, element.expression)
        : positionGiven(analyser, list, element, undefined);
      return value && { spread, value };
    });
    if (!elements.every((one) => one !== undefined)) return undefined;
    return { kind: "array", elements, types: arrayType, span: analyser.span(inner) };
  }
  const from = chosenList(analyser, inner);
  const places = from && placesOf(analyser, from, placeOf);
  return places !== undefined && isSamePlace(analyser, list, places.list) ? places.positions : undefined;
}

/** `list` in `list = []`, the name of a list in groups where there is none. */
function madeAs(node: ts.Expression): ts.Expression | undefined {
  const isMade = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isMade ? node.left : undefined;
}

/** @param taker what gets the element, where that may be going to be in the list */
function positionGiven(
  analyser: Analyser,
  list: Place,
  node: ts.Expression,
  taker: ts.Expression | undefined,
): Expression | undefined {
  const soon = taker && positionSoon(analyser, list, node, taker, placeOf);
  if (soon !== undefined) return soon;
  const place = placeOfPart(analyser, node);
  const step = place && stepIn(analyser, list, place);
  return step !== undefined && isIndex(step) && typeof step.key !== "string" ? step.key : undefined;
}

/** `groups[key]!.push(job);` and `chunks.push(list);`; undefined for any other call. */
export function pushToGroups(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
): Expression | undefined {
  const slot = boundSlot(analyser, target);
  const span = analyser.span(node);
  if (slot === undefined) return pushList(analyser, node, target);
  // By a name, the list may be put there afterwards only.
  if (ts.isIdentifier(skipWrappers(target))) {
    const old = positionsOrNone(analyser, slot);
    if (old !== undefined) putList(analyser, slot, withElements(analyser, node, slot, old));
    return old && analyser.undefined(span);
  }
  const place = placeOf(analyser, slot.made ?? slot.access);
  if (place === undefined) return undefined;
  const change = (): Expression => {
    changePart(analyser, target, (old) => withElements(analyser, node, slot, old), place);
    return analyser.undefined(span);
  };
  return ts.isOptionalChain(node) ? changeWhenThere(analyser, node, place, change) : change();
}

/** `groups[key]!.sort(f);`; undefined for any other call. */
export function orderInGroups(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
): Expression | undefined {
  const slot = boundSlot(analyser, target);
  const { name } = node.expression as ts.PropertyAccessExpression;
  if (slot === undefined || making[`Array.${name.text}`] === undefined) return undefined;
  const { list } = slot.elementsOf;
  const place = placeOf(analyser, slot.made ?? slot.access);
  const types = analyser.elementTypesOf(
    analyser.checker.getNonNullableType(analyser.checker.getTypeAtLocation(target)),
  );
  if (place === undefined) return undefined;
  const positions = { ...partAt(analyser, place), types: arrayType };
  const ordered = onPositions(analyser, node, partAt(analyser, list), positions, types, false);
  if (ordered === undefined) return undefined;
  changePart(analyser, target, () => ordered, place);
  return analyser.undefined(analyser.span(node));
}

/** A list in groups, with the elements that are pushed onto it. */
function withElements(
  analyser: Analyser,
  node: ts.CallExpression,
  { elementsOf: { list }, groups }: BoundSlot,
  old: Expression,
): Expression {
  const added = node.arguments.map(
    (argument) =>
      positionGiven(analyser, list, argument, groups) ??
      analyser.refuse(argument, "SP1244", { text: argument.getText(), name: list.root.text }),
  );
  const elements = [
    { spread: true, value: { ...old, types: arrayType } },
    ...added.map((value) => ({ spread: false, value })),
  ];
  return { kind: "array", elements, types: arrayType, span: analyser.span(node) };
}

/** The positions in a list that groups have; none where there is no list. */
function positionsOrNone(analyser: Analyser, slot: Slot): Expression | undefined {
  const left = positionsInSlot(analyser, { ...slot, whole: slot.access, made: undefined }, placeOf);
  if (left === undefined) return undefined;
  const { span } = left;
  const right: Expression = { kind: "array", elements: [], types: arrayType, span };
  const missing = { ...left, types: arrayType | undefinedType };
  return { kind: "logical", operator: "??", left: missing, right, types: arrayType, span };
}

/** Puts a list into groups, whether there is one already or not. */
function putList(analyser: Analyser, { access, groups }: Slot, value: Expression): void {
  const index = boundIndexNamed(analyser, groups);
  const [key] = ts.isCallExpression(access) ? access.arguments : [];
  if (index === undefined || key === undefined) {
    changePart(analyser, access, () => value);
    return;
  }
  const { variable } = index;
  const span = analyser.span(access);
  const entries: Expression = { kind: "variable-read", variable, types: arrayType, span };
  const changed = withEntry(entries, analyser.expression(key), value);
  analyser.statements.push({ kind: "assign", variable, value: changed, declares: false, span });
}

function pushList(analyser: Analyser, node: ts.CallExpression, target: ts.Expression): Expression | undefined {
  const index = boundIndexNamed(analyser, target);
  const [given] = node.arguments;
  if (index?.elementsOf.groups !== "list" || given === undefined) return undefined;
  const { variable, elementsOf } = index;
  const span = analyser.span(node);
  const added = elementsOf.positionOf(given);
  const before: Expression = { kind: "variable-read", variable, types: arrayType, span };
  const elements = [
    { spread: true, value: before },
    { spread: false, value: added },
  ];
  const value: Expression = { kind: "array", elements, types: arrayType, span };
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
  return analyser.undefined(span);
}

/** What groups hold where all of it is read, with the elements as they are now; undefined for any other use of their name. */
function readGroups(analyser: Analyser, groups: KeptGroups, node: ts.Identifier): Expression | undefined {
  const index = boundIndexNamed(analyser, node);
  if (index === undefined) return undefined;
  const span = analyser.span(node);
  const { variable, elementsOf } = index;
  const stored: Expression = { kind: "variable-read", variable, types: variable.types, span };
  if ((groups.kind === "list" && isLength(node)) || isPlainMember(node, groups.plain)) return stored;
  if (!groups.wholes.some((whole) => whole.node === node)) return undefined;
  const array = partAt(analyser, elementsOf.list);
  const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(groups.list));
  const lists = local("positions", arrayType);
  const elements = (positions: Expression): Expression => elementsAt(array, positions, types);
  if (groups.kind === "list") return mapped(stored, lambdaOf([lists], elements(read(lists, span)), span));
  if (groups.plain.size > 0) return withLists(analyser, groups, stored, elements);
  const entry = local("entry", arrayType);
  const parts = [elementAt(read(entry, span), 0, stringType), elements(elementAt(read(entry, span), 1, arrayType))];
  const pair: Expression = {
    ...{ kind: "array", elements: parts.map((value) => ({ spread: false, value })), types: arrayType },
    span,
  };
  const entries = mapped(entriesHeld(index, span, arrayType), lambdaOf([entry], pair, span));
  if (groups.kind === "map") return entries;
  return { kind: "builtin", name: "Object.fromEntries", operands: [entries], types: objectType, span };
}

/** A record in which some members are lists of positions, with the elements of these. */
function withLists(
  analyser: Analyser,
  { declaration, plain }: KeptGroups,
  stored: Expression,
  elements: (positions: Expression) => Expression,
): Expression {
  const { span } = stored;
  const names = analyser.checker
    .getTypeAtLocation(declaration)
    .getProperties()
    .map(({ name }) => name);
  const lists = names
    .filter((name) => !plain.has(name))
    .map((key): ObjectLiteral["members"][number] => {
      const positions: Expression = { kind: "property", object: stored, name: key, types: arrayType, span };
      return { kind: "property", key, value: elements(positions) };
    });
  return { kind: "object", members: [{ kind: "spread", value: stored }, ...lists], types: objectType, span };
}

function isLength({ parent }: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === "length";
}

function mapped(list: Expression, callback: Lambda): Expression {
  return { kind: "builtin", name: "Array.map", operands: [list, callback], types: arrayType, span: callback.span };
}

/** `groups[key]`, `groups.get(key)`: the elements as they are now; undefined for anything else. */
export function readSlot(analyser: Analyser, node: ts.Expression): Expression | undefined {
  const slot = boundSlot(analyser, node);
  const positions = slot && positionsInSlot(analyser, { ...slot, made: undefined }, placeOf);
  if (slot === undefined || positions === undefined) return undefined;
  const { list } = slot.elementsOf;
  const type = analyser.checker.getNonNullableType(analyser.checker.getTypeAtLocation(slot.access));
  const types = analyser.elementTypesOf(type);
  const elementsOf = (at: Expression): Expression => elementsAt(partAt(analyser, list), at, types);
  const missing = undefinedType | nullType;
  if (!mayBe(positions.types, missing)) return elementsOf(positions);
  return once("positions", positions, (at) => {
    const whenTrue = elementsOf({ ...at, types: arrayType });
    const whenFalse = analyser.undefined(at.span);
    return {
      kind: "conditional",
      condition: isPresent(at),
      whenTrue,
      whenFalse,
      types: arrayType | undefinedType,
      span: at.span,
    };
  });
}
