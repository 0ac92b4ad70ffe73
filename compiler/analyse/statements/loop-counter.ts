import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { changeAt } from "../mutation/change-at.js";
import { isInside } from "../mutation/running-function.js";

/**
 * True for the counter of `for (let i = 0; …; i++)` in the body of the loop, when only the head changes it: each round has one of its
 * own, which a function keeps.
 */
export function staysInRound(analyser: Analyser, symbol: ts.Symbol, at: ts.Node): boolean {
  const loop = symbol.valueDeclaration?.parent.parent;
  if (loop === undefined || !ts.isForStatement(loop) || loop.initializer !== symbol.valueDeclaration?.parent)
    return false;
  if (!isInside(at, loop.statement)) return false;
  const changes = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol && changeAt(analyser, node) !== undefined)
      return true;
    return ts.forEachChild(node, (child) => changes(child) || undefined) ?? false;
  };
  const headHasFunction = [loop.condition, loop.incrementor, loop.initializer].some(
    (part) => part && holdsFunction(part),
  );
  return !headHasFunction && !changes(loop.statement);
}

function holdsFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || (ts.forEachChild(node, (child) => holdsFunction(child) || undefined) ?? false);
}
