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
  if (jump !== undefined && endsFunction(jump, change)) return false;
  let leaves = jump !== undefined;
  // The jump, as long as no error can come between the change and it.
  let taken = jump;
  for (let outer = common; outer !== block; outer = outer.parent) {
    if (ts.isIterationStatement(outer, false) && !breaksOut(taken, outer)) return true;
    if (!ts.isTryStatement(outer)) continue;
    // A `finally` runs whatever jump leads there.
    leaves = false;
    if (taken !== undefined && !leavesTry(outer, taken, change)) taken = undefined;
  }
  if (ts.isIterationStatement(common, false) && common !== block) return true;
  if (ts.isTryStatement(common)) {
    leaves = false;
    const isQuietEnd = endsTry(change, common) || (jump !== undefined && leavesTry(common, jump, change));
    if (common.catchClause !== undefined && isInside(use, common.catchClause) && isQuietEnd) return false;
  }
  if (use.pos < change.pos) return false;
  return !leaves && !areBranches(common, below, use);
}

/** True for `done.push(job);` at the end of a `try`: when that has happened, no error leads to the handler any more. */
function endsTry(change: ts.Node, { tryBlock }: ts.TryStatement): boolean {
  const last = tryBlock.statements.at(-1);
  return last !== undefined && isInside(change, last) && isQuietPut(last);
}

/** `done.push(job);` and `results[id] = result;`, which throw nothing. */
function isQuietPut(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (ts.isBinaryExpression(expression)) {
    const { left, operatorToken, right } = expression;
    const isPut = operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(right);
    return isPut && ts.isElementAccessExpression(left) && [left.expression, left.argumentExpression].every(isQuiet);
  }
  return (
    ts.isCallExpression(expression) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === "push" &&
    expression.arguments.every((argument) => ts.isIdentifier(argument))
  );
}

/** True for an expression that throws nothing: names, constants, and objects made of them. */
function isQuiet(node: ts.Expression | undefined): boolean {
  if (node === undefined || ts.isIdentifier(node) || ts.isLiteralExpression(node)) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (node.kind === ts.SyntaxKind.NullKeyword) return true;
  if (!ts.isObjectLiteralExpression(node)) return false;
  return node.properties.every(
    (property) =>
      ts.isShorthandPropertyAssignment(property) ||
      (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && isQuiet(property.initializer)),
  );
}

/** True for a `break` that ends the loop. */
function breaksOut(jump: ts.Statement | undefined, loop: ts.Node): boolean {
  if (jump === undefined || !ts.isBreakStatement(jump) || jump.label !== undefined) return false;
  const left = ts.findAncestor(jump, (node) => ts.isIterationStatement(node, false) || ts.isSwitchStatement(node));
  return left === loop;
}

/** True for a `return` behind which nothing of the function runs. */
function endsFunction(jump: ts.Statement, use: ts.Node): boolean {
  if (!ts.isReturnStatement(jump)) return false;
  for (let node: ts.Node = jump; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
    if (ts.isTryStatement(node) && !leavesTry(node, jump, use)) return false;
  }
  return true;
}

/** True when no loop between a use and the block leads back to it: there is none, or a jump behind the use leaves it. */
export function isOnceIn(use: ts.Node, block: ts.Node): boolean {
  let jump: ts.Statement | undefined;
  for (let outer = use; outer !== block; outer = outer.parent) {
    if (ts.isSourceFile(outer)) return false;
    const isLeft = breaksOut(jump, outer);
    jump = jumpOutOf(outer, jump, use);
    // What a loop goes through is evaluated once.
    const isBefore = ts.isForOfStatement(outer) && isInside(use, outer.expression);
    if (ts.isIterationStatement(outer, false) && jump === undefined && !isBefore && !isLeft) return false;
  }
  return true;
}

/** The jump with which a part of the node ends, if it leads out of the node as well; the node's own last one otherwise. */
function jumpOutOf(node: ts.Node, jump: ts.Statement | undefined, use: ts.Node): ts.Statement | undefined {
  if (jump !== undefined) return catches(node, jump, use) ? undefined : jump;
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
function catches(node: ts.Node, jump: ts.Statement, use: ts.Node): boolean {
  if (ts.isTryStatement(node)) return !leavesTry(node, jump, use);
  if (!ts.isBreakOrContinueStatement(jump)) return false;
  if (jump.label !== undefined) return ts.isLabeledStatement(node) && node.label.text === jump.label.text;
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
}

/** True for a jump out of the handler, and for one out of the `try` right behind the use, where no error can come in between. */
function leavesTry({ tryBlock, finallyBlock }: ts.TryStatement, jump: ts.Statement, use: ts.Node): boolean {
  if (finallyBlock !== undefined) return false;
  if (!isInside(jump, tryBlock)) return true;
  if (ts.isThrowStatement(jump) || !ts.isBlock(jump.parent)) return false;
  const { statements } = jump.parent;
  const before = statements[statements.indexOf(jump) - 1];
  const isNext = before !== undefined && isInside(use, before) && isQuietPut(before);
  return isNext && (!ts.isReturnStatement(jump) || isQuiet(jump.expression));
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
