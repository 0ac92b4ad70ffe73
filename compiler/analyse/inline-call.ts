import ts from "typescript";
import type { ReadElement } from "../builtins/builtin.js";
import type { Expression, Lambda, Local, Variable } from "../ir/expression.js";
import type { Block, Label } from "../ir/statement.js";
import { declareWithoutValue } from "../ir/declare-without-value.js";
import { numberType, anyType, objectType, type ValueTypes } from "../ir/value-types.js";
import { excerpt } from "../diagnostics/excerpt.js";
import type { SourceSpan } from "../source-span.js";
import { type Analyser, refusedValue } from "./analyser.js";
import type { Frame } from "./frame.js";
import { CallResult, returnedValue } from "./call-result.js";
import { checkGiven, madeCollection } from "./collections.js";
import { cameFromOutside, isFromOutside } from "./from-outside.js";
import { Environment, type NotedPlace } from "./environment.js";
import { callsItself, isAsyncFunction, type KnownFunction } from "./functions.js";
import { type Argument, argumentsOf, bindParameters, spreadArguments } from "./parameters.js";
import { valueOfStatements } from "./pure-value.js";
import { unreturnable } from "./recursion/refuse-call.js";
import { callAgain, inlineRoutine } from "./recursion/routine.js";
import { believedTypes, calledTypes, resultTypes } from "./result-types.js";
import { singleExpression } from "./single-expression.js";
import { visitBody } from "./statements/visit-body.js";
import { bindTypeArguments } from "./type-arguments.js";
import { asData } from "../builtins/collection-values.js";
import { maybeInfinite, type Sign } from "../builtins/infinite.js";

/** The value of a call whose function is inlined. Of an async function, the value is what its promise resolves to. */
export function inlineCall(analyser: Analyser, call: ts.CallExpression, callee: KnownFunction): Expression {
  const spread = call.arguments.find((argument) => ts.isSpreadElement(argument));
  if (spread === undefined) return inlineWith(analyser, call, callee, argumentsOf(analyser, call.arguments));
  const args = spreadArguments(analyser, call, callee.node.parameters);
  return args === undefined ? analyser.refuse(spread, "SP1243") : inlineWith(analyser, call, callee, args);
}

/**
 * The value of a call whose arguments were evaluated.
 *
 * @param isAwaited true where the call stands for the promise that the function gives
 */
export function inlineWith(
  analyser: Analyser,
  call: ts.CallExpression,
  callee: KnownFunction,
  args: readonly Argument[],
  isAwaited = false,
): Expression {
  const { node } = callee;
  const again = callAgain(analyser, call, callee, args);
  if (again !== undefined) return checkGiven(analyser, call, again);
  if (callsItself(analyser.frame.calls, node, call)) return refuseAgain(analyser, call, callee);
  if (node.asteriskToken !== undefined) return analyser.refuse(call, "SP1231", { name: callee.name });
  const environment = new Environment(callee.environment);
  bindTypeArguments(analyser.checker, call, node, analyser.environment, environment);
  const isAsync = isAwaited || isAsyncFunction(node) || analyser.isPromise(call);
  const calls = [...analyser.frame.calls, node];
  const frame = {
    ...analyser.frame,
    ...{
      isAsync,
      calls,
      calledFrom: calledFrom(analyser, call, node),
      givesCollections: true,
      onReturnPart: undefined,
    },
  };
  const routine = inlineRoutine(analyser, call, callee, args, frame, environment);
  if (routine !== undefined) return checkGiven(analyser, call, routine);
  const bind = () => bindParameters(analyser, node.parameters, args, call);
  const single = singleExpression(node);
  if (single !== undefined) {
    const value = analyser.inFrame(frame, environment, () => {
      bind();
      return returnedValue(analyser, frame, single);
    });
    // What a generic function gives is known better where it is called.
    const types = value.types & calledTypes(analyser, call, node, isAsync) & believedTypes(analyser, node, isAsync);
    if (madeCollection(value) !== undefined) return checkGiven(analyser, call, value);
    return types === 0 ? value : { ...value, types };
  }
  return checkGiven(analyser, call, inlineBody(analyser, call, node, frame, environment, bind));
}

