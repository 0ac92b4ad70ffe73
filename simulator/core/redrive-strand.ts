import type { MapRunWork, StateRun, Strand } from "./execution.js";

/** What a redrive does with the states that it finds. */
export interface RedriveActions {
  enter(strand: Strand, stateName: string, input: StateRun["input"]): void;
  startAgain(run: StateRun): void;
  redriveMapRun(run: StateRun, work: MapRunWork): void;
}

/**
 * Goes on from every state of a strand that was entered and not left, and from those of the branches and iterations inside
 * that did not succeed. Retriers count from zero. A Fail state is entered anew.
 *
 * @see AWS Step Functions developer guide, "Restarting state machine executions with redrive"
 */
export function redriveStrand(strand: Strand, eventId: number, actions: RedriveActions): void {
  if (strand.fate === "completed") return;
  strand.fate = "alive";
  strand.lastEventId = eventId;
  const { run, next } = strand;
  if (run === undefined) {
    if (next !== undefined) actions.enter(strand, next.stateName, next.input);
    return;
  }
  run.retryCount = 0;
  run.retrierAttempts.length = 0;
  const work = run.resumable;
  run.resumable = undefined;
  switch (work?.kind) {
    case undefined:
      if (run.node.type === "Fail") actions.enter(strand, run.node.name, run.input);
      else actions.startAgain(run);
      return;
    case "mapRun":
      actions.redriveMapRun(run, work);
      return;
    case "branches":
    case "iterations":
      run.work = work;
      for (const inner of work.strands) if (inner !== undefined) redriveStrand(inner, eventId, actions);
  }
}
