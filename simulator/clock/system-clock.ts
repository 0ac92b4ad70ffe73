import type { Clock } from "./clock.js";

/** Longest delay that setTimeout takes. */
const maxDelayMs = 2 ** 31 - 1;

/**
 * The computer's clock, running `scale` times as fast from now on, which counts as `startMs`. One timer of the process
 * serves all executions.
 */
export function systemClock(scale = 1, startMs = Date.now()): Clock {
  const startTick = performance.now();
  let timeout: NodeJS.Timeout | undefined;
  let latestMs = startMs;
  const nowMs = () => {
    latestMs = Math.max(latestMs, Math.floor(startMs + (performance.now() - startTick) * scale));
    return latestMs;
  };
  return {
    kind: "real",
    nowMs,
    wakeAt(atMs, wake) {
      clearTimeout(timeout);
      if (atMs === undefined) return;
      // Rounded up: a timer that fires early would find nothing due.
      const delayMs = Math.ceil(Math.max(0, atMs - nowMs()) / scale);
      timeout = setTimeout(wake, Math.min(delayMs, maxDelayMs));
    },
  };
}
