import ts from "typescript";

/** The place where a value is used, past parentheses and type assertions. */
function placeOf(node: ts.Expression): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child: ts.Node = node;
  let parent = node.parent;
  while (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent)
  ) {
    child = parent;
    parent = parent.parent;
  }
  return { child, parent };
}

/** True when the iterable becomes an array at once: `[...x]`, `f(...x)`, `Array.from(x)`, `for (… of x)`. */
export function isConsumedAtOnce(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  if (ts.isSpreadElement(parent)) {
    return ts.isArrayLiteralExpression(parent.parent) || ts.isCallExpression(parent.parent);
  }
  if (ts.isForOfStatement(parent)) return parent.expression === child;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === child &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /^(Array\.from|Object\.fromEntries)$/.test(parent.expression.getText())
  );
}

/** True when a variable of the workflow gets the value: `const seen = new Set()`. */
export function isKept(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  return (
    ts.isVariableDeclaration(parent) &&
    parent.initializer === child &&
    ts.isIdentifier(parent.name) &&
    ts.isVariableDeclarationList(parent.parent)
  );
}

/** True for the first value of `list.reduce(f, x)`. */
export function isAccumulator(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[1] === child &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /^reduce(Right)?$/.test(parent.expression.name.text)
  );
}

/** `a < b` compares the milliseconds of two Dates. */
export function isCompared(node: ts.Expression): boolean {
  const { parent } = placeOf(node);
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken;
}

/** The member that is read from the value at once, as in `new Date().getTime()`. */
export function memberReadAtOnce(node: ts.Expression): string | undefined {
  const { child, parent } = placeOf(node);
  return ts.isPropertyAccessExpression(parent) && parent.expression === child ? parent.name.text : undefined;
}

/** The expression inside parentheses and type assertions. */
export function innermost(node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** True when the node is a regular expression, which only a built-in can read. */
export function isRegExp(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return (checker.getTypeAtLocation(node).symbol as ts.Symbol | undefined)?.name === "RegExp";
}
