import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { calledFunctions } from "./called-functions.js";
import { keepsElements } from "./kept-choices.js";
import { usesOf } from "./uses-of.js";

/**
 * True for a list of which the use changes nothing but what is inside of elements, and that has no further name from then on, other than
 * that of a constant or of a parameter that is used in the same way.
 */
export function isOnlyRead(analyser: Analyser, list: ts.Expression, seen: ReadonlySet<ts.Symbol> = new Set()): boolean {
  if (!keepsElements(analyser, list)) return false;
  let part = list;
  while (ts.isParenthesizedExpression(part.parent) || ts.isNonNullExpression(part.parent)) part = part.parent;
  const { parent } = part;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return true;
  if (ts.isSpreadElement(parent) || ts.isForOfStatement(parent) || ts.isIfStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === part;
  if (ts.isBinaryExpression(parent)) return isTested(parent, part);
  if (ts.isVariableDeclaration(parent)) return parent.initializer === part && isConstant(parent);
  return ts.isCallExpression(parent) && parent.expression !== part && isReadBy(analyser, parent, part, seen);
}

/** `list === undefined`, `list && …` */
function isTested({ left, operatorToken: { kind } }: ts.BinaryExpression, part: ts.Expression): boolean {
  const isComparison = kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
  return isComparison || (kind === ts.SyntaxKind.AmpersandAmpersandToken && left === part);
}

function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

/** True for an argument that the called function reads; that of a task, or of the library, is a copy or read at once. */
function isReadBy(
  analyser: Analyser,
  call: ts.CallExpression,
  argument: ts.Expression,
  seen: ReadonlySet<ts.Symbol>,
): boolean {
  const called = calledFunctions(analyser, call.expression);
  if (called === undefined) return true;
  if (called === "unknown") return false;
  const index = call.arguments.indexOf(argument);
  return called.every((callee) => {
    const parameter = callee.parameters[index];
    if (parameter === undefined || !ts.isIdentifier(parameter.name) || parameter.dotDotDotToken !== undefined)
      return false;
    const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
    if (symbol === undefined || seen.has(symbol)) return false;
    const uses = usesOf(analyser, symbol, callee);
    return uses.every((use) => isOnlyRead(analyser, use, new Set([...seen, symbol])));
  });
}
