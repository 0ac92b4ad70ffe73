import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { arrayType, booleanType, mayBe, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { givenByCallback, madeCollection } from "../collections.js";
import { chooseValue } from "../expressions/choose.js";
import { elementFor, undefinedElements } from "../expressions/undefined-elements.js";
import { asCondition } from "../expressions/not-a-number.js";
import { isAsyncFunction, type KnownFunction, resolveFunction, skipWrappers } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import type { Argument } from "../parameters.js";
import type { FunctionList, Part } from "./function-value.js";
import { mayHoldFunctions, stable } from "./parts.js";

/** An array with functions in it, of which every element is known. */
export function functionList(analyser: Analyser, node: ts.Expression): FunctionList | undefined {
  if (!mayHoldFunctions(analyser, node)) return undefined;
  const copy = copiedList(node);
  if (copy !== undefined) {
    const list = functionList(analyser, copy.of);
    return list && (copy.isReversed ? { kind: "list", elements: list.elements.toReversed() } : list);
  }
  const { functionValue, knownFunctionValue } = analyser.analysis.visitors;
  const isLiteral = ts.isArrayLiteralExpression(skipWrappers(node));
  const part = isLiteral ? functionValue(analyser, node) : knownFunctionValue(analyser, node);
  return part?.kind === "list" ? part : undefined;
}

/** `list.toReversed()`, `[...list].reverse()`, `list.slice()`: the list, and whether it is turned round. */
function copiedList(node: ts.Expression): { readonly of: ts.Expression; readonly isReversed: boolean } | undefined {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { name, expression } = call.expression;
  if (call.arguments.length > 0) return undefined;
  const isReversed = name.text === "toReversed" || name.text === "reverse";
  return isReversed || name.text === "slice" ? { of: expression, isReversed } : undefined;
}

/** `rules.every((rule) => rule(x))` and its like, written out for each function; undefined for any other call. */
export function listCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = skipWrappers(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [callbackNode, initial] = node.arguments;
  const make = methods.get(callee.name.text);
  if (make === undefined || callbackNode === undefined) return undefined;
  const filtered = filteredList(analyser, callee.expression);
  const list = filtered?.list ?? functionList(analyser, callee.expression);
  const callback = list === undefined ? undefined : resolveFunction(analyser, callbackNode);
  if (list === undefined || callback === undefined || isAsyncFunction(callback.node)) return undefined;
  if (filtered !== undefined) {
    // The index is that of the filtered list.
    if (callee.name.text !== "map" || callback.node.parameters.length > 1) return undefined;
    return collectedWhere(filtered, { analyser, node, callback, elements: list.elements, initial });
  }
  // JavaScript passes the list next.
  if (callback.node.parameters.length > (callee.name.text === "reduce" ? 3 : 2)) return undefined;
  return make({ analyser, node, callback, elements: list.elements, initial });
}

/** A list of functions, and the test of `list.filter(test)`. */
interface FilteredList {
  readonly list: FunctionList;
  readonly test: KnownFunction;
  readonly node: ts.CallExpression;
}

function filteredList(analyser: Analyser, node: ts.Expression): FilteredList | undefined {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const [testNode] = call.arguments;
  if (call.expression.name.text !== "filter" || testNode === undefined || call.arguments.length > 1) return undefined;
  const list = functionList(analyser, call.expression.expression);
  const test = list === undefined ? undefined : resolveFunction(analyser, testNode);
  if (list === undefined || test === undefined || test.node.parameters.length > 2) return undefined;
  return isAsyncFunction(test.node) ? undefined : { list, test, node: call };
}

/** `rules.filter((rule) => rule.applies(x)).map((rule) => rule.price(x))`: each value where its test holds. All are tested first. */
function collectedWhere({ test, node }: FilteredList, call: ListCall): Expression | undefined {
  const { analyser, elements } = call;
  const tests = elements.map((_, index) => () => result({ ...call, node, callback: test }, index, []));
  const conditions = analyser.inOrder(tests).map((value) => stable(analyser, asCondition(value), "applies"));
  const span = analyser.span(call.node);
  const values = elements.map((_, index) => {
    let made: Expression | undefined;
    const before = analyser.collect(() => (made = result(call, index, [])));
    const value = made as Expression;
    const list = (of: readonly Expression[]): Expression => ({
      ...{ kind: "array", elements: of.map((one) => ({ spread: false, value: one })) },
      types: arrayType,
      span,
    });
    if (mayBe(value.types, undefinedType) || madeCollection(value) !== undefined) {
      analyser.problem(call.node, "SP1304", { name: call.node.expression.getText() });
    }
    return chooseValue(analyser, conditions[index] as Expression, [before, list([value])], [[], list([])], span);
  });
  return { kind: "array", elements: values.map((value) => ({ spread: true, value })), types: arrayType, span };
}

interface ListCall {
  readonly analyser: Analyser;
  readonly node: ts.CallExpression;
  readonly callback: KnownFunction;
  readonly elements: readonly Part[];
  readonly initial: ts.Expression | undefined;
}

const methods = new Map<string, (call: ListCall) => Expression | undefined>([
  ["every", (call) => quantified(call, 0, true)],
  ["some", (call) => quantified(call, 0, false)],
  ["map", (call) => collected(call, false)],
  ["flatMap", (call) => collected(call, true)],
  ["reduce", reduced],
]);

function argumentOf(part: Part): Argument {
  if (part.kind === "data") return part.value;
  return part.kind === "closure" ? part.callee : { functions: part };
}

/** What the callback gives for the element at an index. */
function result({ analyser, node, callback, elements }: ListCall, index: number, before: readonly Argument[]) {
  const position = analyser.literal(index, analyser.span(node));
  return givenByCallback(analyser, node, () =>
    inlineWith(analyser, node, callback, [...before, argumentOf(elements[index] as Part), position]),
  );
}

/** The elements are asked in turn, up to the first one that decides. */
function quantified(call: ListCall, index: number, isEvery: boolean): Expression {
  const { analyser, node, elements } = call;
  const span = analyser.span(node);
  if (index === elements.length) return analyser.literal(isEvery, span);
  const holds = result(call, index, []);
  let others: Expression | undefined;
  const before = analyser.collect(() => (others = quantified(call, index + 1, isEvery)));
  const rest = [before, others as Expression] as const;
  const decided = [[], analyser.literal(!isEvery, span)] as const;
  const value = isEvery
    ? chooseValue(analyser, holds, rest, decided, span)
    : chooseValue(analyser, holds, decided, rest, span);
  return { ...value, types: booleanType };
}

function collected(call: ListCall, isFlat: boolean): Expression | undefined {
  const { analyser, node, elements } = call;
  const values = analyser.inOrder(elements.map((_, index) => () => result(call, index, [])));
  const spread = (value: Expression): boolean => isFlat && value.types === arrayType;
  if (isFlat && values.some((value) => value.types !== arrayType && mayBe(value.types, arrayType))) return undefined;
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

function reduced(call: ListCall): Expression | undefined {
  const { analyser, elements, initial } = call;
  if (initial === undefined || mayHoldFunctions(analyser, initial)) return undefined;
  return elements.reduce((value, _, index) => result(call, index, [value]), analyser.expression(initial));
}
