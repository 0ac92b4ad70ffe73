import ts from "typescript";
import type { ReadElement } from "../builtins/builtin.js";
import type { Expression, Lambda, Local, Variable } from "../ir/expression.js";
import type { Block, Label } from "../ir/statement.js";
import { declareWithoutValue } from "../ir/declare-without-value.js";
import { anyType, everyType, mayBe, objectType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import { excerpt } from "../diagnostics/excerpt.js";
import type { SourceSpan } from "../source-span.js";
import { type Analyser, type Frame, refusedValue } from "./analyser.js";
import {
  checkGiven,
  collectionOfType,
  heldCollection,
  madeCollection,
  maybeGiven,
  storedAs,
  storedData,
  typesOfStored,
} from "./collections.js";
import { cameFromOutside, isFromOutside } from "./from-outside.js";
import { type CollectionName, Environment } from "./environment.js";
import { callsItself, isAsyncFunction, type KnownFunction } from "./functions.js";
import { type Argument, argumentsOf, bindParameters, spreadArguments } from "./parameters.js";
import { valueOfStatements } from "./pure-value.js";
import { singleExpression } from "./single-expression.js";
import { visitBody } from "./statements/visit-body.js";
import { bindTypeArguments } from "./type-arguments.js";
import { asData } from "../builtins/collection-values.js";

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
  if (callsItself(analyser.frame.calls, node, call)) return analyser.refuse(call, "SP1230", { name: callee.name });
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

/** The call of a function that is written elsewhere. */
export function calledFrom(analyser: Analyser, call: ts.Node, callee: ts.Node): SourceSpan | undefined {
  const isThere = callee.getSourceFile() === call.getSourceFile() && callee.pos >= call.pos && callee.end <= call.end;
  return isThere ? analyser.frame.calledFrom : analyser.span(call);
}

function returnedValue(analyser: Analyser, frame: Frame, node: ts.Expression): Expression {
  const visit = () => (frame.isAsync ? analyser.awaited(node) : analyser.expression(node));
  return maybeGiven(analyser, node) ? analyser.handOver(node, visit) : visit();
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
  const { isAsync } = frame;
  const collection = returnedCollection(analyser, node, isAsync);
  const types =
    collection === undefined
      ? withDates(resultTypes(analyser, node, isAsync)) & calledTypes(analyser, call, node, isAsync)
      : typesOfStored(collection);
  const label: Label = { kind: "label", name: "return" };
  const time = collection === "new Date";
  const result: Variable = { kind: "variable", name: "result", types, temporary: true, time };
  let isMade = true;
  const onReturn: Frame["onReturn"] = (given, at) => {
    const isOf = given !== undefined && collection !== undefined;
    const stored = isOf ? storedAs(collection, given) : undefined;
    const data = isOf && stored === undefined ? storedData(collection, given) : undefined;
    isMade &&= data === undefined;
    const value = stored ?? data ?? (given && asData(given));
    if (value !== undefined) {
      analyser.statements.push({ kind: "assign", variable: result, value, declares: false, span: at });
    } else if ((types & undefinedType) !== 0 && types !== undefinedType) {
      const nothing = analyser.undefined(at);
      analyser.statements.push({ kind: "assign", variable: result, value: nothing, declares: false, span: at });
    }
    analyser.statements.push({ kind: "leave", label, span: at });
  };
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return analyser.undefined(span);
  const statements = analyser.collect(() =>
    analyser.inFrame({ ...frame, onReturn }, environment, () => {
      bind();
      visitBody(analyser, body.statements);
      if (types !== undefinedType && (types & undefinedType) !== 0) onReturn(undefined, span);
    }),
  );
  const isRead = types !== undefinedType && types !== 0;
  if (isRead) analyser.statements.push(declareWithoutValue(result, span));
  analyser.statements.push({ kind: "labelled", label, body: statements, span });
  if (!isRead) return analyser.undefined(span);
  const read: Expression = { kind: "variable-read", variable: result, types, span };
  if (collection === undefined) return read;
  const held = heldCollection(collection, read);
  // What something else may hold as well is no new one.
  return isMade ? held : asData(held);
}

/** The kind of collection that a function says it returns. */
function returnedCollection(
  { checker }: Analyser,
  node: ts.FunctionLikeDeclaration,
  isAsync: boolean,
): CollectionName | undefined {
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return undefined;
  const type = checker.getReturnTypeOfSignature(signature);
  return collectionOfType(isAsync ? (checker.getAwaitedType(type) ?? type) : type);
}

function withDates(types: ValueTypes): ValueTypes {
  return types === anyType ? everyType : types;
}

/** What the function returns; of an async function, what its promise resolves to. */
export function resultTypes(analyser: Analyser, node: ts.FunctionLikeDeclaration, isAsync: boolean): ValueTypes {
  return returnTypes(analyser, analyser.checker.getSignatureFromDeclaration(node), isAsync);
}

/** What the function says that it returns, as in `(await call()) as number`; nothing may arrive as null, so that says nothing. */
function believedTypes(analyser: Analyser, node: ts.FunctionLikeDeclaration, isAsync: boolean): ValueTypes {
  const types = resultTypes(analyser, node, isAsync);
  return mayBe(types, undefinedType) ? everyType : types;
}

/** What a call of a function with type parameters gives; of any other, everything. */
function calledTypes(
  analyser: Analyser,
  call: ts.CallExpression,
  node: ts.FunctionLikeDeclaration,
  isAsync: boolean,
): ValueTypes {
  if (node.typeParameters === undefined) return everyType;
  return returnTypes(analyser, analyser.checker.getResolvedSignature(call), isAsync);
}

function returnTypes(analyser: Analyser, signature: ts.Signature | undefined, isAsync: boolean): ValueTypes {
  const { checker } = analyser;
  if (signature === undefined) return everyType;
  const type = checker.getReturnTypeOfSignature(signature);
  const resolved = isAsync ? (checker.getAwaitedType(type) ?? type) : type;
  return analyser.typesOf(resolved);
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
}

/** A callback as a lambda, to stand in an expression. */
export function analyseCallback(
  analyser: Analyser,
  at: ts.Node,
  callee: KnownFunction,
  parameterTypes: readonly ValueTypes[],
  { counter, element, more = [], list }: CallbackValues = {},
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
    return { kind: "local-read", local, types: local.types, span: analyser.span(at) };
  });
  if (list !== undefined && isFromOutside(list.of)) locals.slice(list.at).forEach(cameFromOutside);
  if (element !== undefined) locals.splice(0, 1, element.from);
  const bad = node.parameters.find((parameter) => parameter.dotDotDotToken !== undefined);
  if (isAsyncFunction(node) || node.asteriskToken !== undefined || bad !== undefined) {
    const what = `the callback \`${excerpt(at.getText())}\``;
    const body = isAsyncFunction(node) ? analyser.refuse(at, "SP1232") : analyser.refuse(at, "SP1233", { what });
    return { kind: "lambda", parameters: locals, body, types: objectType, span };
  }
  const body = callbackBody(analyser, at, callee, [...args, ...more]);
  return { kind: "lambda", parameters: locals, body, types: objectType, span };
}

function callbackBody(analyser: Analyser, at: ts.Node, callee: KnownFunction, args: readonly Expression[]): Expression {
  const { node } = callee;
  if (callsItself(analyser.frame.calls, node, at)) return analyser.refuse(at, "SP1230", { name: callee.name });
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
