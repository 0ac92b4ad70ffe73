import ts from "typescript";

/** True for a part that is assigned, counted or deleted. */
export function isChanged(part: ts.Node): boolean {
  const { parent } = part;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return ts.isDeleteExpression(parent) || isAssigned(part);
}

export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** True on the left of `=` and `+=`, also inside a pattern, and for the variable of `for (list[0] of …)`. */
function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent);
  const isPartOfPattern =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent);
  return isPartOfPattern && isAssigned(parent);
}
