import type { JsonObject } from "../json.js";
import type { Catcher, Retrier } from "../machine/state-node.js";
import { abortIterations } from "../states/map-state.js";
import { failChild } from "../states/run-state.js";
import type { ExecutionRecord, StateRun, Strand } from "./execution.js";
import { exceedsPayloadLimit, payloadFailure } from "./payload-limit.js";
import { chooseRecovery, type Recovery } from "./recovery.js";
import { retryDelayMs } from "./retry-delay.js";
import type { StateContext } from "./state-context.js";
import { causeInState, type ErrorOutput, StateFailure } from "./state-failure.js";

export interface FailureContext extends StateContext {
  readonly record: ExecutionRecord;
  /** Does work whose failures are those of the state. */
  attempt(run: StateRun, work: () => void): void;
  /** The machine's own strand failed, and the execution with it. */
  failExecution(failure: ErrorOutput, previousEventId: number): void;
}

/** The work of a state failed: Retry, then Catch, then the strand fails. */
export function failRun(run: StateRun, failure: ErrorOutput, context: FailureContext, byItself = false): void {
  const { node, strand, work } = run;
  run.work = { kind: "none" };
  if (context.record.status !== "RUNNING") return;
  // The input of a later iteration could not be made: those before it end, as when one of them fails.
  if (node.type === "Map" && work.kind === "iterations") abortIterations(node, work, context);
  const recovery: Recovery =
    "retry" in node
      ? chooseRecovery(node, failure.error, (index) => run.retrierAttempts[index] ?? 0)
      : { kind: "fail", exhausted: undefined };
  if (recovery.kind === "retry") {
    retry(run, recovery.index, recovery.retrier, context);
    return;
  }
  // A Map that fails for its own fields in JSONPath has no MapStateFailed; nothing is recorded of a Parallel that does.
  if ((node.type === "Parallel" || node.type === "Map") && !(byItself && node.flow.language === "JSONPath"))
    context.append(strand, `${node.type}StateFailed`);
  if (recovery.kind === "fail") failStrand(strand, failure, context);
  else catchFailure(run, recovery.catcher, failure, context);
}

/** A field of the state could not be evaluated, or its value could not be used. */
export function failRunByItself(run: StateRun, failure: StateFailure, context: FailureContext): void {
  failRun(run, { error: failure.error, cause: noteEvaluationFailure(run, failure, context) }, context, true);
}

function retry(run: StateRun, index: number, retrier: Retrier, context: FailureContext): void {
  const attempts = run.retrierAttempts[index] ?? 0;
  run.retrierAttempts[index] = attempts + 1;
  run.retryCount += 1;
  const delayMs = retryDelayMs(retrier, attempts, context.world);
  run.work = { kind: "timer", timerId: context.setTimer(run, "retry", context.nowMs + delayMs) };
}

function catchFailure(run: StateRun, catcher: Catcher, failure: ErrorOutput, context: FailureContext): void {
  const errorOutput: JsonObject = { Error: failure.error ?? null, Cause: failure.cause ?? "" };
  try {
    const completion = catcher.finish(context.scope(run, { errorOutput }));
    if (exceedsPayloadLimit(completion.output)) failStrand(run.strand, payloadFailure(run.node.name), context);
    else context.leave(run, completion, catcher.next);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    // The catcher itself failed: nothing is left to catch that.
    failStrand(run.strand, { error: error.error, cause: noteEvaluationFailure(run, error, context) }, context);
  }
}

/** Errors whose causes do not begin with the state: the first names it itself. */
const withoutPrefix: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.ReferencePathConflict"]);

/**
 * Gives the cause that the failure has. Directly after a state's entry the event of a failed evaluation follows what
 * came before the entry, as the service has it; unless an expression gave a value that the state's work then could not
 * use.
 */
function noteEvaluationFailure(run: StateRun, failure: StateFailure, context: FailureContext): string {
  const { strand, node } = run;
  const { error, location, ofValue } = failure;
  if (withoutPrefix.has(error)) return failure.detail;
  const cause = causeInState(run, failure.detail);
  if (error !== "States.QueryEvaluationError") return cause;
  if (strand.lastEventId === run.enteredEventId && !ofValue) strand.lastEventId = run.precedingEventId;
  context.append(strand, "EvaluationFailed", { error, cause, location, state: node.name });
  return cause;
}

function failStrand(strand: Strand, failure: ErrorOutput, context: FailureContext): void {
  const { owner } = strand;
  if (owner === undefined) context.failExecution(failure, strand.lastEventId);
  else context.attempt(owner.run, () => failChild(owner.run, owner.index, strand, failure, context));
}
