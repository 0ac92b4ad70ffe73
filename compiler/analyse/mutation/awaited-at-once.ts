import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { holdsPromises } from "../promise-values/holds-promises.js";
import { changesInside } from "./changes.js";

/** True for a call that gives a promise, or several in a list or object. */
export function givesPromises({ checker }: Analyser, call: ts.CallExpression): boolean {
  return holdsPromises(checker.getTypeAtLocation(call), checker);
}

/**
 * True when nothing of the workflow runs between a call and the end of its promise: what the call was given cannot change
 * while it is under way. The promise is awaited, or returned, where it is made.
 *
 * @param use what the call is given
 * @param passed functions whose results have been looked into: one that leads back to itself adds nothing
 */
export function isAwaitedAtOnce(
  analyser: Analyser,
  use: ts.Expression,
  promise: ts.Expression,
  passed: ReadonlySet<ts.Node> = new Set(),
): boolean {
  const { parent } = promise;
  if (ts.isAwaitExpression(parent)) return true;
  if (ts.isReturnStatement(parent)) return isOverWhenReturned(analyser, use, parent, passed);
  if (ts.isArrowFunction(parent)) return parent.body === promise && isOverWhenReturned(analyser, use, promise, passed);
  if (ts.isArrayLiteralExpression(parent)) {
    // Of several calls that are awaited together, what a later one evaluates comes while the first is under way.
    const isTogether = ts.isCallExpression(parent.parent) && parent.parent.arguments[0] === parent;
    return isTogether && !changesInside(analyser, use, parent) && isAwaitedAtOnce(analyser, use, parent.parent, passed);
  }
  if (ts.isCallExpression(parent) && /^Promise\.(all|allSettled)$/.test(parent.expression.getText())) {
    return parent.arguments[0] === promise && isAwaitedAtOnce(analyser, use, parent, passed);
  }
  if (ts.isPropertyAccessExpression(parent)) {
    const isChain = ["then", "catch", "finally"].includes(parent.name.text) && ts.isCallExpression(parent.parent);
    return isChain && isAwaitedAtOnce(analyser, use, parent.parent, passed);
  }
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== promise) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken);
  return passesOn && isAwaitedAtOnce(analyser, use, parent, passed);
}

/** True when the promise that a function returns is awaited where it is called, or what the call was given is its own. */
function isOverWhenReturned(
  analyser: Analyser,
  use: ts.Expression,
  returned: ts.Node,
  passed: ReadonlySet<ts.Node>,
): boolean {
  const callee = ts.findAncestor(returned, ts.isFunctionLike);
  const declaration = declarationOf(analyser, use);
  if (callee === undefined || declaration === undefined || passed.has(callee)) return true;
  const isInside = (node: ts.Node): boolean => node === callee || (node.parent !== undefined && isInside(node.parent));
  if (isInside(declaration)) return true;
  const calls = callsOf(analyser, callee);
  return (
    calls !== undefined && calls.every((call) => isAwaitedAtOnce(analyser, use, call, new Set(passed).add(callee)))
  );
}

/** Where the value is declared that an expression is, or is a part of. */
function declarationOf(analyser: Analyser, use: ts.Expression): ts.Node | undefined {
  let node = use;
  while (!ts.isIdentifier(node)) {
    if (!("expression" in node)) return undefined;
    node = (node as ts.PropertyAccessExpression).expression;
  }
  return analyser.symbolOf(node)?.valueDeclaration;
}

/** The calls of a function that is declared or handed over; undefined where it is used for something else. */
function callsOf(analyser: Analyser, callee: ts.SignatureDeclaration): readonly ts.CallExpression[] | undefined {
  let { parent }: { parent: ts.Node } = callee;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isCallExpression(parent)) return [parent];
  const name = ts.isFunctionDeclaration(callee)
    ? callee.name
    : ts.isVariableDeclaration(parent)
      ? parent.name
      : undefined;
  const symbol = name === undefined ? undefined : analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node !== name && node.text === symbol.name && analyser.symbolOf(node) === symbol) {
      if (!ts.isCallExpression(node.parent)) return false;
      found.push(node.parent);
    }
    return ts.forEachChild(node, (child) => (visit(child) ? undefined : true)) !== true;
  };
  return visit(callee.getSourceFile()) ? found : undefined;
}
