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

/** DEVIATION: where credentials go in a GET request for a token, which has no body, the service does not tell; here into its query. */
async function authorization(state: EventBridgeState, { parameters }: Connection): Promise<Record<string, string>> {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: apiKey, OAuthParameters: oauth } = parameters;
  if (basic !== undefined)
    return { authorization: `Basic ${Buffer.from(`${basic.Username}:${basic.Password}`).toString("base64")}` };
  if (apiKey !== undefined) return { [apiKey.ApiKeyName]: apiKey.ApiKeyValue };
  if (oauth === undefined) return {};
  const { HeaderParameters, QueryStringParameters, BodyParameters } = oauth.OAuthHttpParameters ?? {};
  const grant = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: oauth.ClientParameters.ClientID,
    client_secret: oauth.ClientParameters.ClientSecret,
    ...valuesOf(BodyParameters),
  });
  const url = new URL(oauth.AuthorizationEndpoint);
  for (const [name, value] of Object.entries(valuesOf(QueryStringParameters))) url.searchParams.set(name, value);
  const isGet = oauth.HttpMethod === "GET";
  if (isGet) for (const [name, value] of grant) url.searchParams.set(name, value);
  const response = await state.fetch(url, {
    method: oauth.HttpMethod,
    headers: valuesOf(HeaderParameters),
    body: isGet ? null : grant,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer: unknown = await response.json();
  const token = isJsonObject(answer) ? answer["access_token"] : undefined;
  if (!response.ok || typeof token !== "string") throw new Error("The authorization endpoint gave no access token");
  return { authorization: `Bearer ${token}` };
}
