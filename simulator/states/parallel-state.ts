import type { StateRun, Strand } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import type { ErrorOutput } from "../core/state-failure.js";
import type { JsonValue } from "../json.js";
import type { ParallelNode } from "../machine/state-node.js";
import { workInput } from "./work-input.js";

/** Runs a Parallel state: every branch gets the same input, the result is the list of their outputs. @see ASL spec, "Parallel State" */
export function startParallelState(run: StateRun, node: ParallelNode, context: StateContext): void {
  const input = workInput(run, context.scope(run));
  context.append(run.strand, "ParallelStateStarted");
  const precedingEventId = run.strand.lastEventId;
  const strands = node.branches.map((program, index) =>
    context.startStrand({ program, owner: { run, index }, input, precedingEventId }),
  );
  run.work = { kind: "branches", strands, results: [], remaining: strands.length };
}

export function completeBranch(
  run: StateRun,
  index: number,
  strand: Strand,
  output: JsonValue,
  context: StateContext,
): void {
  if (run.work.kind !== "branches") return;
  run.work.results[index] = output;
  run.work.remaining -= 1;
  if (run.work.remaining > 0) return;
  run.strand.lastEventId = strand.lastEventId;
  context.appendAside(run.strand, "ParallelStateSucceeded");
  context.complete(run, run.work.results);
}

/** The first branch that fails ends the others. */
export function failBranch(run: StateRun, strand: Strand, failure: ErrorOutput, context: StateContext): void {
  if (run.work.kind !== "branches") return;
  const { strands } = run.work;
  run.resumable = run.work;
  run.work = { kind: "none" };
  run.strand.lastEventId = strand.lastEventId;
  for (const sibling of strands) context.abortStrand(sibling);
  context.fail(run, failure);
}
