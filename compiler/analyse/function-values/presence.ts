import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { booleanType, undefinedType } from "../../ir/value-types.js";
import { type Analyser, refusedValue } from "../analyser.js";
import { dataOf } from "./data.js";
import { toldData } from "./narrowed.js";
import type { Part } from "./function-value.js";

/** What a function is worth where only its presence is asked for, as in `if (hooks.onStart)`; data without functions as it is. */
export function presenceOf(analyser: Analyser, node: ts.Expression, part: Part): Expression {
  if (part.kind === "pattern" && !isTest(node)) {
    return analyser.refuse(node, "SP1200", { syntax: "a regular expression on its own" });
  }
  if (isTest(node)) return presence(analyser, node, part);
  const told = toldData(analyser, node, part);
  if (told === undefined) return refusedValue(analyser.span(node));
  return dataOf(analyser, node, told) ?? analyser.refuse(node, "SP1234", { name: node.getText() });
}

function presence(analyser: Analyser, node: ts.Expression, part: Part): Expression {
  const span = analyser.span(node);
  if (part.kind === "data") return part.value;
  if (part.kind !== "choice") return analyser.literal(true, span);
  const whenTrue = presence(analyser, node, part.whenTrue);
  const whenFalse = presence(analyser, node, part.whenFalse);
  const types = booleanType | undefinedType;
  return { kind: "conditional", condition: part.condition, whenTrue, whenFalse, types, span };
}

/** True where nothing but the presence of a value makes a difference. */
function isTest(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isTest(parent);
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isBinaryExpression(parent)) return false;
  const kind = parent.operatorToken.kind;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === node || isTest(parent);
  if (kind < ts.SyntaxKind.EqualsEqualsToken || kind > ts.SyntaxKind.ExclamationEqualsEqualsToken) return false;
  const other = parent.left === node ? parent.right : parent.left;
  return other.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(other) && other.text === "undefined");
}
