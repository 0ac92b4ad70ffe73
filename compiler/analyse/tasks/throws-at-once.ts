import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isAsyncFunction, resolveFunction } from "../functions.js";

/**
 * Refuses a function that is called beside other calls and may throw before it gives a promise: then JavaScript makes no
 * further call, where a state machine has started them all.
 *
 * @param callee the function as it is written: its name, or the function itself
 */
export function checkThrowsLater(analyser: Analyser, callee: ts.Expression): void {
  const node = resolveFunction(analyser, callee)?.node;
  if (node === undefined || isAsyncFunction(node)) return;
  const place = throwIn(analyser, node, new Set());
  if (place === undefined) return;
  const name = ts.isFunctionLike(callee) ? "this function" : `\`${callee.getText()}\``;
  const related = { message: "this is thrown before there is a promise", span: analyser.span(place) };
  analyser.analysis.problems.add("SP1423", analyser.span(callee), { name }, [related]);
}

/** The first `throw` of a function that is not asynchronous, or of one that it calls. */
function throwIn(analyser: Analyser, callee: ts.SignatureDeclaration, seen: Set<ts.Node>): ts.Node | undefined {
  if (seen.has(callee)) return undefined;
  seen.add(callee);
  const find = (node: ts.Node): ts.Node | undefined => {
    if (ts.isThrowStatement(node)) return node;
    if (ts.isFunctionLike(node)) return undefined;
    const called = ts.isCallExpression(node) ? resolveFunction(analyser, node.expression)?.node : undefined;
    const inside = called === undefined || isAsyncFunction(called) ? undefined : throwIn(analyser, called, seen);
    return inside ?? ts.forEachChild(node, find);
  };
  return ts.forEachChild(callee, find);
}
