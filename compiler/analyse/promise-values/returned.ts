import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { Environment, type PromiseValue } from "../environment.js";
import { callsItself, isAsyncFunction, resolveFunction } from "../functions.js";
import { calledFrom } from "../inline-call.js";
import { argumentsOf, bindParameters } from "../parameters.js";
import { visitBody } from "../statements/visit-body.js";
import { bindTypeArguments } from "../type-arguments.js";

/**
 * What a call gives whose function starts calls and returns them in a list or object; undefined, without having done
 * anything, where the function returns before its end or its code is not at hand.
 */
export function returnedPromises(analyser: Analyser, call: ts.CallExpression): PromiseValue | undefined {
  const callee = resolveFunction(analyser, call.expression);
  if (callee === undefined || isAsyncFunction(callee.node) || callee.node.asteriskToken !== undefined) return undefined;
  const { node } = callee;
  const { body } = node;
  if (body === undefined || callsItself(analyser.frame.calls, node, call)) return undefined;
  const before = ts.isBlock(body) ? body.statements.slice(0, -1) : [];
  const last = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const result = ts.isBlock(body) ? last && ts.isReturnStatement(last) && last.expression : body;
  if (result === undefined || result === false || before.some(returns)) return undefined;
  if (call.arguments.some((argument) => ts.isSpreadElement(argument))) return undefined;
  const args = argumentsOf(analyser, call.arguments);
  const calls = [...analyser.frame.calls, node];
  const frame = {
    ...analyser.frame,
    isAsync: false,
    onReturnPart: undefined,
    calls,
    calledFrom: calledFrom(analyser, call, node),
  };
  const environment = new Environment(callee.environment);
  bindTypeArguments(analyser.checker, call, node, analyser.environment, environment);
  return analyser.inFrame(frame, environment, () => {
    bindParameters(analyser, node.parameters, args, call);
    visitBody(analyser, before);
    return (
      analyser.analysis.visitors.promises(analyser, result) ?? {
        kind: "promise-record",
        members: new Map([
          ["", { kind: "data", value: analyser.refuse(result, "SP1404", { reason: "its calls are not at hand" }) }],
        ]),
      }
    );
  });
}

function returns(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => returns(child) || undefined) === true;
}
