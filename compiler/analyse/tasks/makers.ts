import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { dslFunctionOf } from "../dsl-function.js";
import { skipWrappers } from "../skip-wrappers.js";

/** The functions of the DSL that declare something, where it is a constant. */
const makers: ReadonlySet<string> = new Set([
  ...["activity", "awsService", "bucket", "eventBus", "httpEndpoint", "human", "lambda", "lambdaFunction", "queue"],
  ...["table", "topic", "workflow"],
]);

/** The name of the function that a call declares something with; undefined for any other expression. */
export function makerOf(analyser: Analyser, node: ts.Expression): string | undefined {
  const call = skipWrappers(node);
  const maker = ts.isCallExpression(call) ? dslFunctionOf(analyser, call.expression) : undefined;
  return maker !== undefined && makers.has(maker) ? maker : undefined;
}

/** True for a call of `lambdaFunction` in a workflow whose name may be computed: a constant for it stands for that name. */
export function isNamedHere(call: ts.CallExpression): boolean {
  const [name] = call.arguments;
  return name !== undefined && !ts.isStringLiteralLike(name) && ts.findAncestor(call, ts.isFunctionLike) !== undefined;
}
