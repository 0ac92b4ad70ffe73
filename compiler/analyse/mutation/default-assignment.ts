import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";

/** An expression that gives what stands at a place, and puts a value there before where there is none. */
export interface DefaultAssignment {
  readonly place: ts.Expression;
  readonly value: ts.Expression;
  /** True where a value that is false, as `0` and `""` are, counts as none. */
  readonly isFalsy: boolean;
}

/**
 * `place ??= value`, `place = place ?? value`, `place ?? (place = value)`, `map.get(key) ?? map.set(key, value).get(key)!`, and the same
 * with `||`.
 */
export function defaultAssignment(node: ts.Node): DefaultAssignment | undefined {
  if (!ts.isBinaryExpression(node)) return undefined;
  const { left, operatorToken, right } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return { place: left, value: right, isFalsy: operatorToken.kind === ts.SyntaxKind.BarBarEqualsToken };
    case ts.SyntaxKind.EqualsToken:
      return assignedOrKept(left, skipWrappers(right));
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken: {
      const place = skipWrappers(left);
      const value = valuePut(place, skipWrappers(right));
      const isFalsy = operatorToken.kind === ts.SyntaxKind.BarBarToken;
      return value === undefined ? undefined : { place, value, isFalsy };
    }
    default:
      return undefined;
  }
}

/** True for the assignment, or the call of `set`, that puts the value where there is none. */
export function isOfDefault(node: ts.Expression): boolean {
  let part = node;
  while (ts.isExpression(part.parent) && !ts.isBinaryExpression(part.parent)) part = part.parent;
  const { parent } = part;
  return ts.isBinaryExpression(parent) && parent.right === part && defaultAssignment(parent) !== undefined;
}

/** `groups[key] = groups[key] ?? []` */
function assignedOrKept(target: ts.Expression, node: ts.Expression): DefaultAssignment | undefined {
  const place = skipWrappers(target);
  if (!ts.isBinaryExpression(node) || ts.isIdentifier(place)) return undefined;
  const { kind } = node.operatorToken;
  const isFalsy = kind === ts.SyntaxKind.BarBarToken;
  if (!isFalsy && kind !== ts.SyntaxKind.QuestionQuestionToken) return undefined;
  const isSame = isPlain(place) && words(node.left) === words(place);
  return isSame ? { place, value: node.right, isFalsy } : undefined;
}

/** What `groups.set(key, groups.get(key) ?? [])` puts where there is nothing; the rest stays as it is. */
export function setByDefault(call: ts.Expression): ts.Expression | undefined {
  if (!isCallOf(call, "set") || !isPlain(call.expression.expression)) return undefined;
  const [key, given, ...others] = call.arguments;
  const choice = given === undefined ? undefined : skipWrappers(given);
  if (key === undefined || choice === undefined || others.length > 0 || !ts.isBinaryExpression(choice))
    return undefined;
  const { left, operatorToken, right } = choice;
  const isDefault = /^(\?\?|\|\|)$/.test(operatorToken.getText());
  const place = skipWrappers(left);
  if (!isDefault || !isPlain(key) || !isCallOf(place, "get") || place.arguments.length !== 1) return undefined;
  const isSame = words(place.expression.expression) === words(call.expression.expression);
  return isSame && place.arguments.every((one) => words(one) === words(key)) ? right : undefined;
}

function valuePut(place: ts.Expression, node: ts.Expression): ts.Expression | undefined {
  if (!isPlain(place)) return undefined;
  if (ts.isBinaryExpression(node)) {
    const isPut = node.operatorToken.kind === ts.SyntaxKind.EqualsToken && words(node.left) === words(place);
    return isPut ? node.right : undefined;
  }
  // map.set(key, value).get(key)
  if (!isCallOf(node, "get") || !isCallOf(place, "get") || node.arguments.length !== 1) return undefined;
  const put = skipWrappers(node.expression.expression);
  const [key, value] = isCallOf(put, "set") ? put.arguments : [];
  if (!isCallOf(put, "set") || key === undefined || value === undefined) return undefined;
  const keys = [key, ...node.arguments, ...place.arguments].map(words);
  const isSame = new Set(keys).size === 1 && words(put.expression.expression) === words(place.expression.expression);
  return isSame && place.arguments.length === 1 ? value : undefined;
}

/** True where reading the place twice is reading the same one: names, constants, members and what a Map gives for them. */
function isPlain(given: ts.Expression): boolean {
  const node = skipWrappers(given);
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isPropertyAccessExpression(node)) return isPlain(node.expression);
  if (ts.isElementAccessExpression(node)) return isPlain(node.expression) && isPlain(node.argumentExpression);
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(({ expression }) => isPlain(expression));
  return isCallOf(node, "get") && isPlain(node.expression.expression) && node.arguments.every(isPlain);
}

function isCallOf(
  node: ts.Expression,
  method: string,
): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === method &&
    node.questionDotToken === undefined &&
    node.expression.questionDotToken === undefined
  );
}

const words = (node: ts.Expression): string =>
  skipWrappers(node)
    .getText()
    .replace(/[\s!]+/g, "");
