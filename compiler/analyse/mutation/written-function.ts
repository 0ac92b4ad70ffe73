import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { isStaticFunction, isStaticMethod, memberDeclared } from "../member-function.js";
import { skipWrappers } from "../skip-wrappers.js";

/** The function that a name declares, or that is written there; unknown for a parameter that is a function. */
export function writtenFunction(
  analyser: Analyser,
  node: ts.Expression,
): ts.SignatureDeclaration | "unknown" | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  const name = memberDeclared(analyser, inner) ?? inner;
  const declaration = ts.isIdentifier(name) ? analyser.symbolOf(name)?.valueDeclaration : undefined;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration) || isStaticMethod(analyser, declaration)) return declaration;
  if (ts.isParameter(declaration) || ts.isBindingElement(declaration)) return "unknown";
  if (isStaticFunction(analyser, declaration)) return functionIn(declaration.initializer);
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConstant && ts.isVariableDeclaration(declaration)) return "unknown";
  return ts.isVariableDeclaration(declaration) ? functionIn(declaration.initializer) : undefined;
}

function functionIn(node: ts.Expression | undefined): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const made = node && skipWrappers(node);
  return made !== undefined && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : undefined;
}
