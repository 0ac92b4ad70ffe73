import ts from "typescript";
import type { Sign } from "../builtins/infinite.js";
import { returnedBy } from "./mutation/returned-by.js";
import { skipWrappers } from "./skip-wrappers.js";

/** Which infinity is written here: `Infinity`, `-Infinity`, `Number.POSITIVE_INFINITY`; undefined for anything else. */
export function infinityIn(node: ts.Expression): Sign | undefined {
  const inner = skipWrappers(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken) {
    const sign = infinityIn(inner.operand);
    return sign === undefined ? undefined : sign === 1 ? -1 : 1;
  }
  const text = inner.getText();
  if (text === "Infinity" || text === "Number.POSITIVE_INFINITY") return 1;
  return text === "Number.NEGATIVE_INFINITY" ? -1 : undefined;
}

/** The infinity that a function may return: `Infinity` itself, or what a variable starts with. */
export function infinityReturned(node: ts.FunctionLikeDeclaration, checker: ts.TypeChecker): Sign | undefined {
  for (const value of returnedBy(node)) {
    const inner = skipWrappers(value);
    const declaration = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : undefined;
    const start =
      declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const sign = infinityIn(start ?? inner);
    if (sign !== undefined) return sign;
  }
  return undefined;
}
