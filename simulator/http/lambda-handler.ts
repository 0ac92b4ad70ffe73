import { randomUUID } from "node:crypto";

import { defaultPlace, functionNameOf, type Place } from "../engine/arns.js";
import type { LambdaCaller } from "../integrations/lambda-invoke.js";
import { type JsonObject, type JsonValue, parseJson } from "../json.js";
import { refuseUnknownHeaders } from "../services/lambda/lambda.js";
import type { AwsError } from "../services/wire/aws-error.js";
import { utf8Text } from "../utf8.js";
import type { HttpHandler, HttpRequest, HttpResponse } from "./http-handler.js";

export const lambdaPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

/**
 * Lambda's Invoke for functions in process. `knows` tells whether there is a function of a name; requests for others go
 * `elsewhere`, where that is given.
 */
export function lambdaHandler(
  call: LambdaCaller,
  knows: (name: string) => boolean,
  elsewhere: HttpHandler | undefined,
  { region, account }: Place = defaultPlace,
): HttpHandler {
  return async (request) => {
    const { path, headers, body } = request;
    const name = functionNameOf(decoded(lambdaPath.exec(path)?.[1] ?? ""));
    if (!knows(name) && elsewhere !== undefined) return elsewhere(request);
    if (!knows(name))
      return respond(
        404,
        { Type: "User", Message: `Function not found: arn:aws:lambda:${region}:${account}:function:${name}:$LATEST` },
        { "x-amzn-errortype": "ResourceNotFoundException" },
      );
    const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
    const problem = invocationProblem(request, type);
    if (problem !== undefined)
      return respond(400, { Type: "User", Message: problem }, { "x-amzn-errortype": "InvalidParameterValueException" });
    if (type === "DryRun") return { status: 204, headers: {}, body: "" };
    const payload = body.length === 0 ? {} : parsePayload(body);
    if (payload === undefined)
      return respond(
        400,
        { Type: "User", Message: "Could not parse request body into json" },
        { "x-amzn-errortype": "InvalidRequestContentException" },
      );
    if (type === "Event") {
      void call(name, payload);
      return { status: 202, headers: {}, body: "" };
    }
    const outcome = await call(name, payload);
    const executed = { "x-amz-executed-version": "$LATEST" };
    if (outcome.kind === "succeeded") return respond(200, outcome.output as JsonObject, executed);
    return {
      status: 200,
      headers: { "content-type": "application/json", ...executed, "x-amz-function-error": "Unhandled" },
      body: outcome.cause ?? "",
    };
  };
}

function invocationProblem(request: HttpRequest, type: string): string | undefined {
  try {
    refuseUnknownHeaders(request);
  } catch (error) {
    return (error as AwsError).message; // it throws nothing else
  }
  if (["RequestResponse", "Event", "DryRun"].includes(type)) return undefined;
  return `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`;
}

/** A name that is not well encoded is one that no function has. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function respond(status: number, body: JsonObject, headers: Readonly<Record<string, string>>): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
    body: JSON.stringify(body),
  };
}

/** The payload of a call; undefined where it is no JSON, or no UTF-8 text. */
function parsePayload(body: Buffer): JsonValue | undefined {
  try {
    return parseJson(utf8Text(body));
  } catch {
    return undefined;
  }
}
