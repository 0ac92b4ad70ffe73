import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import {
  arrayType,
  isOnly,
  nullType,
  numberType,
  objectType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { visitBuiltin } from "../visit-builtin.js";
import { chooseValue } from "../expressions/choose.js";
import { mayBeMissing } from "../expressions/undefined-elements.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { asCondition } from "../expressions/not-a-number.js";
import { skipWrappers } from "../skip-wrappers.js";
import { besidePlace } from "./beside-place.js";
import { changePlace, isOwnAt } from "./change-in-place.js";
import { changeChoice, pushToChoice } from "./chosen-places.js";
import { changeWhenThere } from "./change-when-there.js";
import { checkAssign } from "../undefined-members.js";
import { orderInGroups, pushToGroups } from "./group-values.js";
import { assignTarget, pathOf } from "./paths.js";
import { keysOf, partAt, type Place } from "./place.js";
import { placeOf, placeOfPart } from "./place-of.js";
import { doesMore, takenOut } from "./spliced.js";

/** `list.push(x)` and its like on an array that a variable owns; undefined for any other call. */
export function changingCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = node.expression;
  const assigned = assignTarget(node);
  if (assigned !== undefined) return assignCall(analyser, node, assigned);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const isChanging = changingMethods.has(callee.name.text) || orderingMethods.has(callee.name.text);
  if (!isChanging && callee.name.text !== "splice") return undefined;
  if (!isOnly(presentTypes(analyser, node, callee.expression), arrayType)) return undefined;
  const isPush = callee.name.text === "push" && ts.isExpressionStatement(node.parent);
  const grouped = isPush
    ? pushToGroups(analyser, node, callee.expression)
    : orderInGroups(analyser, node, callee.expression);
  if (grouped !== undefined) return grouped;
  const pushed = isPush ? pushToChoice(analyser, node, callee.expression, placeOfPart) : undefined;
  const ofChoice = pushed ?? changeChoice(analyser, node);
  if (ofChoice !== undefined) return ofChoice;
  const chosen = skipWrappers(callee.expression);
  if (ts.isConditionalExpression(chosen)) return changeChosen(analyser, node, callee, chosen);
  const place = placeOf(analyser, callee.expression);
  if (place === undefined) return undefined;
  return ts.isOptionalChain(node)
    ? changeWhenThere(analyser, node, place, () => changeArray(analyser, node, callee, place))
    : changeArray(analyser, node, callee, place);
}

/** `(isLarge ? large : small).push(x)`: one array is changed or the other. */
function changeChosen(
  analyser: Analyser,
  node: ts.CallExpression,
  { name }: ts.PropertyAccessExpression,
  { condition, whenTrue, whenFalse }: ts.ConditionalExpression,
): Expression | undefined {
  const test = asCondition(analyser.expression(condition));
  const change = (expression: ts.Expression) => {
    let value: Expression | undefined;
    const block = analyser.collect(() => {
      const target = skipWrappers(expression);
      const grouped = name.text === "push" ? pushToGroups(analyser, node, target) : undefined;
      value = grouped ?? (name.text === "push" ? pushToChoice(analyser, node, target, placeOfPart) : undefined);
      if (value !== undefined) return;
      const place = placeOf(analyser, expression);
      value = place && changeArray(analyser, node, { expression, name }, place);
    });
    return { block, value };
  };
  const [yes, no] = [change(whenTrue), change(whenFalse)];
  if (yes.value === undefined || no.value === undefined) return undefined;
  const span = analyser.span(node);
  if (!isValueUnused(node)) return chooseValue(analyser, test, [yes.block, yes.value], [no.block, no.value], span);
  analyser.statements.push({ kind: "if", condition: test, whenTrue: yes.block, whenFalse: no.block, span });
  return analyser.undefined(span);
}

/** The types of the array; in an optional call, those of one that is there. */
function presentTypes(analyser: Analyser, node: ts.CallExpression, target: ts.Expression): ValueTypes {
  const types = analyser.types(target);
  return ts.isOptionalChain(node) ? types & ~(undefinedType | nullType) : types;
}

function changeArray(
  analyser: Analyser,
  node: ts.CallExpression,
  { expression: target, name }: { readonly expression: ts.Expression; readonly name: ts.MemberName },
  place: Place,
): Expression | undefined {
  const ordering = orderingMethods.get(name.text);
  if (ordering !== undefined) return orderingCall(analyser, node, target, place, ordering);
  const make = changingMethods.get(name.text);
  if (make === undefined) return spliceCall(analyser, node, target, place);
  const types = presentTypes(analyser, node, target);
  const values = node.arguments.map((argument) => (ts.isSpreadElement(argument) ? argument.expression : argument));
  const args = besidePlace(analyser, target, place, keysOf(place), () => analyser.expressions(values));
  const spreads = node.arguments.map((argument) => ts.isSpreadElement(argument));
  let result: Expression | undefined;
  const changed = changePlace(analyser, target, place, [...keysOf(place), undefined], (old) => {
    const change = make(analyser, node, { ...old, types }, args, spreads);
    result = change.result;
    return change.array;
  });
  return result ?? changed;
}