/** Refuses a call of a function from inside of it that could not come back. */
export function refuseAgain(analyser: Analyser, at: ts.Node, { name }: KnownFunction): Expression {
  const { inExpression, beside } = unreturnable;
  return analyser.refuse(at, "SP1230", { name, ...(analyser.frame.isCallback ? inExpression : beside) });
}

/** The call of a function that is written elsewhere. */
export function calledFrom(analyser: Analyser, call: ts.Node, callee: ts.Node): SourceSpan | undefined {
  const isThere = callee.getSourceFile() === call.getSourceFile() && callee.pos >= call.pos && callee.end <= call.end;
  return isThere ? analyser.frame.calledFrom : analyser.span(call);
}

function inlineBody(
  analyser: Analyser,
  call: ts.CallExpression,
  node: ts.FunctionLikeDeclaration,
  frame: Frame,
  environment: Environment,
  bind: () => void,
): Expression {
  const span = analyser.span(call);
  const result = new CallResult(analyser, call, node, frame.isAsync, true);
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return analyser.undefined(span);
  const statements = analyser.collect(() =>
    analyser.inFrame({ ...frame, onReturn: result.onReturn }, environment, () => {
      bind();
      visitBody(analyser, body.statements);
      if (result.mayEnd) result.onReturn(undefined, span);
    }),
  );
  if (result.isRead) analyser.statements.push(declareWithoutValue(result.variable, span));
  analyser.statements.push({ kind: "labelled", label: result.label, body: statements, span });
  return result.isRead ? result.value(result.read(span)) : analyser.undefined(span);
}

/** What the parameters of a callback stand for. */
interface CallbackValues {
  /** The position of the parameter that counts elements. */
  readonly counter?: number | undefined;
  /** The first one, where it is no element itself. */
  readonly element?: ReadElement | undefined;
  /** Those behind the lambda's own. */
  readonly more?: readonly Expression[];
  /** The list whose elements it is called with, and the first parameter that gets one. */
  readonly list?: { readonly of: Expression; readonly at: number };
  /** The infinity for which null stands in the first one. */
  readonly infinity?: Sign | undefined;
  /** Where the element stands at an index, for which there may be no parameter. */
  readonly placeAt?: ((index: Expression) => NotedPlace) | undefined;
}

/** A callback as a lambda, to stand in an expression. */
export function analyseCallback(
  analyser: Analyser,
  at: ts.Node,
  callee: KnownFunction,
  parameterTypes: readonly ValueTypes[],
  { counter, element, more = [], list, infinity, placeAt }: CallbackValues = {},
): Lambda {
  const { node } = callee;
  const span = analyser.span(at);
  const locals = node.parameters.slice(0, parameterTypes.length).map((parameter, index): Local => ({
    kind: "local",
    name: ts.isIdentifier(parameter.name) ? parameter.name.text : "item",
    types: parameterTypes[index] ?? anyType,
    ...(index === counter ? { counter: true } : {}),
  }));
  const args = locals.map((local, index): Expression => {
    if (index === 0 && element !== undefined) return element.value;
    const raw: Expression = { kind: "local-read", local, types: local.types, span: analyser.span(at) };
    return index === 0 && infinity !== undefined ? maybeInfinite({ raw, sign: infinity }) : raw;
  });
  const index: Local = locals[1] ?? { kind: "local", name: "index", types: numberType, counter: true };
  if (placeAt !== undefined) locals[1] = index;
  const noted = placeAt?.({ kind: "local-read", local: index, types: numberType, span });
  if (list !== undefined && isFromOutside(list.of)) locals.slice(list.at).forEach(cameFromOutside);
  if (element !== undefined) locals.splice(0, 1, element.from);
  const bad = node.parameters.find((parameter) => parameter.dotDotDotToken !== undefined);
  if (isAsyncFunction(node) || node.asteriskToken !== undefined || bad !== undefined) {
    const what = `the callback \`${excerpt(at.getText())}\``;
    const body = isAsyncFunction(node) ? analyser.refuse(at, "SP1232") : analyser.refuse(at, "SP1233", { what });
    return { kind: "lambda", parameters: locals, body, types: objectType, span };
  }
  const body = callbackBody(analyser, at, callee, [...args, ...more], noted);
  return { kind: "lambda", parameters: locals, body, types: objectType, span };
}

