import ts from "typescript";
import { isAssignmentOperator } from "../analyse/mutating-methods.js";

/** What is looked for in the order in which a statement is worked out. */
interface Search {
  readonly isWanted: (call: ts.CallExpression) => boolean;
  /** True for a name that stands for the same value all along. */
  readonly isConstant: (name: ts.Identifier) => boolean;
}

/** The call of a kind before which a statement does nothing but read constants. */
export function firstCall(node: ts.Statement, search: Search): ts.CallExpression | undefined {
  const whole = expressionOf(node);
  return whole && firstCallIn(whole, search);
}

function expressionOf(node: ts.Statement): ts.Expression | undefined {
  if (ts.isForOfStatement(node) || ts.isIfStatement(node) || ts.isReturnStatement(node)) return node.expression;
  if (ts.isExpressionStatement(node)) return node.expression;
  return ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : undefined;
}

/** The same of an expression. */
export function firstCallIn(node: ts.Expression, search: Search): ts.CallExpression | undefined {
  if (ts.isCallExpression(node) && search.isWanted(node)) return node;
  for (const part of partsInOrder(node)) {
    const found = firstCallIn(part, search);
    if (found !== undefined) return found;
    if (!isSteady(part, search)) return undefined;
  }
  return undefined;
}

/** What a statement works out before anything else in an expression, in order, as far as that is certain to happen. */
function partsInOrder(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isCallExpression(node)) {
    const { expression: callee, arguments: given } = node;
    if (ts.isOptionalChain(node)) return [];
    const isOfLibrary = /^(Object|Promise|Array|Math|JSON)\.\w+$/.test(callee.getText());
    const receiver = isOfLibrary ? [] : [ts.isPropertyAccessExpression(callee) ? callee.expression : callee];
    const spread = given.findIndex(ts.isSpreadElement);
    return [...receiver, ...(spread < 0 ? given : given.slice(0, spread))];
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return [node.expression];
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return [node.expression];
  if (ts.isAsExpression(node) || ts.isAwaitExpression(node)) return [node.expression];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return isAssignmentOperator(kind) ? [] : isLogical(kind) ? [node.left] : [node.left, node.right];
  }
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isArrayLiteralExpression(node)) return elementsOf(node);
  return ts.isObjectLiteralExpression(node) ? valuesOf(node) : [];
}

function isLogical(kind: ts.SyntaxKind): boolean {
  const { AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  return kind === AmpersandAmpersandToken || kind === BarBarToken || kind === QuestionQuestionToken;
}

function elementsOf({ elements }: ts.ArrayLiteralExpression): readonly ts.Expression[] {
  const spread = elements.findIndex(ts.isSpreadElement);
  if (spread < 0) return elements;
  return [...elements.slice(0, spread), (elements[spread] as ts.SpreadElement).expression];
}

function valuesOf({ properties }: ts.ObjectLiteralExpression): readonly ts.Expression[] {
  const values: ts.Expression[] = [];
  for (const member of properties) {
    if (ts.isShorthandPropertyAssignment(member)) values.push(member.name);
    else if (ts.isPropertyAssignment(member) && !ts.isComputedPropertyName(member.name))
      values.push(member.initializer);
    else return values;
  }
  return values;
}

function isSteady(node: ts.Expression, { isConstant }: Search): boolean {
  return ts.isIdentifier(node) ? isConstant(node) : ts.isLiteralExpression(node);
}
