import ts from "typescript";
import { lambdaOf, local, read } from "../../builtins/build.js";
import type { Expression, ObjectLiteral } from "../../ir/expression.js";
import { arrayType, isOnly, mayBe, numberType, objectType, undefinedType } from "../../ir/value-types.js";
import { isNondeterministic, substituteLocal } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { isAsyncFunction, type KnownFunction } from "../functions.js";
import { isPresent } from "../expressions/is-present.js";
import { stable } from "../function-values/parts.js";
import { isStable } from "../is-stable.js";
import { bindPattern } from "../patterns.js";
import { skipWrappers } from "../skip-wrappers.js";
import { visitBuiltin } from "../visit-builtin.js";
import { isAliasHere } from "./aliases.js";
import { bindAlias } from "./bind-alias.js";
import { chosenList, memberOf, membersGiven, memberTaken } from "./chosen-lists.js";
import { placesOf } from "./chosen-places.js";
import { areMembersInPlace } from "./followed-members.js";
import { fixedPlace } from "./fixed-place.js";
import { isMissing, positionInMemberOf } from "./held-positions.js";
import type { HeldObjects } from "./held-members.js";
import { mappedBy } from "./mapped-items.js";
import { partAt, type Place } from "./place.js";
import { placeOf, placeOfPart } from "./place-of.js";
import { isIndex, stepIn } from "./position-in.js";
import { returnedBy } from "./returned-by.js";

/** What the member of an object literal has that is an element of a list: its position there; undefined for any other member. */
export function positionInMember(analyser: Analyser, value: ts.Expression): Expression | undefined {
  const member = memberOf(analyser, value);
  if (member === undefined) return undefined;
  // What was taken for granted while other names were looked into has to hold in the end.
  if (!areMembersInPlace(analyser, member.objects)) {
    return analyser.refuse(value, "SP1244", { text: value.getText(), name: member.list.getText() });
  }
  const name = skipWrappers(value);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const ofItem = symbol && analyser.itemPositions.get(symbol);
  if (ofItem !== undefined) return { ...ofItem, span: analyser.span(value) };
  const list = placeOf(analyser, member.list);
  const place = list && placeOfPart(analyser, value);
  const step = list && place && stepIn(analyser, fixedPlace(analyser, list), place);
  if (step !== undefined && isIndex(step) && typeof step.key !== "string") return step.key;
  return analyser.refuse(value, "SP1244", { text: value.getText(), name: member.list.getText() });
}

/** `items.map((item) => ({ item, score: scoreOf(item) }))`, where the objects have the positions of items; undefined for any other call. */
export function mapToMembers(analyser: Analyser, call: ts.CallExpression): Expression | undefined {
  const [given] = call.arguments;
  const callback = given && skipWrappers(given);
  if (callback === undefined || !ts.isArrowFunction(callback) || !ts.isPropertyAccessExpression(call.expression)) {
    return undefined;
  }
  const symbol = isAsyncFunction(callback) ? undefined : itemHeld(analyser, callback);
  if (symbol === undefined || mappedBy(analyser, callback)?.list !== call) return undefined;
  const { expression: items } = call.expression;
  const from = chosenList(analyser, items);
  const places = from && placesOf(analyser, from, placeOf);
  const found = from === undefined ? placeOf(analyser, items) : places?.list;
  const list = found && fixedPlace(analyser, found);
  if (list === undefined) return undefined;
  const elements = partAt(analyser, list);
  const position = local("i", numberType, true);
  const { span } = elements;
  const built = withPositionOf(analyser, symbol, read(position, span), () =>
    visitBuiltin(analyser, call, "Array.map", elements, call.arguments),
  );
  const lambda = built.kind === "builtin" && built.operands[0] === elements ? built.operands[1] : undefined;
  if (lambda?.kind !== "lambda") return built;
  const [item, index] = lambda.parameters;
  if (item === undefined) return built;
  if (places === undefined) {
    const body = index === undefined ? lambda.body : substituteLocal(lambda.body, position, read(index, span));
    return mapped(elements, [item, index ?? position], body);
  }
  const element: Expression = {
    ...{ kind: "element", array: elements, index: read(position, span) },
    types: item.types,
    span,
  };
  const body = substituteLocal(lambda.body, item, element);
  return mapped(places.positions, index === undefined ? [position] : [position, index], body);
}

function mapped(list: Expression, parameters: Parameters<typeof lambdaOf>[0], body: Expression): Expression {
  const { span } = body;
  const operands = [list, lambdaOf(parameters, body, span)];
  return { kind: "builtin", name: "Array.map", operands, types: arrayType, span };
}

/** The first parameter of a function, where that becomes a member of the objects that the function makes. */
function itemHeld(analyser: Analyser, callback: ts.FunctionLikeDeclaration): ts.Symbol | undefined {
  const [item] = callback.parameters;
  const symbol = item && analyser.checker.getSymbolAtLocation(item.name);
  const values = returnedBy(callback)
    .flatMap(literalsIn)
    .flatMap(({ properties }) => properties.flatMap(valueIn));
  const isHeld = values.some(
    (value) => analyser.symbolOf(skipWrappers(value)) === symbol && memberOf(analyser, value) !== undefined,
  );
  return isHeld ? symbol : undefined;
}

function valueIn(property: ts.ObjectLiteralElementLike): readonly ts.Expression[] {
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  return ts.isPropertyAssignment(property) ? [property.initializer] : [];
}

