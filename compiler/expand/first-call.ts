import ts from "typescript";

/** The call of a kind whose value is the first thing that a statement works out. */
export function firstCall(
  node: ts.Statement,
  isWanted: (call: ts.CallExpression) => boolean,
): ts.CallExpression | undefined {
  const whole = expressionOf(node);
  return whole && firstIn(whole, isWanted);
}

function expressionOf(node: ts.Statement): ts.Expression | undefined {
  if (ts.isForOfStatement(node) || ts.isIfStatement(node) || ts.isReturnStatement(node)) return node.expression;
  if (ts.isExpressionStatement(node)) return node.expression;
  return ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : undefined;
}

function firstIn(node: ts.Expression, isWanted: (call: ts.CallExpression) => boolean): ts.CallExpression | undefined {
  if (ts.isCallExpression(node)) {
    if (isWanted(node)) return node;
    const { expression: callee } = node;
    const isOfLibrary = /^(Object|Promise|Array|Math|JSON)\.\w+$/.test(callee.getText());
    const [first] = node.arguments;
    if (isOfLibrary) return first && !ts.isSpreadElement(first) ? firstIn(first, isWanted) : undefined;
    return ts.isPropertyAccessExpression(callee) ? firstIn(callee.expression, isWanted) : undefined;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return firstIn(node.expression, isWanted);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return firstIn(node.expression, isWanted);
  if (ts.isAsExpression(node) || ts.isAwaitExpression(node)) return firstIn(node.expression, isWanted);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment ? undefined : firstIn(node.left, isWanted);
  }
  if (ts.isConditionalExpression(node)) return firstIn(node.condition, isWanted);
  if (!ts.isArrayLiteralExpression(node)) return undefined;
  const [element] = node.elements;
  if (element === undefined) return undefined;
  return firstIn(ts.isSpreadElement(element) ? element.expression : element, isWanted);
}
