import ts from "typescript";
import type { Expression, Variable } from "../ir/expression.js";
import type { Branches } from "./frame.js";
import { isReasonMember } from "./reason-member.js";

const variables = new WeakSet<Variable>();

const handlers = new WeakMap<Variable, Branches>();

/**
 * Says that a variable holds an error, or nothing.
 *
 * @param caught the branches around the handler that has caught it, where it holds what this handler was given
 */
export function holdsError(variable: Variable, caught?: Branches): void {
  variables.add(variable);
  if (caught !== undefined) handlers.set(variable, caught);
}

export function isErrorVariable(variable: Variable): boolean {
  return variables.has(variable);
}

export function isErrorValue(value: Expression): boolean {
  if (value.kind === "property") return value.isReason === true;
  return value.kind === "variable-read" && variables.has(value.variable);
}

/** The branches around the handler that has caught the error, outermost first. */
export function caughtIn(error: Expression): Branches | undefined {
  return error.kind === "variable-read" ? handlers.get(error.variable) : undefined;
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

/** True for such a variable when the errors are all caught by handlers in the function that declares it. */
export function holdsOwnErrors(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !isErrorHolder(symbol, checker)) return false;
  const around = ts.findAncestor(declaration, ts.isFunctionLike);
  const isForeign = (node: ts.Node): boolean => {
    if (ts.isBinaryExpression(node) && checker.getSymbolAtLocation(node.left) === symbol && isAssignment(node)) {
      const given = ts.isIdentifier(node.right) ? checker.getSymbolAtLocation(node.right)?.valueDeclaration : undefined;
      return given !== undefined && ts.findAncestor(given, ts.isFunctionLike) !== around;
    }
    return ts.forEachChild(node, (child) => isForeign(child) || undefined) === true;
  };
  return around !== undefined && !isForeign(around);
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

/** `holder = error` of a catch clause, `holder = result.reason`, `holder = new OutOfStock(…)`. */
function isError({ operatorToken, right }: ts.BinaryExpression, checker: ts.TypeChecker): boolean {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  if (ts.isNewExpression(right)) {
    return checker.getPropertyOfType(checker.getTypeAtLocation(right), "stack") !== undefined;
  }
  if (ts.isPropertyAccessExpression(right)) return isReasonMember(checker.getSymbolAtLocation(right.name));
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
