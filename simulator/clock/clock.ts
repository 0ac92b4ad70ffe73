/** Where an engine's time comes from. */
export interface Clock {
  readonly kind: "real" | "virtual";
  nowMs(): number;
  /** Asks to be woken at a time, or not at all; a new request replaces the one before. */
  wakeAt(atMs: number | undefined, wake: () => void): void;
}

/** A clock that stands still until it is told to go on. It never goes backwards. */
export interface VirtualClock extends Clock {
  readonly kind: "virtual";
  advanceTo(timeMs: number): void;
}

/** How the time of a simulator passes: as it does, `n` times as fast, or in leaps whenever nothing can run. */
export type ClockOption = "real" | "virtual" | { readonly scale: number };

export function virtualClock(startMs: number): VirtualClock {
  let time = startMs;
  return {
    kind: "virtual",
    nowMs: () => time,
    // The engine itself decides when a virtual clock moves.
    wakeAt: () => undefined,
    advanceTo: (timeMs) => {
      time = Math.max(time, timeMs);
    },
  };
}
