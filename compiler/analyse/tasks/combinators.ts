import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { replaceReads } from "../../ir/statement-rewrite.js";
import { arrayType, mayBe, undefinedType } from "../../ir/value-types.js";
import { boxed, fulfilled, resultOf } from "../../promises/branches.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { Environment, type ListElement } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { throwError } from "../statements/throw-error.js";
import { branchFrame } from "./control.js";
import { jsonValue } from "../../ir/json-value.js";
import { perform, states } from "./perform.js";
import { evaluatePromises, isElement, startList } from "../promise-values/evaluate.js";
import { heldPromise, heldPromises } from "../promise-values/named.js";
import { functionMap } from "../promise-values/function-map.js";
import { isPromiseMap, mapOfPromises, prepareMap } from "../promise-values/promise-map.js";
import { chooseValue } from "../expressions/choose.js";
import { type PreparedCall, prepareCall } from "./prepare-call.js";
import { awaitHeld, branchTitle, startPrepared } from "./promises.js";

/** `all` for `Promise.all(…)`. */
export function promiseCombinator(analyser: Analyser, call: ts.CallExpression): string | undefined {
  const callee = skipWrappers(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== "Promise") return undefined;
  return analyser
    .symbolOf(callee.name)
    ?.declarations?.some((declaration) => declaration.getSourceFile().isDeclarationFile)
    ? callee.name.text
    : undefined;
}

/** The value of an awaited `Promise.all`, `Promise.allSettled`, `Promise.resolve` or `Promise.reject`. */
export function combineValue(analyser: Analyser, call: ts.CallExpression, combinator: string): Expression {
  const [node] = call.arguments;
  if (combinator === "resolve") {
    return node === undefined ? analyser.undefined(analyser.span(call)) : analyser.awaited(node);
  }
  if (combinator === "reject" && node !== undefined) {
    throwError(analyser, node, analyser.span(call));
    return refusedValue(analyser.span(call));
  }
  const isSettled = combinator === "allSettled";
  if (isSettled) analyser.analysis.settledData.isGiven = true;
  if ((combinator !== "all" && !isSettled) || node === undefined) {
    return analyser.refuse(call, "SP1410", { name: combinator });
  }
  const list = skipWrappers(node);
  if (ts.isArrayLiteralExpression(list)) {
    if (list.elements.every((element) => isElement(analyser, element))) {
      return arrayOf(analyser, listElements(analyser, call, list, isSettled), call);
    }
    return analyser.refuse(list, "SP1411", { name: combinator });
  }
  const held = heldPromises(analyser, list);
  if (held !== undefined && "promise" in held) return awaitHeld(analyser, held, call, isSettled ? "items" : "no");
  if (held !== undefined) return arrayOf(analyser, heldElements(analyser, call, held, isSettled), call);
  if (isPromiseMap(analyser, list)) {
    const each = functionMap(analyser, list);
    if (each !== undefined) return arrayOf(analyser, eachElement(analyser, call, list, each, isSettled), call);
    if (!isSettled) return mapOfPromises(analyser, list, call);
    const all = startPrepared(analyser, list, prepareMap(analyser, list, call));
    return awaitHeld(analyser, all, call, "items");
  }
  const given = evaluatePromises(analyser, list);
  if (given?.kind !== "promises") return analyser.refuse(node, "SP1411", { name: combinator });
  if ("promise" in given.elements) return awaitHeld(analyser, given.elements, call, isSettled ? "items" : "no");
  return arrayOf(analyser, heldElements(analyser, call, given.elements, isSettled), call);
}

/**
 * `const [a, b] = await Promise.all([…])`: the value of each element, which may be undefined where an array in a state
 * machine could not hold it. Undefined when the expression is something else.
 */
