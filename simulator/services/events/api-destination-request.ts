import type { ConnectionCredentials } from "../../integrations/http-request.js";
import { isJsonObject } from "../wire/shape.js";
import type { ApiDestination, HttpParameters } from "./bus-state.js";
import type { EventEnvelope } from "./event-envelope.js";
import { isEventPath, readEventPath } from "./event-path.js";

export interface ApiDestinationRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
}

/** Headers that EventBridge takes out of what a target or a connection asks for; it sets some of them itself. */
const removedHeaders = new Set(
  `a-im accept-charset accept-datetime accept-encoding cache-control connection content-encoding content-length content-md5
date expect forwarded from host http2-settings if-match if-modified-since if-none-match if-range if-unmodified-since
max-forwards origin pragma proxy-authorization range referer te trailer transfer-encoding user-agent upgrade via
warning`.split(/\s+/),
);

/**
 * The request with which a payload goes to an API destination. The target's parameters are texts, or paths into the event
 * as it was before any transformation; what the connection has of the same name wins. A path that leads nowhere is empty.
 *
 * @see AWS pages "API destinations as targets" (headers) and "HttpParameters" of the EventBridge API reference
 */
export function apiDestinationRequest(
  { endpoint, method }: ApiDestination,
  { PathParameterValues: path = [], QueryStringParameters: query = {}, HeaderParameters: header = {} }: HttpParameters,
  connection: ConnectionCredentials,
  { payload, event }: { readonly payload: string; readonly event: EventEnvelope },
): ApiDestinationRequest {
  const valueOf = (parameter: string): string => parameterValue(parameter, event);
  const url = new URL(fillPath(endpoint, path.map(valueOf)));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, valueOf(value));
  for (const [name, value] of Object.entries(connection.query)) url.searchParams.set(name, value);
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
  const given = [
    ...Object.entries(header).map(([name, value]) => [name, valueOf(value)] as const),
    ...Object.entries(connection.headers),
  ];
  for (const [name, value] of given) if (!removedHeaders.has(name.toLowerCase())) headers.set(name, value);
  headers.set("user-agent", "Amazon/EventBridge/ApiDestinations");
  headers.set("range", "bytes=0-1048575");
  const hasBody = method !== "GET" && method !== "HEAD";
  return { url, method, headers, body: hasBody ? addBodyParameters(payload, connection.body) : null };
}

function parameterValue(parameter: string, event: EventEnvelope): string {
  if (!isEventPath(parameter)) return parameter;
  const value = readEventPath(parameter, event);
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
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
