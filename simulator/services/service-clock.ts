/** The time that a service goes by: real, scaled or virtual, as whoever starts the service decides. */
export interface ServiceClock {
  /** Milliseconds since 1970. Never goes backwards. */
  nowMs(): number;
}

/** The time of this machine. */
export const systemServiceClock: ServiceClock = { nowMs: () => Date.now() };
