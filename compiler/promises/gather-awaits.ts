import type { Variable } from "../ir/expression.js";
import type { Block, If, Labelled, PendingPromise, Start, Statement, Try } from "../ir/statement.js";
import { mapBlocks, renameVariables } from "../ir/statement-rewrite.js";
import { addReads, assignedVariables, blocksOf } from "../ir/statement-walk.js";
import { substitute } from "../ir/walk.js";
import { mayThrow } from "../optimise/simplify-let.js";
import { awaitOutside } from "./await-outside.js";
import { awaits, firstAwait, isQuiet, isSettled, mayFailAtOnce, withResult } from "./await-places.js";
import { readOf } from "./branches.js";
import { gatherInCall, startAfterShared } from "./promises-in-calls.js";

/**
 * Brings calls that are started now and the places that await them into one block, where nothing tells the difference.
 *
 * Where both ways of a choice begin with the same await, it goes before the choice:
 *
 *     if (c) return await a; x = await a; …             r = await a; if (c) return r; x = r; …
 *
 * Where something else happens before, the start goes to where the promise is awaited:
 *
 *     start a; if (c) return await a; REST              if (c) { start a; return await a } else { start a; REST }
 *     start a; try { … await a … } catch { … }          try { start a; … await a … } catch { … }
 */
export function gatherAwaits(block: Block): Block {
  const pending = new Map<PendingPromise, Start>();
  for (const [index, statement] of block.entries()) {
    if (statement.kind === "start") pending.set(statement.promise, statement);
    const gathered = pending.size === 0 ? undefined : gatherAt(block, index, pending);
    if (statement.kind === "await") pending.delete(statement.promise);
    if (gathered !== undefined) return gatherAwaits(gathered);
  }
  return block.map((statement) => mapBlocks(statement, gatherAwaits));
}

/** The block with the statement at the index, which awaits a pending promise, in another form; undefined when it stays. */
function gatherAt(block: Block, index: number, pending: ReadonlyMap<PendingPromise, Start>): Block | undefined {
  const statement = block[index] as Statement;
  const before = block.slice(0, index);
  const rest = block.slice(index + 1);
  const given = (promise: PendingPromise): boolean => awaits([statement], promise);
  if (![...pending.keys()].some(given)) return undefined;
  if (statement.kind === "await") return startAfterShared(block, index, pending);
  if (statement.kind === "start" || statement.kind === "perform") return gatherInCall(block, index, pending);
  if (statement.kind === "if") {
    const choice = withArms(statement, rest);
    return awaitBefore(before, choice, pending) ?? startInArms(before, choice);
  }
  if (statement.kind !== "try" && statement.kind !== "labelled") return undefined;
  return startInside(before, statement, rest) ?? awaitOutside(before, statement, rest, pending);
}

/** Starts the calls in the block that awaits them. */
function startInside(before: Block, statement: Try | Labelled, rest: Block): Block | undefined {
  const group = startsBefore(before);
  if (group === undefined || !group.starts.every(({ promise }) => awaits([...group.starts, statement], promise))) {
    return undefined;
  }
  const elsewhere = statement.kind === "try" ? [...statement.handler, ...rest] : rest;
  if (group.starts.some(({ promise }) => awaits(elsewhere, promise))) return undefined;
  if (statement.kind === "try" && group.starts.some(mayFailAtOnce)) return undefined;
  return [...group.before, { ...statement, body: [...group.starts, ...statement.body] }, ...rest];
}

interface Choice {
  readonly statement: If;
  readonly arms: readonly [Block, Block];
  /** What comes after both. */
  readonly rest: Block;
}

/** What follows a choice of which one way leaves is the end of the other way. */
function withArms(statement: If, rest: Block): Choice {
  const { whenTrue, whenFalse } = statement;
  if (leaves(whenTrue)) return { statement, arms: [whenTrue, [...whenFalse, ...rest]], rest: [] };
  if (leaves(whenFalse)) return { statement, arms: [[...whenTrue, ...rest], whenFalse], rest: [] };
  return { statement, arms: [whenTrue, whenFalse], rest };
}

/** Awaits a promise before the choice whose ways both begin with that. */
function awaitBefore(
  before: Block,
  { statement, arms, rest }: Choice,
  pending: ReadonlyMap<PendingPromise, Start>,
): Block | undefined {
  if (!isSettled(statement.condition)) return undefined;
  const firsts = arms.map(firstAwait);
  const [one, other] = firsts;
  if (one === undefined || one.promise !== other?.promise || one.settled !== other.settled) return undefined;
  if (!pending.has(one.promise)) return undefined;
  const result: Variable = { ...one.result };
  const [whenTrue, whenFalse] = arms.map((arm) => arm.map((inner) => withResult(inner, one, result)));
  return [
    ...before,
    { ...one, result },
    { ...statement, whenTrue: whenTrue as Block, whenFalse: whenFalse as Block },
    ...rest.map((inner) => withResult(inner, one, result)),
  ];
}

/** Starts the calls in both ways of the choice. */
function startInArms(before: Block, { statement, arms, rest }: Choice): Block | undefined {
  const group = startsBefore(before);
  if (group === undefined || mayThrow(statement.condition)) return undefined;
  const isGathered = ({ promise }: Start): boolean =>
    arms.every((arm) => awaits(arm, promise)) && !awaits(rest, promise);
  if (!group.starts.every(isGathered)) return undefined;
  const [whenTrue, whenFalse] = arms;
  const choice: If = {
    ...statement,
    whenTrue: [...group.starts, ...whenTrue],
    whenFalse: [...group.starts.map(startedAgain), ...whenFalse],
  };
  return [...group.before, choice, ...rest];
}

/** The same call of the same promise, with variables of its own. */
function startedAgain(start: Start): Start {
  const names = new Map([...assignedVariables(start.body)].map((variable) => [variable, { ...variable }]));
  const body = renameVariables(start.body, names);
  const read = new Map([...names].map(([variable, name]) => [variable, readOf(name, start.span)]));
  return { ...start, body, value: substitute(start.value, read) };
}

/** The calls that are started last in a block, with nothing after them but values that do not change what they read. */
function startsBefore(block: Block): { readonly before: Block; readonly starts: readonly Start[] } | undefined {
  const from = block.findLastIndex((statement) => statement.kind !== "start" && !isQuiet(statement)) + 1;
  const first = block.findIndex((statement, index) => index >= from && statement.kind === "start");
  if (first < 0) return undefined;
  const group = block.slice(first);
  const starts = group.filter((statement) => statement.kind === "start");
  const values = group.filter((statement) => statement.kind === "assign");
  const read = new Set<Variable>();
  addReads(starts, read);
  if (values.some(({ variable }) => read.has(variable))) return undefined;
  return { before: [...block.slice(0, first), ...values], starts };
}

/** True when control never comes to the end of the block. */
function leaves(block: Block): boolean {
  return block.some((statement) => {
    if (statement.kind === "if") return blocksOf(statement).every(leaves);
    return ["return", "throw", "leave", "continue"].includes(statement.kind);
  });
}
