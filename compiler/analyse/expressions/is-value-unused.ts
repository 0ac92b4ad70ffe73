import ts from "typescript";

/** True where nobody sees the value: a statement, `test && x` as one, and what a function gives `forEach`. */
export function isValueUnused(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return true;
  if (ts.isForStatement(parent)) return parent.incrementor === node || parent.initializer === node;
  if (ts.isParenthesizedExpression(parent) || ts.isVoidExpression(parent)) return isValueUnused(parent);
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isValueUnused(parent);
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const isShortCircuit =
      kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.QuestionQuestionToken;
    return isShortCircuit && parent.right === node && isValueUnused(parent);
  }
  return ts.isArrowFunction(parent) && parent.body === node && isGivenToForEach(parent);
}

function isGivenToForEach(callback: ts.ArrowFunction): boolean {
  const { parent: call } = callback;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === callback &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === "forEach"
  );
}

/** Methods that only ask whether what their callback gives is truthy. */
const testing = new Set(["filter", "some", "every", "find", "findLast", "findIndex", "findLastIndex"]);

/** True where a value is asked for its truth alone: a condition, `!x`, and what a callback of `filter` gives. */
export function isOnlyTested(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isOnlyTested(parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node || isOnlyTested(parent);
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const isLogical = kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
    return isLogical && isOnlyTested(parent);
  }
  if (!ts.isArrowFunction(parent) || parent.body !== node || !ts.isCallExpression(parent.parent)) return false;
  const { expression, arguments: given } = parent.parent;
  return given[0] === parent && ts.isPropertyAccessExpression(expression) && testing.has(expression.name.text);
}
