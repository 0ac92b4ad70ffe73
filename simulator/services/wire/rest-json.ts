import { randomUUID } from "node:crypto";
import type { HttpResponse } from "../../http/http-handler.js";
import { utf8Text } from "../../utf8.js";
import { AwsError } from "./aws-error.js";

/** Answers with what an action gives, or with its refusal, as REST services with JSON bodies do. */
export function answerRestJson(run: () => unknown): HttpResponse {
  try {
    return respond(200, run(), {});
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const body = { Message: error.message, Code: error.code, ...error.fields };
    return respond(error.status, body, { "x-amzn-errortype": error.code });
  }
}

/** The JSON of a request body; an empty one is an empty object. Throws `SerializationException`. */
export function readJsonBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(utf8Text(body));
  } catch {
    throw new AwsError("SerializationException", "The request body is not JSON");
  }
}

function respond(status: number, body: unknown, headers: Readonly<Record<string, string>>): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
    body: JSON.stringify(body),
  };
}
