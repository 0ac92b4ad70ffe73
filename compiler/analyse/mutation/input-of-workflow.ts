import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { dslFunctionOf } from "../dsl-function.js";

/** True for the parameter of a workflow's own function: each execution has its input as a copy, and no part of it twice. */
export function isInputOfWorkflow(analyser: Analyser, { parent, initializer }: ts.ParameterDeclaration): boolean {
  return initializer === undefined && isBodyOfWorkflow(analyser, parent);
}

/** True for a workflow's own function. */
export function isBodyOfWorkflow(analyser: Analyser, node: ts.SignatureDeclaration): boolean {
  const { parent: call } = node;
  const isWritten = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  const isBody = isWritten && ts.isCallExpression(call) && call.arguments[1] === node;
  return isBody && dslFunctionOf(analyser, call.expression) === "workflow";
}
