import type { Retrier } from "../machine/state-node.js";

/**
 * Milliseconds before the retry that follows `attempts` earlier ones: `IntervalSeconds · BackoffRate ^ attempts`, capped
 * by `MaxDelaySeconds`; `JitterStrategy: FULL` draws uniformly from zero up to that.
 */
export function retryDelayMs(retrier: Retrier, attempts: number, world: { random(): number }): number {
  const seconds = Math.min(
    retrier.intervalSeconds * retrier.backoffRate ** attempts,
    retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return Math.round(seconds * (retrier.fullJitter ? world.random() : 1) * 1000);
}
