import ts from "typescript";
import { enclosingFunction, isInside } from "./running-function.js";

/** True when the use may come after the change, with the name as it was declared before both. */
export function mayFollow(change: ts.Node, use: ts.Node, block: ts.Node): boolean {
  if (enclosingFunction(use) !== enclosingFunction(change)) return true;
  let common: ts.Node = change;
  let below: ts.Node = change;
  let jump: ts.Statement | undefined;
  while (!isInside(use, common)) {
    jump = jumpOutOf(common, jump, change);
    below = common;
    common = common.parent;
  }
  let leaves = jump !== undefined;
  for (let outer = common; outer !== block; outer = outer.parent) {
    if (ts.isIterationStatement(outer, false)) return true;
    // A `finally` runs whatever jump leads there.
    if (ts.isTryStatement(outer)) leaves = false;
  }
  if (ts.isIterationStatement(common, false) && common !== block) return true;
  if (ts.isTryStatement(common)) {
    leaves = false;
    if (common.catchClause !== undefined && isInside(use, common.catchClause) && endsTry(change, common)) return false;
  }
  if (use.pos < change.pos) return false;
  return !leaves && !areBranches(common, below, use);
}

/** True for `done.push(job);` at the end of a `try`: when that has happened, no error leads to the handler any more. */
function endsTry(change: ts.Node, { tryBlock }: ts.TryStatement): boolean {
  const last = tryBlock.statements.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last) || !isInside(change, last)) return false;
  const { expression } = last;
  return (
    ts.isCallExpression(expression) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === "push" &&
    expression.arguments.every((argument) => ts.isIdentifier(argument))
  );
}

/** True when no loop between a use and the block leads back to it: there is none, or a jump behind the use leaves it. */
export function isOnceIn(use: ts.Node, block: ts.Node): boolean {
  let jump: ts.Statement | undefined;
  for (let outer = use; outer !== block; outer = outer.parent) {
    if (ts.isSourceFile(outer)) return false;
    jump = jumpOutOf(outer, jump, use);
    // What a loop goes through is evaluated once.
    const isBefore = ts.isForOfStatement(outer) && isInside(use, outer.expression);
    if (ts.isIterationStatement(outer, false) && jump === undefined && !isBefore) return false;
  }
  return true;
}

/** The jump with which a part of the node ends, if it leads out of the node as well; the node's own last one otherwise. */
function jumpOutOf(node: ts.Node, jump: ts.Statement | undefined, use: ts.Node): ts.Statement | undefined {
  if (jump !== undefined) return catches(node, jump) ? undefined : jump;
  const last = lastJump(node);
  return last !== undefined && jumpsBetween(node, use, last) ? undefined : last;
}

/** True when something between the use and the jump may go elsewhere before. */
function jumpsBetween(node: ts.Node, use: ts.Node, last: ts.Statement): boolean {
  if (node === last || node.end <= use.pos || ts.isFunctionLike(node)) return false;
  if (ts.isBreakOrContinueStatement(node)) return true;
  return ts.forEachChild(node, (child) => jumpsBetween(child, use, last) || undefined) ?? false;
}

/** True when the jump may lead to the end of the node, and go on behind it. */
function catches(node: ts.Node, jump: ts.Statement): boolean {
  if (ts.isTryStatement(node)) return true;
  if (!ts.isBreakOrContinueStatement(jump)) return false;
  if (jump.label !== undefined) return ts.isLabeledStatement(node) && node.label.text === jump.label.text;
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
}

function lastJump(node: ts.Node): ts.Statement | undefined {
  const last = ts.isBlock(node) || ts.isCaseOrDefaultClause(node) ? node.statements.at(-1) : node;
  const isJump =
    last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last));
  return isJump ? last : undefined;
}

/** True when one of the two happens or the other. */
function areBranches(common: ts.Node, below: ts.Node, use: ts.Node): boolean {
  if (ts.isIfStatement(common)) return below === common.thenStatement && isInOther(common.elseStatement, use);
  return ts.isConditionalExpression(common) && below === common.whenTrue && isInside(use, common.whenFalse);
}

function isInOther(branch: ts.Statement | undefined, use: ts.Node): boolean {
  return branch !== undefined && isInside(use, branch);
}
