import ts from "typescript";
import type { Expression, Variable } from "../ir/expression.js";

const variables = new WeakSet<Variable>();

/** Says that a variable holds an error, or nothing. */
export function holdsError(variable: Variable): void {
  variables.add(variable);
}

export function isErrorVariable(variable: Variable): boolean {
  return variables.has(variable);
}

export function isErrorValue(value: Expression): boolean {
  return value.kind === "variable-read" && variables.has(value.variable);
}

const holders = new WeakMap<ts.Symbol, boolean>();

/** True for `let lastError: unknown`, when nothing but caught and new errors is ever assigned to it. */
export function isErrorHolder(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const known = holders.get(symbol);
  if (known !== undefined) return known;
  const declaration = symbol.valueDeclaration;
  const isEmpty =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer === undefined &&
    ts.isVariableStatement(declaration.parent.parent);
  const isHolder = isEmpty && everyUse(declaration.getSourceFile(), symbol, checker);
  holders.set(symbol, isHolder);
  return isHolder;
}

/** True when at least one error is assigned, and nothing else is. */
function everyUse(file: ts.SourceFile, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  let errors = 0;
  let others = 0;
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      checker.getSymbolAtLocation(node) === symbol &&
      node.parent !== symbol.valueDeclaration
    ) {
      const { parent } = node;
      const isTarget = ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent);
      if (isTarget && isError(parent, checker)) errors++;
      else if (isTarget || isPartOfPattern(node)) others++;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return errors > 0 && others === 0;
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `holder = error` of a catch clause, `holder = new OutOfStock(…)`. */
function isError({ operatorToken, right }: ts.BinaryExpression, checker: ts.TypeChecker): boolean {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  if (ts.isNewExpression(right)) {
    return checker.getPropertyOfType(checker.getTypeAtLocation(right), "stack") !== undefined;
  }
  const declaration = ts.isIdentifier(right) ? checker.getSymbolAtLocation(right)?.valueDeclaration : undefined;
  return declaration !== undefined && ts.isCatchClause(declaration.parent);
}

/** A target of `[a, b] = …`, `({ a } = …)` or `for (a of …)`. */
function isPartOfPattern(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return ts.isArrayLiteralExpression(parent) || (ts.isPropertyAssignment(parent) && parent.initializer === node);
}
