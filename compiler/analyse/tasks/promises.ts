import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Await, PendingPromise } from "../../ir/statement.js";
import { arrayType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { Environment, type HeldPromise } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { branchFrame } from "./control.js";
import type { PreparedCall } from "./prepare-call.js";

/**
 * Starts a call; its states become a branch, or stand where it is awaited.
 *
 * @param promise what stands for it; default a new one
 */
export function startPrepared(
  analyser: Analyser,
  node: ts.Expression,
  prepared: PreparedCall,
  promise: PendingPromise = { kind: "promise", title: branchTitle(node) },
): HeldPromise {
  let value: Expression | undefined;
  const body = analyser.collect(() =>
    analyser.inFrame(branchFrame(analyser, true), new Environment(analyser.environment), () => {
      value = prepared.make();
    }),
  );
  const { copies } = prepared;
  analyser.statements.push({
    kind: "start",
    promise,
    copies,
    body,
    value: value as Expression,
    span: analyser.span(node),
  });
  return { promise, types: (value as Expression).types };
}

/** Waits for a promise that is under way. */
export function awaitHeld(
  analyser: Analyser,
  { promise, types }: HeldPromise,
  node: ts.Node,
  settled: Await["settled"] = "no",
): Expression {
  const span = analyser.span(node);
  if (analyser.frame.isCallback) return analyser.refuse(node, "SP1232");
  const given = settled === "no" ? types : settled === "promise" ? objectType : arrayType;
  const name = `${promise.title.replaceAll(/[^\w]+(\w)?/g, (_match, letter?: string) => letter?.toUpperCase() ?? "")}Result`;
  const result: Variable = { kind: "variable", name, types: given };
  analyser.statements.push({ kind: "await", promise, result, settled, span });
  return given === undefinedType
    ? analyser.undefined(span)
    : { kind: "variable-read", variable: result, types: given, span };
}

/** What a branch is called in the title of its Parallel state. */
export function branchTitle(node: ts.Expression): string {
  const inner = skipWrappers(node);
  return ts.isCallExpression(inner) && !ts.isFunctionLike(skipWrappers(inner.expression))
    ? inner.expression.getText()
    : "branch";
}
