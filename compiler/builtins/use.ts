import ts from "typescript";

/** The place where a value is used, past parentheses, type assertions, and choices between it and another. */
function placeOf(node: ts.Expression): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child: ts.Node = node;
  let parent = node.parent;
  while (isWrapper(parent) || isBranch(child, parent)) {
    child = parent;
    parent = parent.parent;
  }
  return { child, parent };
}

type Wrapper = ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression;

function isWrapper(node: ts.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

function isBranch(node: ts.Node, parent: ts.Node): boolean {
  return ts.isConditionalExpression(parent) && parent.condition !== node;
}

/** True for one of two values between which `?:` chooses. */
export function isChosen(node: ts.Expression): boolean {
  let child: ts.Node = node;
  while (isWrapper(child.parent)) child = child.parent;
  return isBranch(child, child.parent);
}

/** True when the iterable is gone through at once: `[...x]`, `f(...x)`, `Array.from(x)`, `new Set(x)`, `for (… of x)`, `const [a] = x`. */
export function isConsumedAtOnce(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  if (ts.isSpreadElement(parent)) {
    return ts.isArrayLiteralExpression(parent.parent) || ts.isCallExpression(parent.parent);
  }
  if (ts.isForOfStatement(parent)) return parent.expression === child;
  if (ts.isVariableDeclaration(parent)) return ts.isArrayBindingPattern(parent.name);
  if (ts.isNewExpression(parent))
    return parent.arguments?.[0] === child && /^(Set|Map)$/.test(parent.expression.getText());
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === child &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /^(Array\.from|Object\.fromEntries)$/.test(parent.expression.getText())
  );
}

/** The same, also of one side of `??` and `||`: `[...(groups.get(key) ?? [])]`. */
export function isGoneThrough(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  const isSide =
    ts.isBinaryExpression(parent) &&
    (parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken && parent.left === child));
  return isSide ? isGoneThrough(parent) : isConsumedAtOnce(node);
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

/** True where the milliseconds of a Date are taken: `a < b`, `+date`, `Number(date)`, `new Date(date)`. */
export function isTakenAsNumber(node: ts.Expression): boolean {
  const { child, parent } = placeOf(node);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.PlusToken;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const callee = parent.expression.getText();
    return callee === (ts.isNewExpression(parent) ? "Date" : "Number") && parent.arguments?.[0] === child;
  }
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
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** True when the node is a regular expression, which only a built-in can read. */
export function isRegExp(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return (type.symbol as ts.Symbol | undefined)?.name === "RegExp";
}
