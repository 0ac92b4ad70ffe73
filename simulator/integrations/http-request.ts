import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { encodeForm, isArrayFormat } from "./form-encoding.js";

/** What a connection adds to a request. Its values win over those of the state. Secret. */
export interface ConnectionCredentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/** Arguments that make no request: the task fails with `States.Runtime`. */
export class HttpArgumentsError extends Error {}

const methods = new Set(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]);

/** Headers that the arguments must not have (AWS page "Call HTTPS APIs", `Headers`). */
const refusedHeaders = new Set(
  `a-im accept-charset accept-datetime accept-encoding authorization cache-control connection content-encoding
content-md5 date expect forwarded from host http2-settings if-match if-modified-since if-none-match if-range
if-unmodified-since max-forwards origin pragma proxy-authorization referer server te trailer transfer-encoding upgrade via
warning`.split(/\s+/),
);

/** The ARN of the connection that the arguments name. */
export function connectionArnOf(parameters: JsonValue): string {
  const fields = isJsonObject(parameters) ? parameters : {};
  for (const holder of [fields.InvocationConfig, fields.Authentication]) {
    if (isJsonObject(holder) && typeof holder.ConnectionArn === "string") return holder.ConnectionArn;
  }
  throw new HttpArgumentsError("The arguments of an HTTP task must have a ConnectionArn");
}

/**
 * The request that the arguments of an HTTP task ask for.
 *
 * @param userRegion the region that the request says it comes from
 * @throws HttpArgumentsError
 * @see AWS page "Call HTTPS APIs in Step Functions workflows"
 */
export function httpRequest(
  parameters: JsonValue,
  connection: ConnectionCredentials | undefined,
  region: string,
): HttpRequest {
  const fields = isJsonObject(parameters) ? parameters : {};
  const { Method: method } = fields;
  if (typeof method !== "string" || !methods.has(method)) {
    throw new HttpArgumentsError(`Method must be one of ${[...methods].join(", ")}`);
  }
  const url = endpointOf(fields);
  addQuery(url, fields.QueryParameters);
  for (const [name, value] of Object.entries(connection?.query ?? {})) url.searchParams.set(name, value);
  const body = bodyOf(fields, connection?.body ?? {});
  const headers = headersOf(fields.Headers);
  headers.set("user-agent", `Amazon|StepFunctions|HttpInvoke|${region}`);
  headers.set("range", "bytes=0-262144");
  if (body !== undefined && !headers.has("content-type"))
    headers.set("content-type", "application/json; charset=UTF-8");
  for (const [name, value] of Object.entries(connection?.headers ?? {})) headers.set(name, value);
  return { url, method, headers, body: method === "GET" || method === "HEAD" ? undefined : body };
}

/** DEVIATION: the loopback interface may be called without TLS, for partners that a test plays. */
function endpointOf({ ApiEndpoint: endpoint }: JsonObject): URL {
  if (typeof endpoint !== "string" || !URL.canParse(endpoint))
    throw new HttpArgumentsError("ApiEndpoint must be a URL");
  const url = new URL(endpoint);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback)) return url;
  throw new HttpArgumentsError("ApiEndpoint must start with https://");
}

function addQuery(url: URL, query: JsonValue | undefined): void {
  if (query === undefined || query === null) return;
  if (!isJsonObject(query)) throw new HttpArgumentsError("QueryParameters must be an object");
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.delete(name);
    for (const item of listOf(value)) if (item !== null) url.searchParams.append(name, textOf(item));
  }
}

function headersOf(given: JsonValue | undefined): Headers {
  const headers = new Headers();
  if (given === undefined || given === null) return headers;
  if (!isJsonObject(given)) throw new HttpArgumentsError("Headers must be an object");
  for (const [name, value] of Object.entries(given)) {
    const small = name.toLowerCase();
    if (refusedHeaders.has(small) || /^x-(forwarded|amz|amzn)-/.test(small)) {
      throw new HttpArgumentsError(`The header ${name} is not allowed in an HTTP task`);
    }
    try {
      for (const item of listOf(value)) headers.append(name, textOf(item));
    } catch {
      throw new HttpArgumentsError(`The header ${JSON.stringify(name)} is not valid`);
    }
  }
  return headers;
}

function bodyOf(fields: JsonObject, added: Readonly<Record<string, string>>): string | undefined {
  const { RequestBody: given, Transform: transform } = fields;
  if (typeof given === "string") {
    if (Object.keys(added).length === 0) return given;
    throw new HttpArgumentsError("A RequestBody that is text cannot be merged with the body of the connection");
  }
  const isNothing = given === undefined || given === null;
  const isMerged = Object.keys(added).length > 0 && (isNothing || isJsonObject(given));
  const body: JsonValue | undefined = isMerged ? { ...(isNothing ? {} : given), ...added } : given;
  if (body === undefined || body === null) return undefined;
  const encoding = isJsonObject(transform) ? (transform.RequestBodyEncoding ?? "NONE") : "NONE";
  if (encoding === "NONE") return JSON.stringify(body);
  if (encoding !== "URL_ENCODED") throw new HttpArgumentsError("RequestBodyEncoding must be URL_ENCODED or NONE");
  const options = isJsonObject(transform) ? transform.RequestEncodingOptions : undefined;
  const format = (isJsonObject(options) ? options.ArrayFormat : undefined) ?? "INDICES";
  if (!isArrayFormat(format))
    throw new HttpArgumentsError("ArrayFormat must be INDICES, REPEAT, COMMAS, BRACKETS or NONE");
  return encodeForm(body, format);
}

const listOf = (value: JsonValue): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [value];

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