function literalsIn(node: ts.Expression): readonly ts.ObjectLiteralExpression[] {
  const inner = skipWrappers(node);
  if (ts.isConditionalExpression(inner)) return [...literalsIn(inner.whenTrue), ...literalsIn(inner.whenFalse)];
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.flatMap(literalsIn);
  return ts.isObjectLiteralExpression(inner) ? [inner] : [];
}

/** The rounds in which a function makes objects with the elements of a list as members: each knows the position of its element. */
export interface Rounds {
  readonly within: <T>(index: Expression, visit: () => T) => T;
}

/** The same for a function that goes through a list by numbers; undefined where it makes no such objects. */
export function roundsOf(analyser: Analyser, list: ts.Expression, { node }: KnownFunction): Rounds | undefined {
  const item = itemHeld(analyser, node);
  if (item === undefined) return undefined;
  const from = chosenList(analyser, list);
  const chosen = from && placesOf(analyser, from, placeOf)?.positions;
  const isKnown =
    (chosen === undefined) === (from === undefined) && (chosen === undefined || !isNondeterministic(chosen));
  if (!isKnown) analyser.problem(list, "SP1220", { text: list.getText() });
  const array = chosen && analyser.keep(chosen, "positions");
  return {
    within: (index, visit) => {
      const position: Expression =
        array === undefined ? index : { kind: "element", array, index, types: numberType, span: index.span };
      return withPositionOf(analyser, item, position, visit);
    },
  };
}

/** Analyses a function whose parameter stands for the elements of a list, at a position. */
function withPositionOf<T>(analyser: Analyser, item: ts.Symbol, position: Expression, visit: () => T): T {
  analyser.itemPositions.set(item, position);
  try {
    return visit();
  } finally {
    analyser.itemPositions.delete(item);
  }
}

/** The element that a member of an object is, as it is now. */
export function elementOfMember(
  analyser: Analyser,
  node: ts.PropertyAccessExpression | ts.BindingElement,
  list: ts.Expression,
  object: Expression,
): Expression | undefined {
  const place = placeOf(analyser, list);
  if (place === undefined) return undefined;
  const array = partAt(analyser, fixedPlace(analyser, place));
  const types = analyser.types(ts.isBindingElement(node) ? node.name : node) | (isMissing(object) ? undefinedType : 0);
  return {
    kind: "element",
    array,
    index: positionInMemberOf(analyser, node, object),
    types,
    span: analyser.span(node),
  };
}

/** Objects that are given away as a whole, with the elements as they are now; the value itself for anything else. */
export function withMembers(analyser: Analyser, node: ts.Expression, value: Expression): Expression {
  if (!isGivenOn(node.parent) || value.types === 0 || !mayBe(value.types, arrayType | objectType)) return value;
  const objects = membersGiven(analyser, node);
  if (objects === undefined) return value;
  if (isOnly(value.types, arrayType)) {
    const row = local("row", objectType);
    return mapped(value, [row], withElements(analyser, objects, read(row, value.span)));
  }
  const object = stable(analyser, value, "given");
  const whole = withElements(analyser, objects, { ...object, types: objectType });
  if (!isMissing(object)) return whole;
  const whenFalse = analyser.undefined(value.span);
  const types = objectType | undefinedType;
  return { kind: "conditional", condition: isPresent(object), whenTrue: whole, whenFalse, types, span: value.span };
}

function isGivenOn(parent: ts.Node): boolean {
  if (ts.isReturnStatement(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent) || ts.isCallExpression(parent))
    return true;
  return ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent);
}

/** An object whose members are elements instead of their positions. */
function withElements(analyser: Analyser, { lists }: HeldObjects, object: Expression): Expression {
  const { span } = object;
  const elements = [...lists].map(([key, list]): ObjectLiteral["members"][number] => {
    const place = placeOf(analyser, list);
    if (place === undefined)
      return { kind: "property", key, value: analyser.refuse(list, "SP1244", { text: key, name: list.getText() }) };
    const array = partAt(analyser, fixedPlace(analyser, place));
    const types = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(list));
    const index: Expression = { kind: "property", object, name: key, types: numberType, span };
    return { kind: "property", key, value: { kind: "element", array, index, types, span } };
  });
  return { kind: "object", members: [{ kind: "spread", value: object }, ...elements], types: objectType, span };
}

/** Has a name in a pattern stand for the element that the member of an object is; false for any other part of a pattern. */
export function bindMember(analyser: Analyser, element: ts.BindingElement, object: Expression): boolean {
  const member = memberTaken(analyser, element);
  if (member === undefined) return false;
  const { name } = element;
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol !== undefined && !isOfCallback(object) && isAliasHere(analyser, symbol)) {
    const found = placeOf(analyser, member.list);
    const position = positionInMemberOf(analyser, element, object);
    const key = isStable(position) ? position : analyser.keep(position, "position");
    const types = analyser.types(name);
    if (found !== undefined) {
      const place: Place = fixedPlace(analyser, found);
      bindAlias(analyser, symbol, { ...place, steps: [...place.steps, { node: element, key, types }] });
      return true;
    }
  }
  const value = elementOfMember(analyser, element, member.list, object);
  bindPattern(
    analyser,
    name,
    value ?? analyser.refuse(name, "SP1244", { text: name.getText(), name: member.list.getText() }),
  );
  return true;
}

/** True for what a callback is given, in which nothing changes. */
function isOfCallback(object: Expression): boolean {
  if (object.kind === "property") return isOfCallback(object.object);
  if (object.kind === "element") return isOfCallback(object.array);
  return object.kind === "local-read";
}
