import type { ConnectionCredentials } from "../../integrations/http-request.js";
import { isJsonObject } from "../wire/shape.js";
import type { Connection, ConnectionHttpParameters, EventBridgeState } from "./bus-state.js";

const timeoutMs = 5000;

/**
 * The credentials of a connection; undefined when there is none of that ARN.
 *
 * DEVIATION: the id at the end of the ARN is not compared. AWS makes it when the connection comes to be; locally, machines
 * are compiled before that.
 *
 * @throws Error when the authorization endpoint of the connection gives no token
 */
export async function connectionCredentials(
  state: EventBridgeState,
  connectionArn: string,
): Promise<ConnectionCredentials | undefined> {
  const name = /:connection\/([^/]+)/.exec(connectionArn)?.[1];
  const connection = name === undefined ? undefined : state.connections.get(name);
  if (connection === undefined) return undefined;
  const { HeaderParameters, QueryStringParameters, BodyParameters } =
    connection.parameters.InvocationHttpParameters ?? {};
  return {
    headers: { ...valuesOf(HeaderParameters), ...(await authorization(state, connection)) },
    query: valuesOf(QueryStringParameters),
    body: valuesOf(BodyParameters),
  };
}

function valuesOf(parameters: ConnectionHttpParameters["HeaderParameters"]): Readonly<Record<string, string>> {
  return Object.fromEntries((parameters ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
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
