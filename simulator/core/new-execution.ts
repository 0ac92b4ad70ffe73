import type { Program } from "../machine/state-node.js";
import type { ExecutionRecord, ExecutionStart, StateRun, Strand } from "./execution.js";
import type { StrandStart } from "./state-context.js";
import { VariableScope } from "./variable-scope.js";

/** The record of an execution that has not begun. */
export function newRecord(start: ExecutionStart, startMs: number): ExecutionRecord {
  return {
    start,
    startMs,
    history: [],
    status: "RUNNING",
    stopMs: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
    redriveCount: 0,
    redriveMs: undefined,
  };
}

/** The machine's own strand of control. */
export function rootStrand(program: Program): Strand {
  return {
    program,
    variables: new VariableScope(undefined),
    owner: undefined,
    mapItem: undefined,
    lastEventId: 0,
    run: undefined,
    next: undefined,
    fate: "alive",
  };
}

/** The strand of a branch or an iteration. */
export function innerStrand({ program, owner, mapItem, precedingEventId }: Omit<StrandStart, "input">): Strand {
  const outer = owner.run.strand;
  return {
    program,
    variables: new VariableScope(outer.variables),
    owner,
    mapItem: mapItem ?? outer.mapItem,
    lastEventId: precedingEventId,
    run: undefined,
    next: undefined,
    fate: "alive",
  };
}

/**
 * A state that a strand has just entered, before its work starts. The members are named one by one because a copy by
 * spread takes longer than all the rest of a transition.
 */
export function newRun(entry: Omit<StateRun, "retryCount" | "retrierAttempts" | "work" | "resumable">): StateRun {
  return {
    strand: entry.strand,
    node: entry.node,
    input: entry.input,
    enteredAtMs: entry.enteredAtMs,
    enteredEventId: entry.enteredEventId,
    precedingEventId: entry.precedingEventId,
    retryCount: 0,
    retrierAttempts: [],
    work: noWork,
    resumable: undefined,
  };
}

const noWork = { kind: "none" } as const;
