import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { arrayType, neverType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { Environment } from "../environment.js";
import { chooseValue } from "../expressions/choose.js";
import { isAsyncFunction, resolveFunction, skipWrappers } from "../functions.js";
import { inlineCall } from "../inline-call.js";
import { branchFrame, controlCall, mapItems } from "./control.js";
import { dslFunctionOf } from "./declarations.js";
import { jsonValue, perform, states } from "./perform.js";
import { taskCall } from "./task-calls.js";

/** The value of a promise: what `await` gives. */
export function awaitedValue(analyser: Analyser, node: ts.Expression): Expression {
  const inner = skipWrappers(node);
  if (ts.isConditionalExpression(inner)) {
    const condition = analyser.expression(inner.condition);
    let whenTrue: Expression | undefined;
    let whenFalse: Expression | undefined;
    const before = analyser.collect(() => (whenTrue = analyser.awaited(inner.whenTrue)));
    const otherwise = analyser.collect(() => (whenFalse = analyser.awaited(inner.whenFalse)));
    const span = analyser.span(node);
    return chooseValue(
      analyser,
      condition,
      [before, whenTrue as Expression],
      [otherwise, whenFalse as Expression],
      span,
    );
  }
  if (!ts.isCallExpression(inner)) {
    return analyser.isPromise(inner) && !isRefused(analyser, inner)
      ? analyser.refuse(inner, "SP1404")
      : analyser.expression(inner);
  }
  return callValue(analyser, inner);
}

/** True for a name whose value was refused where it was made. */
function isRefused(analyser: Analyser, node: ts.Expression): boolean {
  const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (binding?.kind === "value") return binding.value.types === neverType;
  return binding?.kind === "variable" && binding.variable.types === neverType;
}

function callValue(analyser: Analyser, call: ts.CallExpression): Expression {
  const name = dslFunctionOf(analyser, call.expression);
  const value = name === undefined ? undefined : controlCall(analyser, call, name);
  if (value !== undefined) return value;
  const task = taskCall(analyser, call);
  if (task !== undefined) return task;
  const combinator = promiseCombinator(analyser, call);
  if (combinator !== undefined) return combineValue(analyser, call, combinator);
  if (!analyser.isPromise(call)) return analyser.expression(call);
  const callee = resolveFunction(analyser, call.expression);
  const waiting = call.arguments.find((argument) => isAsyncCallback(analyser, argument));
  if (callee === undefined && waiting !== undefined) return analyser.refuse(waiting, "SP1232");
  if (callee === undefined) return analyser.refuse(call, "SP1409", { name: call.expression.getText() });
  return inlineCall(analyser, call, callee);
}

function isAsyncCallback(analyser: Analyser, argument: ts.Expression): boolean {
  const callee = resolveFunction(analyser, argument);
  return callee !== undefined && isAsyncFunction(callee.node);
}

/** `all` for `Promise.all(…)`. */
function promiseCombinator(analyser: Analyser, call: ts.CallExpression): string | undefined {
  const callee = skipWrappers(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== "Promise") return undefined;
  return analyser
    .symbolOf(callee.name)
    ?.declarations?.some((declaration) => declaration.getSourceFile().isDeclarationFile)
    ? callee.name.text
    : undefined;
}

function combineValue(analyser: Analyser, call: ts.CallExpression, combinator: string): Expression {
  const [node] = call.arguments;
  if (combinator === "resolve") {
    return node === undefined ? analyser.undefined(analyser.span(call)) : analyser.awaited(node);
  }
  if (combinator !== "all" || node === undefined) return analyser.refuse(call, "SP1410", { name: combinator });
  const list = skipWrappers(node);
  if (ts.isArrayLiteralExpression(list)) return parallelValue(analyser, call, list);
  if (
    ts.isCallExpression(list) &&
    ts.isPropertyAccessExpression(list.expression) &&
    list.expression.name.text === "map"
  ) {
    const [runNode] = list.arguments;
    if (runNode !== undefined) return mapItems(analyser, call, list.expression.expression, runNode, undefined);
  }
  return analyser.refuse(node, "SP1411");
}

/** `Promise.all([a(), b()])`: a Parallel state with a branch for each promise. */
function parallelValue(analyser: Analyser, call: ts.CallExpression, list: ts.ArrayLiteralExpression): Expression {
  const span = analyser.span(call);
  const values: (Expression | undefined)[] = [];
  const branches: { readonly node: ts.Expression; readonly index: number }[] = [];
  list.elements.forEach((element, index) => {
    if (ts.isSpreadElement(element) || ts.isOmittedExpression(element)) analyser.problem(element, "SP1411");
    else if (analyser.isPromise(element)) branches.push({ node: element, index });
    else values[index] = analyser.expression(element);
  });
  if (branches.length === 1) {
    for (const { node, index } of branches) values[index] = analyser.awaited(node);
  } else if (branches.length > 1) {
    const blocks = branches.map(({ node }) => branchBlock(analyser, node));
    const result = perform(analyser, call, {
      kind: "parallel",
      title: branches.map(({ node }) => branchTitle(node)).join(" and "),
      branches: blocks,
      value: states("result", arrayType, span),
    });
    branches.forEach(({ node, index }, branch) => {
      const at = analyser.literal(branch, span);
      values[index] = { kind: "element", array: result, index: at, types: analyser.awaitedTypes(node), span };
    });
    if (branches.length === list.elements.length) return result;
  }
  const elements = list.elements.map((_element, index) => ({
    spread: false,
    value: jsonValue(values[index] ?? analyser.undefined(span)),
  }));
  return { kind: "array", elements, types: arrayType, span };
}

function branchBlock(analyser: Analyser, node: ts.Expression): Block {
  const frame = branchFrame(analyser, true);
  return analyser.collect(() =>
    analyser.inFrame(frame, new Environment(analyser.environment), () => {
      frame.onReturn(analyser.awaited(node), analyser.span(node));
    }),
  );
}

function branchTitle(node: ts.Expression): string {
  const inner = skipWrappers(node);
  return ts.isCallExpression(inner) && !ts.isFunctionLike(skipWrappers(inner.expression))
    ? inner.expression.getText()
    : "branch";
}
