import type { Block, Label, Statement, Try } from "../ir/statement.js";
import { replaceStatements } from "../ir/statement-map.js";
import type { Expression, Variable } from "../ir/expression.js";
import { addReads, blocksOf, expressionsOf } from "../ir/statement-walk.js";
import { objectType } from "../ir/value-types.js";
import { mayFail } from "../thrown/failures-of.js";

/**
 * A `try` whose body calls nothing can only fail where it says `throw`, and that is a jump:
 *
 *     done: { failed: { BODY, where throw is error := …; leave failed;  leave done }  HANDLER }
 */
export function withoutCalls(statement: Try): Block {
  const { body, error, handler, span } = statement;
  if (body.some(callsSomething) || body.some(failsInside)) return [statement];
  // What is never thrown is never caught.
  if (!body.some(throwsSomething)) return body;
  const done: Label = { kind: "label", name: "done" };
  const failed: Label = { kind: "label", name: "failed" };
  const reads = new Set<Variable>();
  addReads(handler, reads);
  const isRead = reads.has(error);
  const jumps = replaceStatements(body, (inner): Block => {
    if (inner.kind !== "throw") return [inner];
    if (!isRead) return [{ kind: "leave", label: failed, span: inner.span }];
    const keep: Statement = { kind: "assign", variable: error, value: inner.error, declares: false, span: inner.span };
    return [keep, { kind: "leave", label: failed, span: inner.span }];
  });
  // Declared outside of the block that gives it a value, for it is read there.
  const none: Expression = { kind: "object", members: [], types: objectType, span };
  const declaration: Block = isRead ? [{ kind: "assign", variable: error, value: none, declares: true, span }] : [];
  const guarded: Block = [...jumps, { kind: "leave", label: done, span }];
  return [
    {
      kind: "labelled",
      label: done,
      body: [...declaration, { kind: "labelled", label: failed, body: guarded, span }, ...handler],
      span,
    },
  ];
}

function callsSomething(statement: Statement): boolean {
  if (["perform", "try", "routine", "recur"].includes(statement.kind)) return true;
  return blocksOf(statement).some((block) => block.some(callsSomething));
}

/** True where the handler gets an error that no statement throws: it is refused later. */
function failsInside(statement: Statement): boolean {
  return expressionsOf(statement).some(mayFail) || blocksOf(statement).some((block) => block.some(failsInside));
}

function throwsSomething(statement: Statement): boolean {
  return statement.kind === "throw" || blocksOf(statement).some((block) => block.some(throwsSomething));
}