export function awaitedElements(analyser: Analyser, node: ts.Expression): readonly Expression[] | undefined {
  const awaited = skipWrappers(node);
  const call = ts.isAwaitExpression(awaited) ? skipWrappers(awaited.expression) : undefined;
  if (call === undefined || !ts.isCallExpression(call) || promiseCombinator(analyser, call) !== "all") return undefined;
  const [list] = call.arguments;
  if (list === undefined) return undefined;
  const inner = skipWrappers(list);
  if (ts.isArrayLiteralExpression(inner))
    return isWritten(inner) ? listElements(analyser, call, inner, false).map(({ value }) => value) : undefined;
  const held = heldPromises(analyser, inner);
  if (held === undefined || "promise" in held || held.some((element) => "spread" in element)) return undefined;
  return heldElements(analyser, call, held, false).map(({ value }) => value);
}

function isWritten(list: ts.ArrayLiteralExpression): boolean {
  return !list.elements.some((element) => ts.isSpreadElement(element) || ts.isOmittedExpression(element));
}

/** The values as an array. What gives nothing at all is null there, as it is in JSON. */
export function arrayOf(analyser: Analyser, values: readonly ListValue[], call: ts.Expression): Expression {
  const whole = wholeResult(values);
  if (whole !== undefined) return whole;
  const isUsed = !ts.isExpressionStatement(call.parent.parent);
  const elements = values.map(({ value, spread }) => {
    const mayLack = mayBe(value.types, undefinedType) && value.types !== undefinedType;
    if (mayLack && isUsed) analyser.analysis.problems.add("SP1206", value.span);
    return { spread, value: spread ? value : jsonValue(value) };
  });
  return { kind: "array", elements, types: arrayType, span: analyser.span(call) };
}

/** The array that all values are taken from, one after the other. */
function wholeResult(list: readonly ListValue[]): Expression | undefined {
  if (list.some(({ spread }) => spread)) return undefined;
  const values = list.map(({ value }) => value);
  const [first] = values;
  if (first?.kind !== "element" || first.array.kind !== "variable-read") return undefined;
  const { variable } = first.array;
  const isNext = (value: Expression, at: number): boolean =>
    value.kind === "element" &&
    value.array.kind === "variable-read" &&
    value.array.variable === variable &&
    value.index.kind === "literal" &&
    value.index.value === at;
  return values.every(isNext) ? first.array : undefined;
}

/** What an awaited list of promises has: a value, or those of an array. */
export interface ListValue {
  readonly spread: boolean;
  readonly value: Expression;
}

/** The values of a list of calls under way. */
export function heldElements(
  analyser: Analyser,
  call: ts.Expression,
  held: readonly ListElement[],
  isSettled: boolean,
): readonly ListValue[] {
  const span = analyser.span(call);
  const isHandled = held.some((element) => "promise" in element && element.isHandled === true);
  if (isHandled && !isSettled && held.length > 1) {
    // Which of several errors comes first would have to be known.
    const reason = "its error is dropped by `catch`, so it is awaited by itself";
    return [{ spread: true, value: analyser.refuse(call, "SP1404", { reason }) }];
  }
  return held.map((element) => {
    if (!("promise" in element)) {
      return { spread: false, value: isSettled ? fulfilled(element.value, span) : element.value };
    }
    const spread = "spread" in element;
    if (spread && element.isChosen === true && isSettled) {
      const reason = "how each call of a list ends that a condition chooses is not known";
      return { spread, value: analyser.refuse(call, "SP1404", { reason }) };
    }
    const settled = spread ? "items" : "promise";
    return { spread, value: awaitHeld(analyser, element, call, isSettled ? settled : "no") };
  });
}

/** What the calls of one of two lists give: `isGift ? [wrap(order)] : []`. */
export function chosenCalls(analyser: Analyser, node: ts.ConditionalExpression): Expression {
  const condition = analyser.expression(node.condition);
  const [whenTrue, whenFalse] = [node.whenTrue, node.whenFalse].map((side) => {
    const list = skipWrappers(side) as ts.ArrayLiteralExpression;
    let value: Expression | undefined;
    const before = analyser.collect(() => {
      value = list.elements.every((element) => isElement(analyser, element))
        ? arrayOf(analyser, listElements(analyser, node, list, false), node)
        : analyser.refuse(list, "SP1411", { name: "all" });
    });
    return [before, value as Expression] as const;
  }) as [Side, Side];
  return chooseValue(analyser, condition, whenTrue, whenFalse, analyser.span(node));
}

