import type { StateRun } from "../core/execution.js";
import type { StateContext } from "../core/state-context.js";
import type { WaitNode } from "../machine/state-node.js";
import { unusableValue } from "./unusable-value.js";

const maxWaitSeconds = 99_999_999;

/**
 * Runs a Wait state: passes its input through once the clock reaches the target. A target in the past completes at once.
 *
 * @see ASL spec, "Wait State"; the upper limit is that of the service's Wait state page
 */
export function startWaitState(run: StateRun, node: WaitNode, context: StateContext): void {
  const atMs = targetMs(run, node, context);
  if (atMs <= context.nowMs) resumeWaitState(run, context);
  else run.work = { kind: "timer", timerId: context.setTimer(run, "wait", atMs) };
}

/** The time has come. */
export function resumeWaitState(run: StateRun, context: StateContext): void {
  context.complete(run, run.node.flow.effectiveInput(context.scope(run)));
}

function targetMs(run: StateRun, { until }: WaitNode, context: StateContext): number {
  const scope = context.scope(run);
  if (until.kind === "timestamp") return until.timestampMs(scope);
  const seconds = until.seconds(scope);
  if (seconds < 0 || seconds > maxWaitSeconds)
    throw unusableValue(
      run.node,
      `The value of 'Seconds' must be between 0 and ${maxWaitSeconds}, but was ${seconds}`,
      "Seconds",
    );
  return context.nowMs + seconds * 1000;
}