/** `Object.assign(order, changes)`: the variable gets a copy with the changes. */
function assignCall(analyser: Analyser, node: ts.CallExpression, target: ts.Expression): Expression | undefined {
  const others = node.arguments.slice(1);
  if (pathOf(analyser, target) === undefined) return undefined;
  const isObject = (one: ts.Expression, also: number): boolean =>
    !ts.isSpreadElement(one) && isOnly(analyser.types(one), objectType | also);
  if (!isObject(target, 0) || !others.every((one) => isObject(one, undefinedType | nullType))) return undefined;
  const place = placeOf(analyser, target);
  if (place === undefined) return undefined;
  checkAssign(analyser, node.arguments);
  const values = besidePlace(analyser, target, place, keysOf(place), () => analyser.expressions(others));
  const sources = values.map((value) => ({ kind: "spread", value }) as const);
  const span = analyser.span(node);
  changePlace(analyser, target, place, [...keysOf(place), undefined], (old) => ({
    kind: "object",
    members: [{ kind: "spread", value: old }, ...sources],
    types: objectType,
    span,
  }));
  return ts.isExpressionStatement(node.parent) ? analyser.undefined(span) : partAt(analyser, place);
}

/** Methods that order their array, and those that make an ordered one. */
const orderingMethods = new Map([
  ["sort", "Array.toSorted"],
  ["reverse", "Array.toReversed"],
]);

/** `list.sort(f)`: the variable gets an ordered copy, which is the value of the call as well. */
function orderingCall(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
  place: Place,
  ordered: string,
): Expression | undefined {
  if (!isOwnAt(analyser, place, [...keysOf(place), undefined])) return undefined;
  changePlace(analyser, target, place, [...keysOf(place), undefined], (old) =>
    visitBuiltin(analyser, node, ordered, { ...old, types: arrayType }, node.arguments),
  );
  const isUsed = !ts.isExpressionStatement(node.parent);
  return isUsed ? { ...partAt(analyser, place), types: arrayType } : analyser.undefined(analyser.span(node));
}

/** `list.splice(from, count, …items)`: the variable gets a copy with other items; the call's value are those taken out. */
function spliceCall(
  analyser: Analyser,
  node: ts.CallExpression,
  target: ts.Expression,
  place: Place,
): Expression | undefined {
  const [from, count] = node.arguments;
  if (from === undefined || !isOwnAt(analyser, place, [...keysOf(place), undefined])) return undefined;
  const span = analyser.span(node);
  const isUsed = !ts.isExpressionStatement(node.parent);
  // The array is read before the arguments are evaluated, and for the items that are taken out two of these are needed twice.
  if (doesMore(analyser, node.arguments, isUsed)) return undefined;
  let taken: Expression = analyser.undefined(span);
  changePlace(analyser, target, place, [...keysOf(place), undefined], (old) => {
    const list = { ...old, types: arrayType };
    if (isUsed) taken = analyser.keep(takenOut(analyser, node, list, from, count), "taken");
    return visitBuiltin(analyser, node, "Array.toSpliced", list, node.arguments);
  });
  return taken;
}

interface ArrayChange {
  readonly array: Expression;
  readonly result: Expression;
}

type ChangingMethod = (
  analyser: Analyser,
  node: ts.CallExpression,
  old: Expression,
  args: readonly Expression[],
  spreads: readonly boolean[],
) => ArrayChange;

const changingMethods = new Map<string, ChangingMethod>([
  ["push", (analyser, node, old, args, spreads) => joined(analyser, node, old, args, spreads, false)],
  ["unshift", (analyser, node, old, args, spreads) => joined(analyser, node, old, args, spreads, true)],
  ["pop", (analyser, node, old) => shortened(analyser, node, old, -1)],
  ["shift", (analyser, node, old) => shortened(analyser, node, old, 0)],
]);

function joined(
  analyser: Analyser,
  node: ts.CallExpression,
  old: Expression,
  args: readonly Expression[],
  spreads: readonly boolean[],
  inFront: boolean,
): ArrayChange {
  const span = analyser.span(node);
  args.forEach((value, index) => {
    const at = node.arguments[index] as ts.Expression;
    if (mayBeMissing(value)) analyser.problem(at, "SP1206", { text: at.getText() });
  });
  const added = args.map((value, index) => ({ spread: spreads[index] ?? false, value }));
  const kept = { spread: true, value: old };
  const elements = inFront ? [...added, kept] : [kept, ...added];
  const array: Expression = { kind: "array", elements, types: arrayType, span };
  if (ts.isExpressionStatement(node.parent)) return { array, result: analyser.undefined(span) };
  // Before the variable gets the new array, of which the old one is a part.
  const length: Expression = { kind: "builtin", name: "Array.length", operands: [array], types: numberType, span };
  return { array, result: analyser.keep(length, "length") };
}

/** The array without its last or first element; the call's value is that element. */
function shortened(analyser: Analyser, node: ts.CallExpression, old: Expression, from: -1 | 0): ArrayChange {
  const span = analyser.span(node);
  const literal = (value: number) => analyser.literal(value, span);
  const array: Expression =
    from === 0
      ? { kind: "builtin", name: "Array.rest", operands: [old, literal(1)], types: arrayType, span }
      : { kind: "builtin", name: "Array.slice", operands: [old, literal(0), literal(-1)], types: arrayType, span };
  const isUsed = !ts.isExpressionStatement(node.parent);
  const element: Expression = {
    kind: "builtin",
    name: "Array.at",
    operands: [old, literal(from)],
    types: analyser.types(node),
    span,
  };
  return { array, result: isUsed ? analyser.keep(element, "element") : analyser.undefined(span) };
}
