import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isTaskCall } from "../tasks/task-calls.js";
import { isChangedInside } from "./aliases.js";
import { changeAt } from "./change-at.js";
import { enclosingFunction } from "./running-function.js";
import { declaredIn } from "./declared-in.js";
import { leadsTo, pathOfName } from "./paths.js";

/**
 * True when the function that returns the value, or throws it, is the one that declares the variable: nobody can change it afterwards,
 * but for a handler of the same function, and a `finally` that runs before the function ends.
 *
 * @param isHandedOn true where it is asked for somebody who gets the value from the variable: that may be in the `finally`
 */
export function leavesForGood(
  analyser: Analyser,
  statement: ts.ReturnStatement | ts.ThrowStatement,
  symbol: ts.Symbol,
  isHandedOn = false,
): boolean {
  // A name of a part leaves where the value does that has the part.
  const declaration = declaredIn(pathOfName(analyser, symbol).root);
  if (declaration === undefined) return false;
  const scope = enclosingFunction(declaration);
  if (enclosingFunction(statement) !== scope) return false;
  const isTouched = (node: ts.Identifier): boolean => isHandedOn || changeAt(analyser, node) !== undefined;
  for (let node: ts.Node = statement; node.parent !== scope && !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    const isHandled = ts.isThrowStatement(statement) && ts.isTryStatement(parent) && node === parent.tryBlock;
    if (isHandled && parent.catchClause !== undefined) return false;
    if (ts.isTryStatement(parent) && parent.finallyBlock !== undefined && node !== parent.finallyBlock) {
      if (mayChange(analyser, parent.finallyBlock, symbol, scope, isTouched)) return false;
    }
  }
  return true;
}

/** True for a block that touches the variable's value, or calls what may be a function of the same scope that changes it. */
function mayChange(
  analyser: Analyser,
  block: ts.Block,
  symbol: ts.Symbol,
  scope: ts.Node | undefined,
  isTouched: (node: ts.Identifier) => boolean,
): boolean {
  const { root } = pathOfName(analyser, symbol);
  const touches = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && leadsTo(analyser, node, root) && isTouched(node)) ||
    (ts.forEachChild(node, (child) => touches(child) || undefined) ?? false);
  if (touches(block)) return true;
  const isChangedByFunction = scope === undefined || isChangedInside(analyser, root, scope);
  return isChangedByFunction && callsFunction(analyser, block);
}

function callsFunction(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isCallExpression(node) && !isTaskCall(analyser, node)) return true;
  return ts.forEachChild(node, (child) => callsFunction(analyser, child) || undefined) ?? false;
}
