import type { EventBridgeState } from "./bus-state.js";

/** What an API destination was sent, and what waits because it takes no more of it in a second. */
export interface DestinationTurns {
  /** When requests began, the last ones of a second, in order. */
  startedAtMs: readonly number[];
  /** Requests that wait, in order. */
  readonly waiting: (() => void)[];
}

const windowMs = 1_000;

/** The limit of a destination that names none. */
export const defaultRateLimit = 300;

/**
 * Makes a request to an API destination when its turn comes: no second sees more of them begin than the destination's rate
 * limit allows, repeated ones too. One of a destination that is not there any more begins at once, and fails.
 *
 * DEVIATION: the service says that requests beyond the limit wait, and not how it spreads them over a second.
 */
export function takeTurn(state: EventBridgeState, destinationArn: string, begin: () => void): void {
  const turns = state.turns.get(destinationArn) ?? { startedAtMs: [], waiting: [] };
  state.turns.set(destinationArn, turns);
  turns.waiting.push(begin);
  serve(state, destinationArn, turns);
  if (turns.waiting.length > 0) state.onRetryPlanned();
}

/** When the next request that waits may begin. */
export function nextTurnMs(state: EventBridgeState): number | undefined {
  const times = [...state.turns].flatMap(([arn, { startedAtMs, waiting }]) => {
    if (waiting.length === 0) return [];
    return (startedAtMs.at(-rateLimit(state, arn)) ?? state.clock.nowMs() - windowMs) + windowMs;
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Begins the requests whose turn has come. */
export function serveTurns(state: EventBridgeState): void {
  for (const [arn, turns] of state.turns) serve(state, arn, turns);
}

function serve(state: EventBridgeState, arn: string, turns: DestinationTurns): void {
  const nowMs = state.clock.nowMs();
  const limit = rateLimit(state, arn);
  turns.startedAtMs = turns.startedAtMs.filter((atMs) => atMs > nowMs - windowMs);
  const beginning = turns.waiting.splice(0, Math.max(0, limit - turns.startedAtMs.length));
  turns.startedAtMs = [...turns.startedAtMs, ...beginning.map(() => nowMs)].slice(-limit);
  for (const begin of beginning) begin();
  if (turns.waiting.length === 0 && turns.startedAtMs.length === 0) state.turns.delete(arn);
}

function rateLimit(state: EventBridgeState, arn: string): number {
  const destination = [...state.destinations.values()].find((one) => one.arn === arn);
  return destination?.rateLimit ?? Number.MAX_SAFE_INTEGER;
}
