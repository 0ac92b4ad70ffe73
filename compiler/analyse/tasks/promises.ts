import ts from "typescript";
import type { Expression, Variable } from "../../ir/expression.js";
import type { Await, PendingPromise } from "../../ir/statement.js";
import { replaceReads } from "../../ir/statement-rewrite.js";
import { arrayType, objectType, undefinedType } from "../../ir/value-types.js";
import { substitute } from "../../ir/walk.js";
import { readOf, unsettled } from "../../promises/branches.js";
import type { Analyser } from "../analyser.js";
import { Environment, type HeldPromise } from "../environment.js";
import { skipWrappers } from "../functions.js";
import { staysInRound } from "../statements/loop-counter.js";
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
  const span = analyser.span(node);
  // Each round of a loop has a counter of its own, which the call keeps.
  const counters = countersIn(analyser, node).map((counter) => ({ counter, copy: { ...counter } }));
  const kept = new Map(counters.map(({ counter, copy }) => [counter, readOf(copy, span)]));
  analyser.statements.push({
    kind: "start",
    promise,
    copies: [
      ...prepared.copies,
      ...counters.map(({ counter, copy }) => ({ variable: copy, value: readOf(counter, span) })),
    ],
    body: replaceReads(body, kept),
    value: substitute(value as Expression, kept),
    span,
  });
  return { promise, types: (value as Expression).types };
}

/** The counters of the loops around that a call names, or a function that it names. */
function countersIn(analyser: Analyser, call: ts.Node): readonly Variable[] {
  const found = new Set<Variable>();
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? analyser.symbolOf(node) : undefined;
    const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
    if (symbol !== undefined && binding?.kind === "variable" && staysInRound(analyser, symbol, call)) {
      found.add(binding.variable);
    }
    if (binding?.kind === "function" && !seen.has(binding.node)) {
      seen.add(binding.node);
      visit(binding.node);
    }
    ts.forEachChild(node, visit);
  };
  visit(call);
  return [...found];
}

/** Waits for a promise that is under way. */
export function awaitHeld(
  analyser: Analyser,
  { promise, types, isHandled }: HeldPromise,
  node: ts.Node,
  settled: Await["settled"] = "no",
): Expression {
  const span = analyser.span(node);
  if (analyser.frame.isCallback) return analyser.refuse(node, "SP1232");
  if (isHandled === true && settled === "no") {
    const ended = awaitHeld(analyser, { promise, types }, node, "promise");
    const value: Variable = { kind: "variable", name: "value", types };
    analyser.statements.push(...unsettled(ended, value, span));
    return types === undefinedType ? analyser.undefined(span) : readOf(value, span);
  }
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