type Side = readonly [Block, Expression];

function listElements(
  analyser: Analyser,
  call: ts.Expression,
  list: ts.ArrayLiteralExpression,
  isSettled: boolean,
): readonly ListValue[] {
  const [only] = list.elements;
  const areCalls =
    !isSettled && list.elements.every((element) => isNewCall(analyser, element) && !namesPromise(analyser, element));
  if (areCalls && list.elements.length > 1) return parallelElements(analyser, call, list);
  if (areCalls && only !== undefined) return [{ spread: false, value: analyser.awaited(only) }];
  return heldElements(analyser, call, startList(analyser, list.elements), isSettled);
}

function isNewCall(analyser: Analyser, node: ts.Expression): boolean {
  return !ts.isSpreadElement(node) && analyser.isPromise(node) && heldPromise(analyser, node) === undefined;
}

/** True for a call that waits for one under way. */
function namesPromise(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isIdentifier(node) && heldPromise(analyser, node) !== undefined) return true;
  return ts.forEachChild(node, (child) => namesPromise(analyser, child) || undefined) === true;
}

/** The values of `Promise.all(checks.map((check) => check(order)))`. */
function eachElement(
  analyser: Analyser,
  call: ts.CallExpression,
  list: ts.CallExpression,
  each: readonly PreparedCall[],
  isSettled: boolean,
): readonly ListValue[] {
  if (isSettled || each.length < 2) {
    const started = each.map((prepared) => startPrepared(analyser, list, prepared));
    return heldElements(analyser, call, started, isSettled);
  }
  return branchValues(
    analyser,
    call,
    each.map((made) => ({ node: list, made })),
    list.getText(),
  );
}

/** `Promise.all([a(), b()])`: a Parallel state with a branch for each promise. */
function parallelElements(
  analyser: Analyser,
  call: ts.Expression,
  list: ts.ArrayLiteralExpression,
): readonly ListValue[] {
  const prepared = list.elements.map((node) => {
    let made: ReturnType<typeof prepareCall> | undefined;
    const before = analyser.collect(() => (made = prepareCall(analyser, node)));
    return { node, before, made: made as ReturnType<typeof prepareCall> };
  });
  if (prepared.some(({ before }) => before.length > 0)) {
    // Arguments that do something come before the calls, in their order.
    const started = prepared.map(({ node, before, made }) => {
      analyser.statements.push(...before);
      return startPrepared(analyser, node, made);
    });
    return heldElements(analyser, call, started, false);
  }
  const title = prepared.map(({ node }) => branchTitle(node)).join(" and ");
  return branchValues(analyser, call, prepared, title);
}

interface PreparedBranch {
  readonly node: ts.Expression;
  readonly made: PreparedCall;
}

/** What the branches of a Parallel state give, each of which makes a call. */
function branchValues(
  analyser: Analyser,
  call: ts.Expression,
  prepared: readonly PreparedBranch[],
  title: string,
): readonly ListValue[] {
  const types: number[] = [];
  const branches = prepared.map(({ node, made }): Block => {
    const frame = branchFrame(analyser, true);
    const direct = new Map(made.copies.map(({ variable, value }) => [variable, value]));
    const block = analyser.collect(() =>
      analyser.inFrame(frame, new Environment(analyser.environment), () => {
        const value = made.make();
        types.push(value.types);
        analyser.statements.push({ kind: "return", value: boxed(value), span: analyser.span(node) });
      }),
    );
    return replaceReads(block, direct);
  });
  const result = perform(analyser, call, {
    kind: "parallel",
    title,
    branches,
    value: states("result", arrayType, analyser.span(call)),
  });
  return types.map((one, branch) => {
    const value = resultOf(result, branch, one, analyser.span(call));
    return { spread: false, value: { ...value, span: analyser.span(prepared[branch]?.node ?? call) } };
  });
}
