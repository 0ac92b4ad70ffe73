import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isTaskCall } from "../tasks/task-calls.js";

/**
 * The expressions that an object is made of by literals and copies: an object may have members of which its type does not tell
 * only if one of these has them.
 */
export function originsOf(analyser: Analyser, node: ts.Expression): readonly ts.Expression[] {
  return sourcesOf(analyser, writtenAs(analyser, node));
}

function sourcesOf(analyser: Analyser, node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  const all = (nodes: readonly ts.Expression[]) => nodes.flatMap((one) => sourcesOf(analyser, one));
  if (isJson(analyser, inner)) return [];
  if (ts.isObjectLiteralExpression(inner)) {
    return all(inner.properties.filter(ts.isSpreadAssignment).map(({ expression }) => expression));
  }
  if (ts.isConditionalExpression(inner)) return all([inner.whenTrue, inner.whenFalse]);
  if (ts.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return sourcesOf(analyser, inner.right);
    const isChoice = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    return isChoice ? all([inner.left, inner.right]) : [inner];
  }
  return [inner];
}

/** `await fetchOrder(id)` and `JSON.parse(text)`: JSON has no member that is undefined. */
function isJson(analyser: Analyser, node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) {
    const call = skipWrappers(node.expression);
    return ts.isCallExpression(call) && isTaskCall(analyser, call);
  }
  return ts.isCallExpression(node) && builtinCalled(analyser, node) === "JSON.parse";
}

/** The expression that a value is written as, where it stands or where the constant gets it that has it. */
export function writtenAs(analyser: Analyser, node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  const initializer = ts.isIdentifier(inner) ? initializerOf(analyser, inner) : undefined;
  return initializer === undefined ? inner : writtenAs(analyser, initializer);
}

/** What a variable has and keeps, also in its parts. */
function initializerOf(analyser: Analyser, name: ts.Identifier): ts.Expression | undefined {
  const symbol = analyser.symbolOf(name);
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  if (initializer === undefined || !ts.isIdentifier(declaration.name) || analyser.isReassigned(symbol))
    return undefined;
  // A constant that refers to itself is an error elsewhere.
  return initializer.pos <= name.pos && name.pos < initializer.end ? undefined : initializer;
}
