import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { Environment } from "../environment.js";
import { callsItself, isAsyncFunction, type KnownFunction } from "../functions.js";
import { calledFrom } from "../inline-call.js";
import { unreturnable } from "../recursion/refuse-call.js";
import { argumentsOf, bindParameters, spreadArguments } from "../parameters.js";
import { hoistFunctions } from "../statements/visit-body.js";
import { bindTypeArguments } from "../type-arguments.js";
import type { Part } from "./function-value.js";
import { armOf, stable } from "./parts.js";

/** What a call gives whose value is a function or holds functions; undefined when that cannot be known. */
export function returnedFunction(analyser: Analyser, call: ts.CallExpression, callee: Part): Part | undefined {
  if (callee.kind === "choice") {
    const side = (part: Part) => () =>
      returnedFunction(analyser, call, part) ?? { kind: "data" as const, value: unknown(analyser, call) };
    const whenTrue = armOf(analyser, call, side(callee.whenTrue));
    const whenFalse = armOf(analyser, call, side(callee.whenFalse));
    return { ...callee, whenTrue, whenFalse };
  }
  return callee.kind === "closure" ? resultOf(analyser, call, callee.callee) : undefined;
}

function unknown(analyser: Analyser, call: ts.CallExpression) {
  return analyser.refuse(call, "SP1245", { text: call.getText() });
}

function resultOf(analyser: Analyser, call: ts.CallExpression, callee: KnownFunction): Part | undefined {
  const { node } = callee;
  const { body } = node;
  if (body === undefined || isAsyncFunction(node) || node.asteriskToken !== undefined) return undefined;
  if (callsItself(analyser.frame.calls, node, call)) {
    return {
      kind: "data",
      value: analyser.refuse(call, "SP1230", { name: callee.name, ...unreturnable.makingFunction }),
    };
  }
  const isSpread = call.arguments.some((argument) => ts.isSpreadElement(argument));
  const args = isSpread ? spreadArguments(analyser, call, node.parameters) : argumentsOf(analyser, call.arguments);
  if (args === undefined) return undefined;
  const frame = {
    ...analyser.frame,
    isAsync: false,
    onReturnPart: undefined,
    calls: [...analyser.frame.calls, node],
    calledFrom: calledFrom(analyser, call, node),
  };
  const environment = new Environment(callee.environment);
  bindTypeArguments(analyser.checker, call, node, analyser.environment, environment);
  return analyser.inFrame(frame, environment, () => {
    bindParameters(analyser, node.parameters, args, call);
    if (ts.isBlock(body)) hoistFunctions(analyser, body.statements);
    return ts.isBlock(body)
      ? blockResult(analyser, body.statements)
      : analyser.analysis.visitors.functionValue(analyser, body);
  });
}

/** What constants, `if` and `return` come to. */
function blockResult(analyser: Analyser, statements: readonly ts.Statement[]): Part | undefined {
  const [first, ...rest] = statements;
  if (first === undefined) return undefined;
  if (ts.isReturnStatement(first)) {
    return first.expression === undefined
      ? undefined
      : analyser.analysis.visitors.functionValue(analyser, first.expression);
  }
  if (ts.isBlock(first)) return blockResult(analyser, [...first.statements, ...rest]);
  if (ts.isVariableStatement(first) || ts.isFunctionDeclaration(first)) {
    analyser.statement(first);
    return blockResult(analyser, rest);
  }
  if (!ts.isIfStatement(first)) return undefined;
  const condition = stable(analyser, analyser.expression(first.expression), "condition");
  const otherwise = first.elseStatement === undefined ? rest : [first.elseStatement, ...rest];
  let isKnown = true;
  const side = (block: readonly ts.Statement[]) => (): Part => {
    const result = blockResult(analyser, block);
    isKnown &&= result !== undefined;
    return result ?? { kind: "data", value: analyser.undefined(analyser.span(first)) };
  };
  const whenTrue = armOf(analyser, first, side([first.thenStatement, ...rest]));
  const whenFalse = armOf(analyser, first, side(otherwise));
  return isKnown ? { kind: "choice", condition, whenTrue, whenFalse } : undefined;
}
