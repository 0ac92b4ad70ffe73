/** The time that a service goes by: real, scaled or virtual, as whoever starts the service decides. */
export interface ServiceClock {
  /** Milliseconds since 1970. Never goes backwards. */
  nowMs(): number;
  /**
   * Asks to be called once at a time; the result cancels. A clock without it is looked at only when a request comes
   * or `runDue` is called.
   */
  setTimer?(atMs: number, run: () => void): () => void;
}

/** The time of this machine. Its timers do not keep the process alive. */
export const systemServiceClock: ServiceClock = {
  nowMs: () => Date.now(),
  setTimer: (atMs, run) => {
    const timer = setTimeout(run, Math.min(Math.max(0, atMs - Date.now()), 2 ** 31 - 1)).unref();
    return () => clearTimeout(timer);
  },
};
