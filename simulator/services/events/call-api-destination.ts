import { apiDestinationRequest } from "./api-destination-request.js";
import type { ApiDestination, EventBridgeState, Target } from "./bus-state.js";
import { connectionCredentials } from "./connection-credentials.js";
import { RetryableFailure } from "./delivery-retries.js";
import type { EventEnvelope } from "./event-envelope.js";

const timeoutMs = 5000;

/**
 * Sends a payload to the HTTP endpoint of an API destination, authorized by its connection. A `RetryableFailure` may be
 * tried again.
 */
export async function callApiDestination(
  state: EventBridgeState,
  target: Target,
  sent: { readonly payload: string; readonly event: EventEnvelope },
): Promise<void> {
  const destination = findDestination(state, target.Arn);
  const connection = await connectionCredentials(state, destination.connectionArn);
  if (connection === undefined) throw new Error(`The connection of ${destination.name} does not exist`);
  const { url, ...init } = apiDestinationRequest(destination, target.HttpParameters ?? {}, connection, sent);
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await state.fetch(url, { ...init, signal }).catch((error: unknown) => {
    throw new RetryableFailure(`The API destination could not be reached: ${String(error)}`);
  });
  if (response.ok) return;
  const reason = `The API destination answered with status ${response.status}`;
  const waitMs = retryAfterMs(response.headers.get("retry-after"), state.clock.nowMs());
  throw isRetried(response.status) && waitMs >= 0 ? new RetryableFailure(reason, waitMs) : new Error(reason);
}

/** @see AWS page "API destinations as targets", retries by status */
function isRetried(status: number): boolean {
  return status >= 500 || [401, 407, 409, 429].includes(status);
}

/** What a `Retry-After` asks for, in seconds or as a date; below 0 where it forbids another attempt. */
function retryAfterMs(header: string | null, nowMs: number): number {
  if (header === null) return 0;
  if (/^\s*-?\d+\s*$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - nowMs);
}

function findDestination(state: EventBridgeState, arn: string): ApiDestination {
  const found = [...state.destinations.values()].find((destination) => destination.arn === arn);
  if (found === undefined) throw new Error(`There is no API destination ${arn}`);
  return found;
}
