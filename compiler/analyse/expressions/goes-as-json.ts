import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { dslFunctionOf } from "../dsl-function.js";
import { usesOf } from "../mutation/uses-of.js";
import { declaredBy } from "../tasks/declarations.js";

/**
 * True for an array that leaves the workflow as JSON, in what it returns or in the input of a call, and is nothing but counted before:
 * an undefined element is null there.
 */
export function goesAsJson(analyser: Analyser, array: ts.Expression): boolean {
  let node: ts.Expression = array;
  for (;;) {
    const { parent } = node;
    if (ts.isReturnStatement(parent)) return isOfWorkflow(analyser, ts.findAncestor(parent, ts.isFunctionLike));
    if (ts.isVariableDeclaration(parent)) return isNamedForJson(analyser, parent);
    if (ts.isArrowFunction(parent)) {
      if (isOfWorkflow(analyser, parent)) return true;
      const call = parent.parent;
      if (!ts.isCallExpression(call) || builtinCalled(analyser, call) !== "Array.map") return false;
      if (call.arguments[0] !== parent) return false;
      node = call;
      continue;
    }
    if (ts.isCallExpression(parent)) return parent.arguments[0] === node && isSent(analyser, parent);
    if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) node = parent.parent;
    else if (passesOn(parent) && !(ts.isConditionalExpression(parent) && parent.condition === node)) node = parent;
    else return false;
  }
}

function passesOn(node: ts.Node): node is ts.Expression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isConditionalExpression(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  );
}

/** The workflow's own function. */
function isOfWorkflow(analyser: Analyser, node: ts.Node | undefined): boolean {
  if (node === undefined || !(ts.isArrowFunction(node) || ts.isFunctionExpression(node))) return false;
  const call = node.parent;
  const isBody = ts.isCallExpression(call) && call.arguments[1] === node;
  return isBody && dslFunctionOf(analyser, call.expression) === "workflow";
}

/** A call of a function on Lambda or of a person; another workflow goes by the types of its input, which know nothing of null. */
function isSent(analyser: Analyser, call: ts.CallExpression): boolean {
  const kind = declaredBy(analyser, call.expression)?.kind;
  return kind === "lambda" || kind === "function" || kind === "activity" || kind === "human";
}

/** `const ids = jobs.map((job) => job.receipt);`, where the name stands for the same JSON, or is asked for the length. */
function isNamedForJson(analyser: Analyser, { name, parent: list }: ts.VariableDeclaration): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  const isConstant = (list.flags & ts.NodeFlags.Const) !== 0 && ts.isVariableStatement(list.parent);
  if (symbol === undefined || !isConstant) return false;
  return usesOf(analyser, symbol, list.parent.parent).every((use) => {
    const { parent } = use;
    const isCounted =
      ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "length";
    return isCounted || goesAsJson(analyser, use);
  });
}
