import ts from "typescript";
import { arrayType, isCollection, isOnly, mapType, objectType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { groupsKept, indexNamed } from "./chosen-lists.js";
import { type GivingCall, ofValueGiven } from "./given-lists.js";
import { skipWrappers } from "../skip-wrappers.js";

/** The members of an object, or the entries of a Map, in a list of their own: `Object.entries(counts).sort(f)`, `[...map.values()]`. */
export interface ChosenMembers {
  /** The object or Map. */
  readonly whole: ts.Expression;
  readonly isMap: boolean;
  /** What the items of the list are. */
  readonly items: "values" | "entries";
  /** The list of all. */
  readonly all: ts.Expression;
  /** The calls that choose and order them, the first one first. */
  readonly stages: readonly ts.CallExpression[];
  /** The calls whose functions give the list, the outer one first. */
  readonly given?: readonly GivingCall[];
}

/** Such a list, which is chosen from, put in order, or a copy; undefined for any other expression. */
export function chosenMembers(analyser: Analyser, node: ts.Expression): ChosenMembers | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    if (only === undefined || others.length > 0 || !ts.isSpreadElement(only)) return undefined;
    const members = membersOf(analyser, only.expression) ?? entriesOfMap(analyser, only.expression);
    return members && { ...members, all: inner, stages: [] };
  }
  const ofGiven = ofValueGiven(analyser, inner, (giving) => {
    const members = chosenMembers(analyser, giving.value);
    return members && { ...members, given: [giving, ...(members.given ?? [])] };
  });
  if (ofGiven !== undefined) return ofGiven;
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  if (!/^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/.test(builtinCalled(analyser, inner) ?? "")) {
    return undefined;
  }
  const { expression: list } = inner.expression;
  const all = membersOf(analyser, list);
  // The iterator of a Map is no list.
  const members = chosenMembers(analyser, list) ?? (all?.isMap === true ? undefined : all);
  return members && { ...members, stages: [...members.stages, inner] };
}

/** `Object.entries(o)`, `Object.values(o)`, `map.entries()`, `map.values()`. */
function membersOf(analyser: Analyser, node: ts.Expression): ChosenMembers | undefined {
  const call = skipWrappers(node);
  const found = /^(Object|Map)\.(values|entries)$/.exec(builtinCalled(analyser, call) ?? "");
  if (found === null || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const isMap = found[1] === "Map";
  const whole = isMap ? call.expression.expression : call.arguments[0];
  // An index of a list has the elements of that.
  if (whole === undefined || indexNamed(analyser, whole) !== undefined || areGroups(analyser, whole)) return undefined;
  const types = analyser.types(whole);
  const isKnown = isMap ? isCollection(types, mapType) : isOnly(types, objectType) && !isOnly(types, arrayType);
  return isKnown ? { whole, isMap, items: found[2] as "values" | "entries", all: node, stages: [] } : undefined;
}

/** True for lists of elements of another one. */
function areGroups(analyser: Analyser, node: ts.Expression): boolean {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  return symbol !== undefined && groupsKept(analyser, symbol) !== undefined;
}

function entriesOfMap(analyser: Analyser, node: ts.Expression): ChosenMembers | undefined {
  if (!isCollection(analyser.types(node), mapType) || areGroups(analyser, node)) return undefined;
  return { whole: node, isMap: true, items: "entries", all: node, stages: [] };
}

/** The name that a loop over such a list gives to a member or value. */
export function memberName(
  { items }: ChosenMembers,
  { initializer }: ts.ForOfStatement,
): { readonly key: ts.BindingName | undefined; readonly member: ts.Identifier } | undefined {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined) return undefined;
  if (items === "values") return ts.isIdentifier(name) ? { key: undefined, member: name } : undefined;
  if (!ts.isArrayBindingPattern(name) || name.elements.length > 2) return undefined;
  const [first, second] = name.elements;
  if (second === undefined || !ts.isBindingElement(second) || !ts.isIdentifier(second.name)) return undefined;
  const isPlain = second.initializer === undefined && second.dotDotDotToken === undefined;
  const key = first !== undefined && ts.isBindingElement(first) ? first.name : undefined;
  return isPlain ? { key, member: second.name } : undefined;
}
