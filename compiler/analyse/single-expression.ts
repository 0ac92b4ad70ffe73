import ts from "typescript";

/** The expression of `() => x` and `() => { return x; }`. */
export function singleExpression(node: ts.FunctionLikeDeclaration): ts.Expression | undefined {
  const { body } = node;
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return body;
  const [only] = body.statements;
  return body.statements.length === 1 && only !== undefined && ts.isReturnStatement(only) ? only.expression : undefined;
}
