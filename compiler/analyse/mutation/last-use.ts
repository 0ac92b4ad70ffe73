import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isOnceIn, mayFollow } from "./aliases.js";
import { enclosingFunction, isInside } from "./changes.js";
import { blockAround } from "./declared-in.js";
import { leadsTo } from "./paths.js";

/**
 * True for a use of a variable after which its value is not read, by this name or one of a part, until the variable is
 * declared anew.
 */
export function isLastUse(analyser: Analyser, symbol: ts.Symbol, use: ts.Identifier): boolean {
  const block = blockAround(symbol);
  // The variable of a loop stands for a part of what the loop goes through.
  if (symbol.valueDeclaration !== undefined && isOfLoop(symbol.valueDeclaration)) return false;
  const scope = block === undefined ? undefined : enclosingFunction(block);
  if (block === undefined || scope === undefined || enclosingFunction(use) !== scope) return false;
  if (!isOnceIn(use, block)) return false;
  const isReadLater = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      node.pos > use.pos &&
      leadsTo(analyser, node, symbol) &&
      (!isInside(node, block) || mayFollow(use, node, block))) ||
    (ts.forEachChild(node, (child) => isReadLater(child) || undefined) ?? false);
  return !isReadLater(scope);
}

function isOfLoop(declaration: ts.Node): boolean {
  const statement = ts.findAncestor(declaration, ts.isVariableDeclarationList)?.parent;
  return statement !== undefined && !ts.isVariableStatement(statement);
}
