import ts from "typescript";
import { innermost } from "./use.js";

/** An object of `Intl`, by where it is made: what it does depends on constants only. */
export type IntlObject = ts.NewExpression | ts.CallExpression;

/** `new Intl.NumberFormat(…)`, `Intl.Collator(…)`, or the name of a constant that stands for it; undefined for anything else. */
export function intlObjectOf(checker: ts.TypeChecker, node: ts.Expression): IntlObject | undefined {
  const inner = innermost(node);
  if (isMade(inner)) return inner;
  if (!ts.isIdentifier(inner)) return undefined;
  const named = checker.getSymbolAtLocation(inner);
  const isAlias = named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isAlias ? checker.getAliasedSymbol(named) : named)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return undefined;
  const value = declaration.initializer && innermost(declaration.initializer);
  return value !== undefined && isMade(value) ? value : undefined;
}

const kinds = new Set(["NumberFormat", "Collator"]);

function isMade(node: ts.Node): node is IntlObject {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return callee.expression.text === "Intl" && kinds.has(callee.name.text);
}

/** True where a name of such an object is only used to call it, or to pass its method on: nobody sees the object itself. */
export function isOnlyCalled(checker: ts.TypeChecker, name: ts.Identifier, scope: ts.Node): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const visit = (node: ts.Node): boolean => {
    const isUse = ts.isIdentifier(node) && node !== name && checker.getSymbolAtLocation(node) === symbol;
    if (isUse && !(ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node)) return true;
    return ts.forEachChild(node, visit) === true;
  };
  return !visit(scope);
}
