import type { EventBridgeState, Target } from "./bus-state.js";

/** A delivery that failed, and may succeed later. Everything else fails for good. */
export class RetryableFailure extends Error {
  /** @param waitMs how long the other side wants to be left alone */
  constructor(
    message: string,
    readonly waitMs = 0,
  ) {
    super(message);
  }
}

/** A delivery that is made again at its time. */
export interface DeliveryRetry {
  readonly atMs: number;
  readonly run: () => void;
}

/** How often a delivery was made, and since when. */
export interface DeliveryAttempts {
  readonly firstAtMs: number;
  /** Repetitions so far. */
  readonly retries: number;
}

/** Which limit of the target's retry policy is reached. */
export type ExhaustedCondition = "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";

const defaultAttempts = 185;
const defaultAgeSeconds = 86_400;
const [firstDelayMs, longestDelayMs] = [1_000, 600_000];

/**
 * Plans the next attempt, or says which limit forbids it. By default there are 185 in 24 hours. What the other side asked
 * for with `Retry-After` is waited where it is longer.
 *
 * DEVIATION: the service does not say how long it waits, and adds chance; here it is one second, doubled up to ten minutes.
 */
export function planRetry(
  state: EventBridgeState,
  { RetryPolicy }: Target,
  { firstAtMs, retries }: DeliveryAttempts,
  { waitMs }: RetryableFailure,
  run: () => void,
): ExhaustedCondition | undefined {
  if (retries >= (RetryPolicy?.MaximumRetryAttempts ?? defaultAttempts)) return "MaximumRetryAttempts";
  const atMs = state.clock.nowMs() + Math.max(waitMs, Math.min(firstDelayMs * 2 ** retries, longestDelayMs));
  if (atMs > lastAttemptMs(RetryPolicy, firstAtMs)) return "MaximumEventAgeInSeconds";
  state.retries.add({ atMs, run });
  state.onRetryPlanned();
  return undefined;
}

/** Whether an event is older than its target's retry policy lets it become: it waited for its turn. */
export function isTooOld(
  state: EventBridgeState,
  { RetryPolicy }: Target,
  { firstAtMs }: Pick<DeliveryAttempts, "firstAtMs">,
): boolean {
  return state.clock.nowMs() > lastAttemptMs(RetryPolicy, firstAtMs);
}

function lastAttemptMs(policy: Target["RetryPolicy"], firstAtMs: number): number {
  return firstAtMs + (policy?.MaximumEventAgeInSeconds ?? defaultAgeSeconds) * 1000;
}

/** Makes the deliveries again whose time has come. */
export function runRetries(state: EventBridgeState): void {
  const nowMs = state.clock.nowMs();
  const due = [...state.retries].filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
  for (const retry of due) {
    state.retries.delete(retry);
    retry.run();
  }
}
