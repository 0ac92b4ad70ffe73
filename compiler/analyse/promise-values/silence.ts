import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { heldPromise } from "./named.js";

/**
 * `promise.catch(() => {});`, after which Node lets the promise be rejected before anybody awaits it. So what the workflow
 * does meanwhile goes on, and the error surfaces where the promise is awaited.
 *
 * @returns false for any other statement
 */
export function silencePromise(analyser: Analyser, statement: ts.Expression): boolean {
  const outer = skipWrappers(statement);
  const call = ts.isVoidExpression(outer) ? skipWrappers(outer.expression) : outer;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression } = call.expression;
  const promise = skipWrappers(expression);
  const [callback, other] = call.arguments;
  if (name.text !== "catch" || callback === undefined || other !== undefined || !ts.isIdentifier(promise)) return false;
  const held = heldPromise(analyser, promise);
  const symbol = analyser.symbolOf(promise);
  if (held === undefined || symbol === undefined || !doesNothing(analyser, callback)) return false;
  analyser.environment.bind(symbol, { kind: "promise", held: { ...held, isHandled: true } });
  return true;
}

function doesNothing(analyser: Analyser, callback: ts.Expression): boolean {
  const body = resolveFunction(analyser, callback)?.node.body;
  if (body === undefined) return false;
  if (ts.isBlock(body)) return body.statements.length === 0;
  const value = skipWrappers(body);
  return (
    ts.isLiteralExpression(value) ||
    value.kind === ts.SyntaxKind.NullKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    (ts.isIdentifier(value) && value.text === "undefined") ||
    (ts.isVoidExpression(value) && ts.isNumericLiteral(value.expression))
  );
}
