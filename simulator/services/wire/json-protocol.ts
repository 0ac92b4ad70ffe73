import { randomUUID } from "node:crypto";

import { tooDeepAt } from "../../../asl/index.js";
import type { HttpHandler, HttpResponse } from "../../http/http-handler.js";
import { utf8Text } from "../../utf8.js";
import { AwsError } from "./aws-error.js";
import { isQueryRequest, queryProtocolError } from "./query-protocol.js";

/** One action of a service: JSON in, JSON out. Throws {@link AwsError} to refuse. */
export type JsonAction = (input: unknown) => unknown;

export interface JsonProtocol {
  /** What stands before the action in `X-Amz-Target`, such as `AWSEvents`. */
  readonly targetPrefixes: readonly string[];
  readonly contentType: "application/x-amz-json-1.0" | "application/x-amz-json-1.1";
  /** The shape namespace of `__type`; JSON 1.1 services send the bare name. */
  readonly errorNamespace?: (code: string) => string;
  /** The action of that name, or undefined where the service has none. */
  readonly action: (name: string) => JsonAction | undefined;
  /** Further response headers, such as a checksum of the body. */
  readonly responseHeaders?: (body: string) => Readonly<Record<string, string>>;
  /** Further headers of an error answer. */
  readonly errorHeaders?: (error: AwsError) => Readonly<Record<string, string>>;
  /** The largest request taken. */
  readonly maxBodyBytes: number;
}

/** The wire handler of a service that speaks AWS JSON 1.0 or 1.1: one POST, the action in `X-Amz-Target`. */
export function jsonProtocolHandler(protocol: JsonProtocol): HttpHandler {
  return async (request) => {
    if (isQueryRequest(request))
      return queryProtocolError(spokenInJson, "http://webservices.amazon.com/AWSFault/2005-15-09");
    try {
      if (request.method !== "POST") throw unknownOperation(`${request.method} ${request.path}`);
      const action = findAction(protocol, request.headers["x-amz-target"]);
      if (request.body.length > protocol.maxBodyBytes)
        throw new AwsError("RequestEntityTooLargeException", "Request size limit exceeded", { status: 413 });
      const output = await action(parseJson(request.body));
      return respond(protocol, 200, output ?? {}, {});
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return respondError(protocol, error);
    }
  };
}

const spokenInJson = new AwsError(
  "UnknownOperationException",
  "This service is spoken to in AWS JSON here, and not in the query protocol.",
);

function findAction(protocol: JsonProtocol, target: string | undefined): JsonAction {
  const dot = target?.lastIndexOf(".") ?? -1;
  if (target === undefined || dot < 0 || !protocol.targetPrefixes.includes(target.slice(0, dot)))
    throw unknownOperation(target ?? "no X-Amz-Target");
  const name = target.slice(dot + 1);
  const action = protocol.action(name);
  if (action === undefined) throw unknownOperation(name);
  return action;
}

function unknownOperation(name: string): AwsError {
  return new AwsError("UnknownOperationException", `The simulator does not have this operation: ${name}`);
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    const text = utf8Text(body);
    if (tooDeepAt(text) !== undefined) throw new RangeError("The request body is nested too deeply");
    return JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", "The request body is not JSON");
  }
}

function respondError(protocol: JsonProtocol, error: AwsError): HttpResponse {
  const type = (protocol.errorNamespace?.(error.code) ?? "") + error.code;
  const output = { __type: type, message: error.message, ...error.fields };
  return respond(protocol, error.status, output, protocol.errorHeaders?.(error) ?? {});
}

function respond(
  protocol: JsonProtocol,
  status: number,
  output: unknown,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  const body = JSON.stringify(output);
  return {
    status,
    headers: {
      "content-type": protocol.contentType,
      "x-amzn-requestid": randomUUID(),
      ...protocol.responseHeaders?.(body),
      ...headers,
    },
    body,
  };
}
