import type { Variable } from "../ir/expression.js";
import type { Await, Block, PendingPromise, Perform, Start, Statement } from "../ir/statement.js";
import { mapBlocks } from "../ir/statement-rewrite.js";
import { addReads, blocksOf } from "../ir/statement-walk.js";
import { awaits, firstAwait, isQuiet, mayFailAtOnce, withResult } from "./await-places.js";

/**
 * Brings calls that other calls wait for to where that makes no difference.
 *
 * A call that only one other call waits for begins inside of that. One that all branches or items wait for first is
 * awaited before them:
 *
 *     start a; start b { … await a … }            start b { start a; … await a … }
 *     start a; each item { x = await a; … }       start a; x = await a; each item { … }
 *
 * @param index of a statement that starts a call, or makes several, and awaits a pending promise inside
 */
export function gatherInCall(
  block: Block,
  index: number,
  pending: ReadonlyMap<PendingPromise, Start>,
): Block | undefined {
  const statement = block[index] as Start | Perform;
  for (const [promise, start] of pending) {
    if (start === statement || !awaits([statement], promise)) continue;
    const gathered = awaitBefore(block, index, promise) ?? startInside(block, index, start);
    if (gathered !== undefined) return gathered;
  }
  return undefined;
}

function awaitBefore(block: Block, index: number, promise: PendingPromise): Block | undefined {
  const statement = block[index] as Statement;
  if (statement.kind !== "perform" || (statement.effect.kind === "map" && statement.effect.distributed !== undefined)) {
    return undefined;
  }
  const firsts = blocksOf(statement).map(firstAwait);
  const [first] = firsts;
  if (first === undefined || !firsts.every((one) => one?.promise === promise && one.settled === "no")) return undefined;
  const result: Variable = { ...first.result };
  const given = (inner: Block): Block => inner.map((one) => withResult(one, first, result));
  return [
    ...block.slice(0, index),
    { ...first, result },
    mapBlocks(statement, given),
    ...given(block.slice(index + 1)),
  ];
}

function startInside(block: Block, index: number, start: Start): Block | undefined {
  const { promise } = start;
  const statement = block[index] as Statement;
  const at = block.indexOf(start);
  const isMap = statement.kind === "perform" && statement.effect.kind === "map";
  const branch = blocksOf(statement).filter((inner) => awaits(inner, promise));
  const [only, ...others] = branch;
  const isElsewhere = block.some((other, where) => where !== index && other !== start && awaits([other], promise));
  if (isMap || only === undefined || others.length > 0 || isElsewhere) return undefined;
  if (mayFailAtOnce(start) || !isQuietFor([start], block.slice(at + 1, index))) return undefined;
  const before = block.slice(0, index).filter((other) => other !== start);
  const rest = block.slice(index + 1);
  if (statement.kind === "start") {
    // What the arguments read is read now.
    const copies = [...start.copies, ...statement.copies];
    return [...before, { ...statement, copies, body: [{ ...start, copies: [] }, ...statement.body] }, ...rest];
  }
  if (statement.kind !== "perform" || statement.effect.kind !== "parallel") return undefined;
  const branches = statement.effect.branches.map((inner) => (inner === only ? [start, ...inner] : inner));
  return [...before, { ...statement, effect: { ...statement.effect, branches } }, ...rest];
}

/**
 * Where several calls wait for another one first, and the workflow for one of them: they begin when that one has ended.
 *
 *     start a; start b { x = await a; … }; start c { x = await a; … }; y = await b; …
 *     start a; x = await a; start b { … }; start c { … }; y = await b; …
 *
 * @param index of the statement that awaits
 */
export function startAfterShared(
  block: Block,
  index: number,
  pending: ReadonlyMap<PendingPromise, Start>,
): Block | undefined {
  const awaited = block[index] as Await;
  for (const [promise, start] of pending) {
    const waiting = waitingFor(promise, [...pending.values()]);
    const isWaitedFor = awaited.promise === promise || waiting.some((other) => other.promise === awaited.promise);
    if (waiting.length === 0 || !isWaitedFor) continue;
    const between = block.slice(block.indexOf(start) + 1, index);
    if (!isQuietFor(waiting, between)) continue;
    const rest = block.slice(index);
    const isTold = waiting.some((other) => isSettledLater(rest, other.promise));
    if (awaited.promise === promise ? awaited.settled !== "no" : isTold) continue;
    const first = firstAwait((waiting[0] as Start).body) as Await;
    const own = awaited.promise === promise ? awaited : { ...first, promise, result: { ...first.result } };
    const { result } = own;
    const given = (inner: Block): Block => inner.map((one) => withResult(one, own, result));
    const before = block.slice(0, index).filter((other) => !waiting.includes(other as Start));
    return [...before, own, ...given(waiting), ...given(own === awaited ? rest.slice(1) : rest)];
  }
  return undefined;
}

/** The calls that do nothing before the promise is there; none where another call waits for it later. */
function waitingFor(promise: PendingPromise, starts: readonly Start[]): readonly Start[] {
  const found: Start[] = [];
  const promises = new Set([promise]);
  for (const start of starts) {
    if (![...promises].some((one) => awaits(start.body, one))) continue;
    const first = firstAwait(start.body);
    if (first === undefined || first.settled !== "no" || !promises.has(first.promise)) return [];
    found.push(start);
    promises.add(start.promise);
  }
  const [one] = found;
  return one !== undefined && firstAwait(one.body)?.promise === promise ? found : [];
}

/** True when the statements only begin calls and work out values, none of them what the calls read. */
function isQuietFor(starts: readonly Start[], between: Block): boolean {
  const read = new Set<Variable>();
  addReads(starts, read);
  return between.every(
    (statement) => statement.kind === "start" || (isQuiet(statement) && !read.has(statement.variable)),
  );
}

/** True when it is asked how the promise ended. */
function isSettledLater(block: Block, promise: PendingPromise): boolean {
  let found = false;
  const visit = (inner: Block): Block => {
    for (const statement of inner) {
      found ||= statement.kind === "await" && statement.promise === promise && statement.settled !== "no";
      for (const one of blocksOf(statement)) visit(one);
    }
    return inner;
  };
  visit(block);
  return found;
}
