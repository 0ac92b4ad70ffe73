import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";

/** The function that a name declares, or that is written there; unknown for a parameter that is a function. */
export function writtenFunction(
  analyser: Analyser,
  node: ts.Expression,
): ts.SignatureDeclaration | "unknown" | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  const declaration = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (ts.isParameter(declaration) || ts.isBindingElement(declaration)) return "unknown";
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConstant && ts.isVariableDeclaration(declaration)) return "unknown";
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const made = value === undefined ? undefined : skipWrappers(value);
  return made !== undefined && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : undefined;
}
