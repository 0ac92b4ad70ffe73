import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { answerBody } from "./http-exchange.js";
import { type AnsweringIntegration, failed, succeeded, type TaskOutcome } from "./integration.js";
import { type HttpAnswer, sendHttpRequest } from "../http/send-http-request.js";

/** The address that stands in for one of API Gateway; undefined where none does. */
export type ApiAddressOf = (url: URL) => URL | undefined;

/** Bytes of an answer: the most that API Gateway gives. */
const maxAnswerBytes = 10 * 1024 * 1024;

/**
 * The `apigateway:invoke` integration: calls an API of API Gateway at the address that stands in for it, and never AWS.
 *
 * DEVIATION: requests are not signed, also those of `IAM_ROLE` and `RESOURCE_POLICY`: permissions are not simulated. What
 * fails below HTTP is `ApiGateway.SdkClientException`; the service does not tell the names of its exceptions.
 *
 * @see AWS Step Functions developer guide, "Create API Gateway REST APIs with Step Functions"
 */
export function apiGatewayIntegration(addressOf: ApiAddressOf): AnsweringIntegration {
  return async ({ parameters, signal }) => {
    const given = isJsonObject(parameters) ? parameters : {}; // checked before the task was scheduled
    const url = urlOf(given);
    const address = addressOf(url);
    if (address === undefined) return unreachable(notMapped(url));
    const body = bodyOf(given);
    const headers = headersOf(given);
    if (body !== undefined && !headers.some(([name]) => name.toLowerCase() === "content-type"))
      headers.push(["Content-Type", "application/json"]);
    try {
      const method = textOf(given.Method);
      return outcomeOf(await sendHttpRequest(address, { method, headers, body, signal, maxAnswerBytes }));
    } catch (error) {
      return unreachable(
        `Calling ${address.href} failed: ${error instanceof Error && error.message !== "" ? error.message : String(error)}`,
      );
    }
  };
}

const unreachable = (cause: string): TaskOutcome => failed("ApiGateway.SdkClientException", cause);

const notMapped = ({ origin }: URL): string =>
  `The simulator calls no API of AWS. Say what stands in for ${origin}: --redirect ${origin}=http://localhost:3000, or httpRedirects in a program.`;

function urlOf({ ApiEndpoint: host, Stage: stage, Path: path, QueryParameters: query }: JsonObject): URL {
  const parts = [stage, path].flatMap((part) => (typeof part === "string" && part !== "" ? [part] : []));
  const url = new URL(`https://${textOf(host)}/${parts.map((part) => part.replace(/^\//, "")).join("/")}`);
  for (const [name, values] of listsOf(query)) for (const value of values) url.searchParams.append(name, value);
  return url;
}

const headersOf = ({ Headers: headers }: JsonObject): [name: string, value: string][] =>
  listsOf(headers).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));

const listsOf = (value: JsonValue | undefined): [name: string, values: readonly string[]][] =>
  Object.entries((value ?? {}) as Readonly<Record<string, readonly string[]>>); // checked before the task was scheduled

/** JSON, also of what is text, as recorded. */
function bodyOf({ Method: method, RequestBody: body, AllowNullValues: allowsNull }: JsonObject): string | undefined {
  if (body === undefined || !["PATCH", "POST", "PUT"].includes(textOf(method))) return undefined;
  if (allowsNull === true) return JSON.stringify(body);
  return body === null ? undefined : JSON.stringify(withoutNulls(body));
}

function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([name, member]) => [name, withoutNulls(member)]));
}

function outcomeOf({ status, statusText, headers, body }: HttpAnswer): TaskOutcome {
  const text = body.toString("utf8");
  if (status < 200 || status > 299) return failed(`ApiGateway.${status}`, text);
  const grouped = new Map<string, string[]>();
  for (const [name, value] of headers) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return succeeded({
    Headers: Object.fromEntries(grouped),
    ResponseBody: answerBody(type, text),
    StatusCode: status,
    StatusText: statusText,
  });
}

/** What is to be text, which was checked before the task was scheduled. */
const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
