import type { Variable } from "../ir/expression.js";
import type { Await, Block, Labelled, PendingPromise, Start, Try } from "../ir/statement.js";
import { objectType } from "../ir/value-types.js";
import { awaits, isWorkedOut } from "./await-places.js";
import { readOf, unsettled } from "./branches.js";

/**
 * Awaits a promise before the block that begins with that, where something else happened since its call began:
 *
 *     start a; y = await b; { x = await a; … }                  start a; y = await b; x = await a; { … }
 *     start a; y = await b; try { x = await a; … } catch …      start a; y = await b; r = how a ended;
 *                                                               try { if (r is rejected) throw r.reason; x = r.value; … } catch …
 */
export function awaitOutside(
  before: Block,
  statement: Try | Labelled,
  rest: Block,
  pending: ReadonlyMap<PendingPromise, Start>,
): Block | undefined {
  const leading = leadingAwait([statement], false);
  if (leading === undefined || !pending.has(leading.first.promise)) return undefined;
  const { first, isTried, block } = leading;
  // How a promise ended is asked without an error.
  if (!isTried || first.settled !== "no") return [...before, first, ...block, ...rest];
  // Of a promise that is awaited again, it would have to be known which error surfaces where.
  if (awaits([...block, ...rest], first.promise)) return undefined;
  const result: Variable = { kind: "variable", name: first.result.name, types: objectType };
  return [...before, { ...first, result, settled: "promise" }, ...leading.withEnded(result), ...rest];
}

interface Leading {
  readonly first: Await;
  /** True where a `try` in between sees its error. */
  readonly isTried: boolean;
  /** What is left of the block. */
  readonly block: Block;
  /** The same, where a variable tells how the promise ended. */
  readonly withEnded: (result: Variable) => Block;
}

function leadingAwait(block: Block, isTried: boolean): Leading | undefined {
  const at = block.findIndex((statement) => !isWorkedOut(statement));
  const statement = block[at];
  if (statement === undefined) return undefined;
  const around = (inner: Block): Block => [...block.slice(0, at), ...inner, ...block.slice(at + 1)];
  if (statement.kind === "await") {
    const { span, result: given } = statement;
    const withEnded = (result: Variable) => around(unsettled(readOf(result, span), given, span));
    return { first: statement, isTried, block: around([]), withEnded };
  }
  if (statement.kind !== "labelled" && statement.kind !== "try") return undefined;
  const inner = leadingAwait(statement.body, isTried || statement.kind === "try");
  if (inner === undefined) return undefined;
  return {
    ...inner,
    block: around([{ ...statement, body: inner.block }]),
    withEnded: (result) => around([{ ...statement, body: inner.withEnded(result) }]),
  };
}
