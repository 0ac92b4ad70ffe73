import ts from "typescript";
import { isAssignmentOperator } from "./mutating-methods.js";

/** Operators that give one of their sides as it is. */
export const joins: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.CommaToken,
]);

/**
 * True for an operation whose type need not be asked for to know what becomes of a Date, Set or Map in it: most give texts, numbers and
 * booleans, and a side of a join is its value, or what is only tested or dropped, so the type of the whole join tells.
 *
 * The checker works out the type of `a + b + c` each time it is asked. Asking for that of each part as well takes time that grows with
 * the square of the length.
 */
export function isToldWithoutType(node: ts.Expression): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return joins.has(kind) ? isSideOfJoin(node) : !isAssignmentOperator(kind);
}

function isSideOfJoin({ parent }: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent)) return isSideOfJoin(parent);
  return ts.isBinaryExpression(parent) && joins.has(parent.operatorToken.kind);
}
