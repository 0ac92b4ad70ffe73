import ts from "typescript";
import { type Code, primary } from "../emit/code.js";
import type { Expression } from "../ir/expression.js";
import { constantString } from "./operands.js";
import { innermost } from "./use.js";

/** The literal itself, or the one that a constant stands for. */
export function regExpLiteralOf(checker: ts.TypeChecker, node: ts.Expression): ts.RegularExpressionLiteral | undefined {
  const inner = innermost(node);
  if (ts.isRegularExpressionLiteral(inner)) return inner;
  if (!ts.isIdentifier(inner)) return undefined;
  let symbol = checker.getSymbolAtLocation(inner);
  if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) {
    symbol = checker.getAliasedSymbol(symbol);
  }
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  if ((ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0) return undefined;
  const value = declaration.initializer && innermost(declaration.initializer);
  return value !== undefined && ts.isRegularExpressionLiteral(value) ? value : undefined;
}

/** An operand that holds a pattern's text. */
export function patternText(operand: Expression): Code {
  const text = constantString(operand);
  if (text === undefined) throw new Error("a pattern is always constant");
  return primary(text);
}
