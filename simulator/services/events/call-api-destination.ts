import { isJsonObject } from "../wire/shape.js";
import type { ApiDestination, EventBridgeState, Target } from "./bus-state.js";
import { RetryableFailure } from "./delivery-retries.js";
import { connectionCredentials } from "./connection-credentials.js";

const timeoutMs = 5000;

/**
 * Sends a payload to the HTTP endpoint of an API destination, authorized by its connection. A `RetryableFailure` may be
 * tried again.
 */
export async function callApiDestination(state: EventBridgeState, target: Target, payload: string): Promise<void> {
  const destination = findDestination(state, target.Arn);
  const connection = await connectionCredentials(state, destination.connectionArn);
  if (connection === undefined) throw new Error(`The connection of ${destination.name} does not exist`);
  const url = new URL(fillPath(destination.endpoint, target.HttpParameters?.PathParameterValues ?? []));
  for (const [key, value] of Object.entries(connection.query)) url.searchParams.set(key, value);
  for (const [key, value] of Object.entries(target.HttpParameters?.QueryStringParameters ?? {}))
    url.searchParams.set(key, value);
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    ...target.HttpParameters?.HeaderParameters,
    ...connection.headers,
  };
  const hasBody = destination.method !== "GET" && destination.method !== "HEAD";
  const body = hasBody ? addBodyParameters(payload, connection.body) : null;
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await state
    .fetch(url, { method: destination.method, headers, body, signal })
    .catch((error: unknown) => {
      throw new RetryableFailure(`The API destination could not be reached: ${String(error)}`);
    });
  if (response.ok) return;
  const reason = `The API destination answered with status ${response.status}`;
  throw isRetried(response.status) ? new RetryableFailure(reason) : new Error(reason);
}

/** @see AWS page "API destinations as targets", retries by status */
function isRetried(status: number): boolean {
  return status >= 500 || [401, 407, 409, 429].includes(status);
}

function findDestination(state: EventBridgeState, arn: string): ApiDestination {
  const found = [...state.destinations.values()].find((destination) => destination.arn === arn);
  if (found === undefined) throw new Error(`There is no API destination ${arn}`);
  return found;
}

function fillPath(endpoint: string, values: readonly string[]): string {
  let next = 0;
  return endpoint.replaceAll("*", () => encodeURIComponent(values[next++] ?? ""));
}

function addBodyParameters(payload: string, parameters: Readonly<Record<string, string>>): string {
  if (Object.keys(parameters).length === 0) return payload;
  const body: unknown = JSON.parse(payload);
  return isJsonObject(body) ? JSON.stringify({ ...body, ...parameters }) : payload;
}
