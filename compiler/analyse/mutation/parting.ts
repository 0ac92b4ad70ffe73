import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { isOnceIn, mayFollow } from "./may-follow.js";
import { isChangedPart } from "./change-at.js";
import { enclosingFunction, isInside, runningFunction } from "./running-function.js";
import { declaredIn } from "./declared-in.js";
import { nextDone, statementOf } from "./following-statement.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import { countUses } from "./moved-out.js";
import { leadsTo } from "./paths.js";

/**
 * True for a use after which the value is never changed by this name: what is done to it comes before, or the variable gets
 * another value right after. Whoever gets the value there may be taken to get a copy, for it changes it no more itself: only
 * what is made on the spot can be changed as a part of something else.
 *
 * @param isFresh true for a value that is made on the spot
 */
export function isParting(
  analyser: Analyser,
  use: ts.Expression,
  symbol: ts.Symbol,
  isFresh: (value: ts.Expression) => boolean,
): boolean {
  const declaration = declaredIn(symbol);
  if (declaration === undefined) return false;
  if (ts.isParameter(declaration) && !isInputOfWorkflow(analyser, declaration)) return false;
  const scope = enclosingFunction(declaration);
  if (scope === undefined || enclosingFunction(use) !== scope) return false;
  return comesAfterChanges(analyser, use, symbol, declaration, scope) || isReplacedNext(analyser, use, symbol, isFresh);
}

/** True when no change stands after it, and no loop leads back to one before the variable is declared anew. */
function comesAfterChanges(
  analyser: Analyser,
  use: ts.Expression,
  symbol: ts.Symbol,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  scope: ts.Node,
): boolean {
  const block = blockOf(declaration);
  if (block === undefined) return false;
  const isOnce = isOnceIn(use, block);
  const running = runningFunction(analyser, declaration);
  const follows = (node: ts.Node): boolean => {
    if (!isInside(node, block)) return node.pos > use.pos;
    if (isOnce) return node.pos > use.pos && mayFollow(use, node, block);
    return isInside(node, use) || mayFollow(use, callerIn(scope, node), block);
  };
  const isLaterChange = (node: ts.Node): boolean =>
    ts.isIdentifier(node) &&
    // A function may be called at any time.
    (follows(node) || runningFunction(analyser, node) !== running) &&
    leadsTo(analyser, node, symbol) &&
    isChangedPart(analyser, node, symbol);
  const hasLaterChange = (node: ts.Node): boolean =>
    isLaterChange(node) || (ts.forEachChild(node, (child) => hasLaterChange(child) || undefined) ?? false);
  return !hasLaterChange(scope);
}

/** The block that a variable is declared in, or that has the input; the variable of a loop stands for a part of what the loop goes through. */
function blockOf({ parent }: ts.VariableDeclaration | ts.ParameterDeclaration): ts.Block | undefined {
  const block = ts.isFunctionLike(parent)
    ? "body" in parent
      ? parent.body
      : undefined
    : ts.isVariableStatement(parent.parent)
      ? parent.parent.parent
      : undefined;
  return block !== undefined && ts.isBlock(block) ? block : undefined;
}

/** Where the function around runs what the node is a part of: a callback runs where it is written. */
function callerIn(scope: ts.Node, node: ts.Node): ts.Node {
  const around = enclosingFunction(node);
  return around === undefined || around === scope ? node : callerIn(scope, around);
}

/** `batches.push(batch); batch = [];` */
export function isReplacedNext(
  analyser: Analyser,
  use: ts.Expression,
  symbol: ts.Symbol,
  isFresh: (value: ts.Expression) => boolean,
): boolean {
  const statement = statementOf(use);
  if (statement === undefined || countUses(analyser, statement, symbol) !== 1) return false;
  const next = nextDone(analyser, statement, (one) => countUses(analyser, one, symbol) === 0);
  const assignment = next !== undefined && ts.isExpressionStatement(next) ? skipWrappers(next.expression) : undefined;
  if (assignment === undefined || !ts.isBinaryExpression(assignment)) return false;
  const { left, operatorToken, right } = assignment;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isIdentifier(left)) return false;
  return analyser.symbolOf(left) === symbol && countUses(analyser, right, symbol) === 0 && isFresh(right);
}
