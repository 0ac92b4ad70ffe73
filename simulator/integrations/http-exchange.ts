import { type JsonValue, parseJson } from "../json.js";
import type { HttpRequest } from "./http-request.js";
import type { HttpMessage } from "./integration.js";

/** A request as TestState shows it at the level TRACE. @see AWS Step Functions API reference, InspectionDataRequest */
export function describeRequest({ url, method, headers, body }: HttpRequest): HttpMessage {
  return {
    protocol: protocolOf(url),
    method,
    url: url.href,
    headers: headersText(headers),
    ...(body === undefined ? {} : { body }),
  };
}

/** An answer likewise. @see AWS Step Functions API reference, InspectionDataResponse */
export function describeResponse(response: Response, url: URL, body: string): HttpMessage {
  return {
    protocol: protocolOf(url),
    statusCode: String(response.status),
    statusMessage: response.statusText,
    headers: headersText(response.headers),
    body,
  };
}

const protocolOf = (url: URL): string => url.protocol.slice(0, -1);

function headersText(headers: Headers): string {
  return `[${[...headers].map(([name, value]) => `${name}: ${value}`).join(", ")}]`;
}

/** What an answer holds: a value where its type is JSON and it is, otherwise text. */
export function answerBody(contentType: string, text: string): JsonValue {
  const value = /^application\/([\w.-]+\+)?json\b/i.test(contentType) ? parseJson(text) : undefined;
  return value === undefined ? text : value;
}
