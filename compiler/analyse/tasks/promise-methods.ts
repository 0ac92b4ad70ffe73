import ts from "typescript";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Block, Label, Statement } from "../../ir/statement.js";
import { objectType, undefinedType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { holdsError } from "../error-variables.js";
import { type KnownFunction, resolveFunction, skipWrappers } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { tryBody } from "../statements/try.js";
import { actsFirst, isQuiet, prepareCall, promiseMethod } from "./prepare-call.js";

/** What `promise.then(f)`, `promise.catch(f)` or `promise.finally(f)` resolves to, as `await`, `try` and `catch` have it. */
export function chainedValue(analyser: Analyser, call: ts.CallExpression, method: string): Expression {
  return prepareChain(analyser, call, method)();
}

/** Evaluates the arguments of the first call of a chain, whose errors no `catch` sees. Gives what makes the calls. */
function prepareChain(analyser: Analyser, call: ts.CallExpression, method: string): () => Expression {
  const { expression: promise } = skipWrappers(call.expression) as ts.PropertyAccessExpression;
  const refused = (reason: string) => (): Expression => analyser.refuse(call, "SP1414", { name: method, reason });
  const [callback, other, more] = call.arguments;
  if (callback === undefined || more !== undefined || (other !== undefined && method !== "then")) {
    return refused("it has not one callback");
  }
  const onlyHandles = other !== undefined && isNothing(callback);
  const callee = resolveFunction(analyser, onlyHandles ? other : callback);
  const handler = other === undefined || onlyHandles ? undefined : resolveFunction(analyser, other);
  if (callee === undefined || (handler === undefined && other !== undefined && !onlyHandles)) {
    return refused("the code of its callback is not at hand");
  }
  const make = preparePromise(analyser, promise);
  if (make === undefined) return refused(actsFirst);
  if (onlyHandles) return () => caughtValue(analyser, call, make, callee);
  if (handler !== undefined) return () => eitherValue(analyser, call, make, callee, handler);
  if (method === "then") return () => inlineWith(analyser, call, callee, [make()]);
  return method === "catch"
    ? () => caughtValue(analyser, call, make, callee)
    : () => finalValue(analyser, call, make, callee);
}

/** Undefined where what comes before the promise cannot be told from what happens while it is awaited. */
function preparePromise(analyser: Analyser, node: ts.Expression): (() => Expression) | undefined {
  const promise = skipWrappers(node);
  const method = ts.isCallExpression(promise) ? promiseMethod(analyser, promise) : undefined;
  if (method !== undefined) return prepareChain(analyser, promise as ts.CallExpression, method);
  const prepared = prepareCall(analyser, node, true);
  if (prepared.isWhole && !isQuiet(analyser, promise)) return undefined;
  return prepared.make;
}

/** What is computed, and the statements that run before. */
interface Computed {
  readonly statements: Block;
  readonly value: Expression;
}

function compute(analyser: Analyser, visit: () => Expression): Computed {
  let value: Expression | undefined;
  const statements = analyser.collect(() => (value = visit()));
  return { statements, value: value as Expression };
}

/** The variable of a handler, and what reads it. */
function caughtError(analyser: Analyser, span: SourceSpan): { readonly error: Variable; readonly read: Expression } {
  const error: Variable = { kind: "variable", name: "error", types: objectType };
  holdsError(error, analyser.frame.branches);
  return { error, read: { kind: "variable-read", variable: error, types: objectType, span } };
}

/** `try { result = await promise } catch (error) { result = await handle(error) }` */
function caughtValue(
  analyser: Analyser,
  call: ts.CallExpression,
  make: () => Expression,
  handle: KnownFunction,
): Expression {
  const span = analyser.span(call);
  const { error, read } = caughtError(analyser, span);
  const given = compute(analyser, () => {
    let value: Expression | undefined;
    analyser.statements.push(...tryBody(analyser, () => (value = make())));
    return value as Expression;
  });
  const handled = compute(analyser, () => inlineWith(analyser, call, handle, [read]));
  const assigned = result(analyser, call, [given, handled]);
  const [body, handler] = assigned.blocks as [Block, Block];
  analyser.statements.push({ kind: "try", body, error, handler, span });
  return assigned.value;
}

/** `promise.then(f, g)`: `{ try { value = await promise } catch (error) { result = await g(error); break } result = await f(value) }` */
function eitherValue(
  analyser: Analyser,
  call: ts.CallExpression,
  make: () => Expression,
  use: KnownFunction,
  handle: KnownFunction,
): Expression {
  const span = analyser.span(call);
  const { error, read } = caughtError(analyser, span);
  const label: Label = { kind: "label", name: "then" };
  const given = compute(analyser, () => {
    let value: Expression | undefined;
    analyser.statements.push(...tryBody(analyser, () => (value = make())));
    return value as Expression;
  });
  const kept: Statement[] = [];
  const outer = analyser.statements;
  analyser.statements = kept;
  const awaited = result(analyser, call, [given]);
  analyser.statements = outer;
  const handled = compute(analyser, () => inlineWith(analyser, call, handle, [read]));
  const used = compute(analyser, () => inlineWith(analyser, call, use, [awaited.value]));
  const assigned = result(analyser, call, [handled, used]);
  const [handler, rest] = assigned.blocks as [Block, Block];
  const [body] = awaited.blocks as [Block];
  const leave: Statement = { kind: "leave", label, span };
  const attempt: Statement = { kind: "try", body, error, handler: [...handler, leave], span };
  analyser.statements.push({ kind: "labelled", label, body: [...kept, attempt, ...rest], span });
  return assigned.value;
}

/** `undefined` or `null` in the place of a callback. */
function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** `try { result = await promise } finally { await run() }` */
function finalValue(
  analyser: Analyser,
  call: ts.CallExpression,
  make: () => Expression,
  run: KnownFunction,
): Expression {
  const span = analyser.span(call);
  const error: Variable = { kind: "variable", name: "error", types: objectType };
  const read: Expression = { kind: "variable-read", variable: error, types: objectType, span };
  const given = compute(analyser, () => {
    let value: Expression | undefined;
    analyser.statements.push(...tryBody(analyser, () => (value = make())));
    return value as Expression;
  });
  const handler = analyser.collect(() => {
    inlineWith(analyser, call, run, []);
    analyser.statements.push({ kind: "throw", error: read, span });
  });
  const assigned = result(analyser, call, [given]);
  const [body] = assigned.blocks as [Block];
  analyser.statements.push({ kind: "try", body, error, handler, span });
  inlineWith(analyser, call, run, []);
  return assigned.value;
}

/** One variable that gets whichever value is computed. */
function result(
  analyser: Analyser,
  call: ts.CallExpression,
  ways: readonly Computed[],
): { readonly blocks: readonly Block[]; readonly value: Expression } {
  const span = analyser.span(call);
  const types = ways.reduce((all, { value }) => all | value.types, 0);
  if (types === undefinedType || types === 0) {
    return { blocks: ways.map(({ statements }) => statements), value: analyser.undefined(span) };
  }
  const variable: Variable = { kind: "variable", name: "result", types };
  analyser.statements.push(declareWithoutValue(variable, span));
  const assign = (value: Expression): Statement => ({
    ...{ kind: "assign", variable, value, declares: false },
    span: value.span,
  });
  return {
    blocks: ways.map(({ statements, value }) => [...statements, assign(value)]),
    value: { kind: "variable-read", variable, types, span },
  };
}
