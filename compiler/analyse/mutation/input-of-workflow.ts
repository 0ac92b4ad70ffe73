import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { dslFunctionOf } from "../dsl-function.js";

/** True for the parameter of a workflow's own function: each execution has its input as a copy, and no part of it twice. */
export function isInputOfWorkflow(analyser: Analyser, { parent, initializer }: ts.ParameterDeclaration): boolean {
  const call = parent.parent;
  const isWritten = ts.isArrowFunction(parent) || ts.isFunctionExpression(parent);
  const isBody = isWritten && ts.isCallExpression(call) && call.arguments[1] === parent;
  return isBody && initializer === undefined && dslFunctionOf(analyser, call.expression) === "workflow";
}
