import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { mayFollow } from "./aliases.js";
import { enclosingFunction, isInside } from "./changes.js";
import { leadsTo } from "./paths.js";

/**
 * True for a use of a variable after which its value is not read, by this name or one of a part, until the variable is
 * declared anew.
 */
export function isLastUse(analyser: Analyser, symbol: ts.Symbol, use: ts.Identifier): boolean {
  const { valueDeclaration: declaration } = symbol;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const scope = enclosingFunction(declaration);
  const block = declaration.parent.parent.parent;
  if (scope === undefined || enclosingFunction(use) !== scope || !ts.isBlock(block)) return false;
  for (let outer: ts.Node = use; outer !== block; outer = outer.parent) {
    if (ts.isIterationStatement(outer, false) || ts.isSourceFile(outer)) return false;
  }
  const isReadLater = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      node.pos > use.pos &&
      leadsTo(analyser, node, symbol) &&
      (!isInside(node, block) || mayFollow(use, node, block))) ||
    (ts.forEachChild(node, (child) => isReadLater(child) || undefined) ?? false);
  return !isReadLater(scope);
}
