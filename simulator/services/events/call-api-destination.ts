import { isJsonObject } from "../wire/shape.js";
import type { ApiDestination, Connection, EventBridgeState, Target } from "./bus-state.js";

const timeoutMs = 5000;

/** Sends a payload to the HTTP endpoint of an API destination, authorized by its connection. */
export async function callApiDestination(state: EventBridgeState, target: Target, payload: string): Promise<void> {
  const destination = findDestination(state, target.Arn);
  const connection = [...state.connections.values()].find(({ arn }) => arn === destination.connectionArn);
  if (connection === undefined) throw new Error(`The connection of ${destination.name} does not exist`);
  const url = new URL(fillPath(destination.endpoint, target.HttpParameters?.PathParameterValues ?? []));
  const invocation = connection.parameters.InvocationHttpParameters;
  for (const { Key, Value } of invocation?.QueryStringParameters ?? []) url.searchParams.set(Key ?? "", Value ?? "");
  for (const [key, value] of Object.entries(target.HttpParameters?.QueryStringParameters ?? {}))
    url.searchParams.set(key, value);
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    ...target.HttpParameters?.HeaderParameters,
    ...Object.fromEntries((invocation?.HeaderParameters ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
    ...(await authorization(state, connection)),
  };
  const hasBody = destination.method !== "GET" && destination.method !== "HEAD";
  const body = hasBody ? addBodyParameters(payload, invocation?.BodyParameters ?? []) : null;
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await state.fetch(url, { method: destination.method, headers, body, signal });
  if (!response.ok) throw new Error(`The API destination answered with status ${response.status}`);
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

async function authorization(state: EventBridgeState, { parameters }: Connection): Promise<Record<string, string>> {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: apiKey, OAuthParameters: oauth } = parameters;
  if (basic !== undefined)
    return { authorization: `Basic ${Buffer.from(`${basic.Username}:${basic.Password}`).toString("base64")}` };
  if (apiKey !== undefined) return { [apiKey.ApiKeyName]: apiKey.ApiKeyValue };
  if (oauth === undefined) return {};
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: oauth.ClientParameters.ClientID,
    client_secret: oauth.ClientParameters.ClientSecret,
  });
  for (const { Key = "", Value = "" } of oauth.OAuthHttpParameters?.BodyParameters ?? []) form.append(Key, Value);
  const response = await state.fetch(oauth.AuthorizationEndpoint, {
    method: oauth.HttpMethod,
    body: oauth.HttpMethod === "GET" ? null : form,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer: unknown = await response.json();
  const token = isJsonObject(answer) ? answer["access_token"] : undefined;
  if (!response.ok || typeof token !== "string") throw new Error("The authorization endpoint gave no access token");
  return { authorization: `Bearer ${token}` };
}

type BodyParameters = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];

function addBodyParameters(payload: string, parameters: BodyParameters): string {
  if (parameters.length === 0) return payload;
  const body: unknown = JSON.parse(payload);
  if (!isJsonObject(body)) return payload;
  return JSON.stringify({ ...body, ...Object.fromEntries(parameters.map(({ Key, Value }) => [Key, Value])) });
}
