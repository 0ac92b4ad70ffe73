import type { StateRun, Strand } from "./execution.js";
import type { Effect } from "./signal.js";

export interface AbortActions {
  clearTimer(timerId: number | undefined): void;
  emit(effect: Effect): void;
  abortStrand(strand: Strand): void;
}

/** Ends what a state waits for, because a sibling failed or the execution ended. Keeps what a redrive can go on with. */
export function abortWork(run: StateRun, actions: AbortActions): void {
  const { work } = run;
  if (work.kind === "branches" || work.kind === "iterations" || work.kind === "mapRun") run.resumable = work;
  run.work = { kind: "none" };
  switch (work.kind) {
    case "none":
      return;
    case "timer":
      actions.clearTimer(work.timerId);
      return;
    case "mapRun":
      actions.emit({ kind: "cancelTask", taskId: work.taskId });
      return;
    case "task":
      actions.clearTimer(work.timeoutTimerId);
      actions.clearTimer(work.heartbeatTimerId);
      actions.emit({ kind: "cancelTask", taskId: work.taskId });
      return;
    case "branches":
    case "iterations":
      for (const inner of work.strands) if (inner !== undefined) actions.abortStrand(inner);
      return;
  }
}
