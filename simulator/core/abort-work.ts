import { abortIterations } from "../states/map-state.js";
import type { StateRun } from "./execution.js";
import type { StateContext } from "./state-context.js";

export type AbortActions = Pick<StateContext, "appendAside" | "clearTimer" | "emit" | "abortStrand">;

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
      actions.appendAside(run.strand, "MapRunAborted");
      return;
    case "task":
      actions.clearTimer(work.timeoutTimerId);
      actions.clearTimer(work.heartbeatTimerId);
      actions.emit({ kind: "cancelTask", taskId: work.taskId });
      return;
    case "branches":
      for (const branch of work.strands) actions.abortStrand(branch);
      return;
    case "iterations":
      abortIterations(run.node, work, actions);
      return;
  }
}
