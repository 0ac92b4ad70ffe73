import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * The expressions that an object is made of by literals and copies: an object may have members of which its type does not tell
 * only if one of these has them.
 */
export function originsOf(analyser: Analyser, node: ts.Expression): readonly ts.Expression[] {
  return sourcesOf(writtenAs(analyser, node));
}

function sourcesOf(node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  if (ts.isObjectLiteralExpression(inner)) {
    return inner.properties.filter(ts.isSpreadAssignment).flatMap(({ expression }) => sourcesOf(expression));
  }
  if (ts.isConditionalExpression(inner)) return [inner.whenTrue, inner.whenFalse].flatMap(sourcesOf);
  if (ts.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return sourcesOf(inner.right);
    const isChoice = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
    return isChoice ? [inner.left, inner.right].flatMap(sourcesOf) : [inner];
  }
  return [inner];
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
