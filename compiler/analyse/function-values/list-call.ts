import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { arrayType, booleanType, mayBe, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { madeCollection } from "../collections.js";
import { chooseValue } from "../expressions/choose.js";
import { elementFor, undefinedElements } from "../expressions/undefined-elements.js";
import { skipWrappers } from "../functions.js";
import { firstOf } from "./found-function.js";
import { functionList } from "./function-list.js";
import { asksForIndex, givenFor, givenWhereListed, holdsFor, type ListCall, listCallback } from "./list-element.js";
import { mayHoldFunctions, stable } from "./parts.js";

/** `rules.every((rule) => rule(x))` and its like, written out for each function; undefined for any other call. */
export function listCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee) || !mayHoldFunctions(analyser, callee.expression)) return undefined;
  const { text } = callee.name;
  const make = methods.get(text);
  const before = text === "reduce" ? 1 : 0;
  const callback = make === undefined ? undefined : listCallback(analyser, node, before);
  const list = callback === undefined ? undefined : functionList(analyser, callee.expression);
  if (make === undefined || callback === undefined || list === undefined) return undefined;
  const call: ListCall = { analyser, node, list, callback, initial: node.arguments[1] };
  if (asksForIndex(call, before)) return analyser.refuse(node, "SP1245", { text: callee.getText() });
  return make(call);
}

const methods = new Map<string, (call: ListCall) => Expression | undefined>([
  ["every", (call) => quantified(call, 0, true)],
  ["some", (call) => quantified(call, 0, false)],
  [
    "findIndex",
    (call) => (call.list.conditions === undefined ? firstOf(call, [...call.list.elements.keys()]) : undefined),
  ],
  ["map", (call) => collected(call, false)],
  ["flatMap", (call) => collected(call, true)],
  ["forEach", eachInTurn],
  ["reduce", reduced],
]);

/** The elements are asked in turn, up to the first one that decides. */
function quantified(call: ListCall, index: number, isEvery: boolean): Expression {
  const { analyser, node, list } = call;
  const span = analyser.span(node);
  if (index === list.elements.length) return analyser.literal(isEvery, span);
  const decided = [[], analyser.literal(!isEvery, span)] as const;
  const holds = isEvery ? givenWhereListed(call, index, analyser.literal(true, span)) : holdsFor(call, index);
  let others: Expression | undefined;
  const before = analyser.collect(() => (others = quantified(call, index + 1, isEvery)));
  const rest = [before, others as Expression] as const;
  const value = isEvery
    ? chooseValue(analyser, holds, rest, decided, span)
    : chooseValue(analyser, holds, decided, rest, span);
  return { ...value, types: booleanType };
}

function collected(call: ListCall, isFlat: boolean): Expression | undefined {
  const { analyser, node, list } = call;
  if (list.conditions !== undefined) return collectedWhereListed(call, isFlat);
  const each = (index: number): Expression => {
    const value = givenFor(call, index);
    return isFlat ? asElements(analyser, value) : value;
  };
  const values = analyser.inOrder(list.elements.map((_, index) => () => each(index)));
  const spread = (value: Expression): boolean => isFlat && value.types === arrayType;
  if (values.some((value) => madeCollection(value) !== undefined)) return undefined;
  const fate = isFlat ? undefined : undefinedElements(analyser, node);
  if (fate === undefined && values.some((value) => mayBe(value.types, undefinedType))) {
    return analyser.refuse(node, "SP1304", { name: node.expression.getText() });
  }
  return {
    kind: "array",
    elements: values.map((value) => ({
      spread: spread(value),
      value: fate === undefined ? value : elementFor(value, fate),
    })),
    types: arrayType,
    span: analyser.span(node),
  };
}

/** What may be an array, of which `flatMap` takes the elements, or something else, as an array. */
function asElements(analyser: Analyser, value: Expression): Expression {
  const { types, span } = value;
  if (types === arrayType || !mayBe(types, arrayType) || mayBe(types, undefinedType)) return value;
  const given = stable(analyser, value, "given");
  const condition: Expression = { kind: "builtin", name: "Array.isArray", operands: [given], types: booleanType, span };
  const elements = [{ spread: false, value: { ...given, types: types & ~arrayType } }];
  const whenFalse: Expression = { kind: "array", elements, types: arrayType, span };
  return {
    kind: "conditional",
    condition,
    whenTrue: { ...given, types: arrayType },
    whenFalse,
    types: arrayType,
    span,
  };
}

/** `rules.filter((rule) => rule.applies(x)).map((rule) => rule.price(x))`: each value where its test holds. All are tested first. */
function collectedWhereListed(call: ListCall, isFlat: boolean): Expression {
  const { analyser, node, list } = call;
  const span = analyser.span(node);
  const array = (values: readonly Expression[]): Expression => ({
    ...{ kind: "array", elements: values.map((value) => ({ spread: false, value })) },
    types: arrayType,
    span,
  });
  const values = list.elements.map((_, index) => () => {
    let made: Expression | undefined;
    const before = analyser.collect(() => {
      const given = givenFor(call, index);
      made = isFlat ? asElements(analyser, given) : given;
    });
    const value = made as Expression;
    if (mayBe(value.types, undefinedType) || madeCollection(value) !== undefined) {
      analyser.problem(node, "SP1304", { name: node.expression.getText() });
    }
    const added = isFlat && value.types === arrayType ? value : array([value]);
    return chooseValue(analyser, list.conditions?.[index] as Expression, [before, added], [[], array([])], span);
  });
  const elements = analyser.inOrder(values).map((value) => ({ spread: true, value }));
  return { kind: "array", elements, types: arrayType, span };
}

function eachInTurn(call: ListCall): Expression {
  const { analyser, node, list } = call;
  const nothing = analyser.undefined(analyser.span(node));
  list.elements.forEach((_, index) => void givenWhereListed(call, index, nothing));
  return nothing;
}

function reduced(call: ListCall): Expression | undefined {
  const { analyser, node, list, initial } = call;
  if (initial === undefined || mayHoldFunctions(analyser, initial)) return undefined;
  return list.elements.reduce((value, _, index) => {
    const condition = list.conditions?.[index];
    if (condition === undefined) return givenFor(call, index, [value]);
    const earlier = stable(analyser, value, "total");
    let made: Expression | undefined;
    const before = analyser.collect(() => (made = givenFor(call, index, [earlier])));
    return chooseValue(analyser, condition, [before, made as Expression], [[], earlier], analyser.span(node));
  }, analyser.expression(initial));
}
