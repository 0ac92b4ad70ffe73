import ts from "typescript";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { enclosingFunction, isCalledAtOnce } from "../mutation/running-function.js";

/**
 * The part of an iteration's function that runs at once for each item, before anything is awaited: from the start of its body to
 * the first statement, or loop, in which it awaits something or makes a function that may be called later.
 */
export function runsAtOnce(analyser: Analyser, node: ts.SignatureDeclaration): SourceSpan | undefined {
  const body = "body" in node ? node.body : undefined;
  if (body === undefined || !ts.isBlock(body)) return undefined;
  const whole = analyser.span(body);
  let end = whole.end;
  const visit = (part: ts.Node): void => {
    if (waits(analyser, part)) end = Math.min(end, beginOf(part, node));
    else ts.forEachChild(part, visit);
  };
  ts.forEachChild(body, visit);
  return { ...whole, end };
}

function waits(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (!ts.isFunctionLike(node)) return false;
  const { parent: call } = node;
  return !(ts.isArrowFunction(node) && ts.isCallExpression(call) && isCalledAtOnce(analyser, node, call));
}

/** Where the statement begins, or the outermost loop or callback around it. */
function beginOf(node: ts.Node, callee: ts.SignatureDeclaration): number {
  let begin = node;
  let isWithin = true;
  for (let at = node; at.parent !== callee && at !== callee; at = at.parent) {
    const isStatement = ts.isStatement(at) && !ts.isBlock(at);
    if (isStatement && (isWithin || ts.isIterationStatement(at, false))) {
      begin = at;
      isWithin = false;
    }
    if (ts.isFunctionLike(at) && enclosingFunction(at) !== undefined) isWithin = true;
  }
  return begin.getStart();
}
