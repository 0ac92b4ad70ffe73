import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { enclosingFunction } from "./running-function.js";
import { makesPromises } from "./makes-promises.js";
import type { Owner } from "./owner.js";

/** Methods that are done with the function that they are given when they return. */
const callingMethods =
  /^(Array\.(forEach|map|filter|flatMap|some|every|find|findIndex|findLast|findLastIndex|reduce|reduceRight)|(Set|Map)\.forEach)$/;

/** True for a use in a function that may be called when the one that declares the variable has returned. */
export function isInOtherFunction(analyser: Analyser, use: ts.Node, { symbol, readers }: Owner): boolean {
  const { valueDeclaration } = symbol;
  if (readers.length > 0 || valueDeclaration === undefined) return false;
  const declaring = enclosingFunction(valueDeclaration);
  let around = enclosingFunction(use);
  while (around !== declaring && around !== undefined && isCalledAtOnce(analyser, around)) {
    around = enclosingFunction(around);
  }
  return around !== declaring;
}

/** `lines.forEach((line) => { … })` */
function isCalledAtOnce(analyser: Analyser, node: ts.Node): boolean {
  if ((!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) || makesPromises(analyser, node)) return false;
  const call = node.parent;
  return (
    ts.isCallExpression(call) && call.arguments[0] === node && callingMethods.test(builtinCalled(analyser, call) ?? "")
  );
}
