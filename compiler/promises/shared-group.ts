import type { Expression, Variable } from "../ir/expression.js";
import type { Await, Block, PendingPromise, Start, Statement } from "../ir/statement.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { visitStatements } from "../ir/statement-walk.js";
import { arrayType } from "../ir/value-types.js";
import { firstAwait, isQuiet, withResult } from "./await-places.js";
import { boxed, readOf, resultOf } from "./branches.js";

/**
 * Makes one call of a call and those that wait for it first, where the workflow does something else before it awaits them,
 * and nothing between these awaits:
 *
 *     start a; start b { x = await a; … }; y = await f(); z = await b; v = await a
 *     start c { start a; x = await a; start b { … }; r = await b; [x, r] }; y = await f(); t = await c; z = t[1]; v = t[0]
 *
 * @param index of the first await of one of them
 * @param start the call that others wait for
 * @param waiting those that do, all of them started before the index
 */
export function startTogether(block: Block, index: number, start: Start, waiting: readonly Start[]): Block | undefined {
  const group = [start, ...waiting];
  const members = group.map(({ promise }) => promise);
  const rest = block.slice(index);
  const awaited = members.filter((promise) => isAwaited(rest, promise));
  if (!awaited.every((promise) => isAwaitedAtOnce(rest, promise))) return undefined;
  const inside = waiting.flatMap(({ body }) => body);
  if (!waiting.every(({ promise }) => awaited.includes(promise) || isAwaited(inside, promise))) return undefined;
  if (usesOf(rest, members).some(({ settled }) => settled !== "no")) return undefined;

  const { span } = start;
  const first = firstAwait((waiting[0] as Start).body) as Await;
  const own: Await = { ...first, promise: start.promise, result: { ...first.result } };
  const given = waiting.map((one) => withResult({ ...one, copies: [] }, own, own.result));
  const ends = waiting.map(({ promise, value }): Await => {
    const result: Variable = { kind: "variable", name: "result", types: value.types };
    return { kind: "await", promise, result, settled: "no", span };
  });
  const results = [own, ...ends].map(({ result }) => readOf(result, span));
  const elements = results.map((result) => ({ spread: false, value: boxed(result) }));
  const value: Expression = { kind: "array", elements, types: arrayType, span };
  const promise: PendingPromise = { kind: "promise", title: start.promise.title };
  const together: Start = {
    kind: "start",
    promise,
    copies: group.flatMap(({ copies }) => copies),
    body: [{ ...start, copies: [] }, own, ...given, ...ends],
    value,
    span,
  };
  const all: Variable = { kind: "variable", name: "together", types: arrayType };
  const taken = (statement: Statement): Statement => {
    if (statement.kind !== "await") return mapBlocks(statement, (inner) => inner.map(taken));
    const member = members.indexOf(statement.promise);
    if (member < 0) return statement;
    const from = resultOf(readOf(all, span), member, (results[member] as Expression).types, span);
    return { kind: "assign", variable: statement.result, value: from, declares: true, span: statement.span };
  };
  const last = block.indexOf(waiting.at(-1) as Start);
  const before = block.slice(0, index).flatMap((statement, at): Block => {
    if (at === last) return [together];
    return group.includes(statement as Start) ? [] : [statement];
  });
  return [
    ...before,
    { kind: "await", promise, result: all, settled: "no", span: (rest[0] as Statement).span },
    ...rest.map(taken),
  ];
}

function isAwaited(block: Block, promise: PendingPromise): boolean {
  return usesOf(block, [promise]).length > 0;
}

function usesOf(block: Block, promises: readonly PendingPromise[]): readonly Await[] {
  const found: Await[] = [];
  visitStatements(block, (statement) => {
    if (statement.kind === "await" && promises.includes(statement.promise)) found.push(statement);
  });
  return found;
}

/** True when nothing happens before the await but other awaits. */
function isAwaitedAtOnce(block: Block, promise: PendingPromise): boolean {
  for (const statement of block) {
    if (statement.kind === "await" && statement.promise === promise) return true;
    if (statement.kind !== "await" && !isQuiet(statement)) return false;
  }
  return false;
}
