import ts from "typescript";

/** The expression inside parentheses, `as`, `satisfies`, `!` and type assertions. */
export function skipWrappers(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
    ? skipWrappers(node.expression)
    : node;
}