function callbackBody(
  analyser: Analyser,
  at: ts.Node,
  callee: KnownFunction,
  args: readonly Expression[],
  noted: NotedPlace | undefined,
): Expression {
  const { node } = callee;
  if (callsItself(analyser.frame.calls, node, at)) return refuseAgain(analyser, at, callee);
  const span = analyser.span(at);
  const frame: Frame = {
    isAsync: false,
    isCallback: true,
    givesCollections: false,
    depth: analyser.frame.depth + 1,
    branches: analyser.frame.branches,
    calls: [...analyser.frame.calls, node],
    calledFrom: calledFrom(analyser, at, node),
    onReturn: (value, place) =>
      analyser.statements.push({
        kind: "return",
        value: value === undefined ? analyser.undefined(place) : asData(value),
        span: place,
      }),
  };
  const { body } = node;
  const earlier = analyser.analysis.problems.reported;
  const leaving = body !== undefined && returnsFromLoop(body) ? leavingResult(analyser, node, span) : undefined;
  const visited = analyser.collect(() =>
    analyser.inFrame(
      leaving === undefined ? frame : { ...frame, ...leaving },
      new Environment(callee.environment),
      () => {
        bindParameters(analyser, node.parameters, args, at);
        if (noted !== undefined) analyser.environment.notePlace(noted);
        if (body === undefined) return;
        if (ts.isBlock(body)) visitBody(analyser, body.statements);
        else frame.onReturn(analyser.expression(body), analyser.span(body));
      },
    ),
  );
  const statements = leaving === undefined ? visited : leaving.around(visited);
  const value = valueOfStatements(statements, span);
  if (value !== undefined) {
    // The end of a function that always returns a value, as behind an exhaustive `switch`, is never reached.
    const types = value.types & believedTypes(analyser, node, false);
    return types === 0 ? value : { ...value, types };
  }
  // A callback with a problem of its own has no value because of that.
  if (analyser.analysis.problems.reported > earlier) return refusedValue(span);
  return analyser.refuse(at, "SP1233", { what: `the callback \`${excerpt(at.getText())}\`` });
}

/** True when a function returns out of a loop. */
function returnsFromLoop(node: ts.Node, isInLoop = false): boolean {
  if (ts.isReturnStatement(node)) return isInLoop;
  if (ts.isFunctionLike(node)) return false;
  const isInside = isInLoop || ts.isIterationStatement(node, false);
  return ts.forEachChild(node, (child) => returnsFromLoop(child, isInside) || undefined) ?? false;
}

/** What `return` does in a callback that returns out of loops: it notes the value, and leaves the body. */
function leavingResult(analyser: Analyser, node: ts.FunctionLikeDeclaration, span: SourceSpan) {
  const label: Label = { kind: "label", name: "return" };
  const types = resultTypes(analyser, node, false);
  const result: Variable = { kind: "variable", name: "result", types, temporary: true };
  const onReturn: Frame["onReturn"] = (value, at) => {
    const given = value === undefined ? analyser.undefined(at) : asData(value);
    analyser.statements.push({ kind: "assign", variable: result, value: given, declares: false, span: at });
    analyser.statements.push({ kind: "leave", label, span: at });
  };
  const around = (body: Block): Block => [
    declareWithoutValue(result, span),
    { kind: "labelled", label, body, span },
    { kind: "return", value: { kind: "variable-read", variable: result, types, span }, span },
  ];
  return { onReturn, around };
}
