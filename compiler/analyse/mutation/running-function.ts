import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";

export function enclosingFunction(node: ts.Node): ts.Node | undefined {
  for (
    let outer = node.parent as ts.Node | undefined;
    outer !== undefined;
    outer = outer.parent as ts.Node | undefined
  ) {
    if (ts.isFunctionLike(outer)) return outer;
  }
  return undefined;
}

/** Methods that call what they are given, and keep nothing of it. */
const callingMethods =
  /^(Array\.(forEach|map|flatMap|filter|some|every|find(Last)?(Index)?|reduce(Right)?|sort|toSorted)|(Set|(Readonly)?Map)\.forEach)$/;

/** The function that runs when the node is reached: a callback of `forEach` and its like runs where it is written. */
export function runningFunction(analyser: Analyser, node: ts.Node): ts.Node | undefined {
  const found = enclosingFunction(node);
  if (found === undefined || !ts.isArrowFunction(found)) return found;
  const { parent: call } = found;
  return ts.isCallExpression(call) && isCalledAtOnce(analyser, found, call) ? runningFunction(analyser, call) : found;
}

/** True for a function that is given to `forEach` and its like, which are done with it when they are done. */
export function isCalledAtOnce(analyser: Analyser, given: ts.Expression, call: ts.CallExpression): boolean {
  const isGiven = call.arguments.some((argument) => argument === given);
  return isGiven && callingMethods.test(builtinCalled(analyser, call) ?? "");
}

export function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent as ts.Node | undefined) {
    if (at === outer) return true;
  }
  return false;
}

/** The call in the function in whose callbacks the node is reached, or the node itself where it is reached otherwise. */
export function reachedAt(analyser: Analyser, node: ts.Node, scope: ts.Node): ts.Node {
  const found = enclosingFunction(node);
  if (found === scope || found === undefined || !ts.isArrowFunction(found)) return node;
  const { parent: call } = found;
  const isAtOnce = ts.isCallExpression(call) && isCalledAtOnce(analyser, found, call);
  return isAtOnce ? reachedAt(analyser, call, scope) : node;
}
