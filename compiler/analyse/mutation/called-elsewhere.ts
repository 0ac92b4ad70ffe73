import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { enclosingFunction, isCalledAtOnce, isInside, runningFunction } from "./running-function.js";

/**
 * True for a function which is done whenever the body begins, and which nothing in the body calls: a function of the same scope that is
 * not async, has a name that is only called, and is called by the scope itself, outside of the body, or by functions of the same kind.
 *
 * @param scope the function whose variable is looked at
 */
export function isCalledElsewhere(
  analyser: Analyser,
  called: ts.Node | undefined,
  body: ts.Node,
  scope: ts.Node,
): boolean {
  if (called === undefined || runningFunction(analyser, body) !== scope) return false;
  const seen = new Set([called]);
  for (const one of seen) {
    const name = nameOf(analyser, one);
    if (name === undefined || isAsync(one) || !isInside(one, scope)) return false;
    for (const use of usesIn(analyser, scope, name)) {
      if (!isCalled(analyser, use)) return false;
      const caller = runningFunction(analyser, use);
      if (caller === undefined || (caller === scope && isInside(use, body))) return false;
      if (caller !== scope) seen.add(caller);
    }
  }
  return true;
}

/** `visit` in `visit(id)` and in `ids.forEach(visit)`. */
function isCalled(analyser: Analyser, use: ts.Identifier): boolean {
  const { parent } = use;
  if (!ts.isCallExpression(parent)) return false;
  return parent.expression === use || isCalledAtOnce(analyser, use, parent);
}

function isAsync(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

/** The variable that a function has, and nothing else. */
function nameOf(analyser: Analyser, node: ts.Node): ts.Symbol | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name && analyser.checker.getSymbolAtLocation(node.name);
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node || !ts.isIdentifier(parent.name))
    return undefined;
  const isConstant = (parent.parent.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? analyser.checker.getSymbolAtLocation(parent.name) : undefined;
}

/** Where the name stands, but for its declaration. */
function usesIn(analyser: Analyser, scope: ts.Node, symbol: ts.Symbol): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    const isUse = ts.isIdentifier(node) && node.text === symbol.name && analyser.symbolOf(node) === symbol;
    if (isUse && enclosingFunction(node) !== undefined && !isDeclared(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  return (ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent)) && parent.name === name;
}
