import ts from "typescript";
import { skipWrappers } from "../functions.js";

/** What a function may return; the last of `a, b`. */
export function returnedBy({ body }: ts.ArrowFunction | ts.FunctionExpression): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  if (ts.isBlock(body)) visit(body);
  else found.push(body);
  return found.map(lastOf);
}

function lastOf(node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  return ts.isBinaryExpression(inner) && isComma(inner) ? lastOf(inner.right) : inner;
}

export function isComma(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}
