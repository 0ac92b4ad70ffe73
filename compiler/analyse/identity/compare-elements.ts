import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  nullType,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { isPresent } from "../expressions/is-present.js";
import { skipWrappers } from "../skip-wrappers.js";
import { keysOf, partAt, type Place } from "../mutation/place.js";
import { comparedObjects, objectSearch } from "./compared-names.js";
import { areDistinct } from "./distinct-elements.js";
import { comparedList, elementPlace } from "./element-place.js";
import { samePlace } from "./same-place.js";

const nothing = undefinedType | nullType;

/**
 * `a === b` and `a !== b` of two elements of one list, or of members of one object: they are the same object when they stand in the same
 * place. Undefined for anything else.
 */
export function compareElements(analyser: Analyser, node: ts.BinaryExpression): Expression | undefined {
  const operands = comparedObjects(analyser, node);
  if (operands === undefined || !areObjects(analyser, operands)) return undefined;
  const [one, other] = operands.map((operand) => elementPlace(analyser, operand));
  if (one === undefined || other === undefined || !areDistinctAt(analyser, one, other)) return undefined;
  const span = analyser.span(node);
  const same = samePlace(analyser, one, other, span);
  if (same === undefined) return undefined;
  const isSame: Expression = typeof same === "boolean" ? analyser.literal(same, span) : same;
  const isEqual = operands.every((operand) => mayBe(typesOf(analyser, operand), nothing))
    ? whereBothMayBeMissing(isSame, partAt(analyser, one), partAt(analyser, other))
    : isSame;
  const isNegated = node.operatorToken.getText().startsWith("!");
  return isNegated ? { kind: "not", operand: isEqual, types: booleanType, span } : isEqual;
}

/** What is missing equals what is missing, and is in none of the places where something stands. */
function whereBothMayBeMissing(same: Expression, one: Expression, other: Expression): Expression {
  const { span } = same;
  const isOtherThere = isPresent(other);
  const whenTrue: Expression = {
    ...{ kind: "logical", operator: "&&", left: isOtherThere, right: same, types: booleanType },
    span,
  };
  const whenFalse: Expression = { kind: "not", operand: isOtherThere, types: booleanType, span };
  return { kind: "conditional", condition: isPresent(one), whenTrue, whenFalse, types: booleanType, span };
}

/** True for objects and arrays, or nothing, which is the same for all of them. */
function areObjects(analyser: Analyser, operands: readonly ts.Expression[]): boolean {
  const types = operands.map((operand) => typesOf(analyser, operand));
  const missing = types.reduce((all, one) => all | (one & nothing), 0);
  return missing !== nothing && types.every((one) => isOnly(one, arrayType | objectType | nothing));
}

/** Of what stands there, whatever an assertion says. */
function typesOf(analyser: Analyser, node: ts.Expression): ValueTypes {
  return analyser.types(skipWrappers(node));
}

/** `list.indexOf(item)`, `list.includes(item)` and `list.lastIndexOf(item)` of an element of the list. Undefined for anything else. */
export function findElement(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const search = objectSearch(analyser, node);
  if (search === undefined || !areObjects(analyser, [search.item])) return undefined;
  const elements = analyser.elementTypesOf(analyser.checker.getTypeAtLocation(search.list));
  if (!isOnly(elements, arrayType | objectType)) return undefined;
  const [list, item] = [comparedList(analyser, search.list), elementPlace(analyser, search.item)];
  if (list === undefined || item === undefined || !areDistinctAt(analyser, item)) return undefined;
  const key = keyIn(analyser, list.place, item);
  if (key === undefined) return undefined;
  const span = analyser.span(node);
  const isThere = mayBe(typesOf(analyser, search.item), nothing) ? isPresent(partAt(analyser, item)) : undefined;
  if (search.method === "includes") {
    const isHeld = list.positions && builtin("Array.includes", [list.positions, key], booleanType, span);
    if (isThere === undefined || isHeld === undefined) return isHeld ?? isThere ?? analyser.literal(true, span);
    return { kind: "logical", operator: "&&", left: isThere, right: isHeld, types: booleanType, span };
  }
  const index = list.positions === undefined ? key : builtin("Array.indexOf", [list.positions, key], numberType, span);
  if (isThere === undefined) return index;
  const whenFalse = analyser.literal(-1, span);
  return { kind: "conditional", condition: isThere, whenTrue: index, whenFalse, types: numberType, span };
}

function builtin(name: string, operands: readonly Expression[], types: ValueTypes, span: SourceSpan): Expression {
  return { kind: "builtin", name, operands, types, span };
}

/** The index of an element in a list; undefined for what stands elsewhere. */
function keyIn(analyser: Analyser, list: Place, { steps, ...item }: Place): Expression | undefined {
  const last = steps.at(-1);
  if (last === undefined || typeof last.key === "string" || !isOnly(last.key.types, numberType)) return undefined;
  return samePlace(analyser, list, { ...item, steps: steps.slice(0, -1) }, last.key.span) === true
    ? last.key
    : undefined;
}

/** True where no object stands twice among the elements of the list, or members of the object, in which both stand. */
function areDistinctAt(analyser: Analyser, one: Place, other: Place = one): boolean {
  const root = analyser.symbolOf(one.root);
  const others = keysOf(other);
  const last = others.length - 1;
  const keys = keysOf(one).map((key, index) => (index < last && key === others[index] ? key : undefined));
  return root !== undefined && analyser.inScope(() => areDistinct(analyser, root, keys), one.environment);
}
