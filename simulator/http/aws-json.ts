import { randomUUID } from "node:crypto";

import { inputShapes, type OperationName } from "../api/input-shape.js";
import { operations } from "../api/operations.js";
import { ServiceError } from "../api/service-error.js";
import { validateInput } from "../api/validate-input.js";
import { type JsonObject, type JsonValue, parseJson } from "../json.js";
import type { LoggingConfiguration } from "../service/logging-configuration.js";
import type { StepFunctions } from "../service/step-functions.js";
import { utf8Text } from "../utf8.js";
import type { HttpRequest, HttpResponse } from "./http-handler.js";

export const stepFunctionsTarget = "AWSStepFunctions.";

const contentType = "application/x-amz-json-1.0";

/**
 * The service's quota for a request, here of its body alone: the quota counts headers too.
 *
 * @see developer guide, "Service quotas"; the error is among those that are common to all actions
 */
const maxRequestBytes = 1_048_576;

/**
 * Of requests with a definition, so that one which is longer than the API's reference lets it be gets the error for that:
 * the characters of one that is not may take four bytes each.
 */
const maxDefinitionRequestBytes = 4 * 1_048_576 + maxRequestBytes;
const withDefinition: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(["CreateStateMachine", "UpdateStateMachine", "TestState", "ValidateStateMachineDefinition"] as const),
]);

const tooLarge = (maxBytes: number): HttpResponse =>
  respond(413, {
    __type: "RequestEntityTooLargeException",
    message: `The request is larger than ${maxBytes} bytes`,
  });

/** The service's wire protocol: AWS JSON 1.0. Refusals are 400 with `__type` and `message`. */
export async function handleStepFunctions(service: StepFunctions, request: HttpRequest): Promise<HttpResponse> {
  try {
    const operation = operationOf(request);
    const maxBytes = withDefinition.has(operation) ? maxDefinitionRequestBytes : maxRequestBytes;
    if (request.body.length > maxBytes) return tooLarge(maxBytes);
    return respond(200, await answer(operation, service, parseBody(request.body), request));
  } catch (error) {
    const refusal = refusalOf(error);
    return respond(400, { __type: refusal.code, message: refusal.message, ...refusal.details });
  }
}

/** Operations that change something that outlives executions. */
const changing: ReadonlySet<OperationName> = new Set<OperationName>([
  "CreateActivity",
  "CreateStateMachine",
  "CreateStateMachineAlias",
  "DeleteActivity",
  "DeleteStateMachine",
  "DeleteStateMachineAlias",
  "DeleteStateMachineVersion",
  "PublishStateMachineVersion",
  "TagResource",
  "UntagResource",
  "UpdateMapRun",
  "UpdateStateMachine",
  "UpdateStateMachineAlias",
]);

async function answer<Name extends OperationName>(
  name: Name,
  service: StepFunctions,
  body: JsonValue,
  request: HttpRequest,
): Promise<JsonObject> {
  const operation = operations[name];
  if (operation === undefined)
    throw new ServiceError("UnknownOperationException", `The simulator does not answer ${name}.`);
  const input = validateInput(name, body);
  const work = () => operation(input, { service, whenGone: () => request.whenGone?.() });
  const { loggingConfiguration } = input as { readonly loggingConfiguration?: LoggingConfiguration }; // of this shape wherever it is
  if (loggingConfiguration !== undefined) await service.lookUpLogGroup(loggingConfiguration);
  return changing.has(name) ? service.change(name, input, work) : work();
}

/** Definitions, paths and expressions may nest deeper than what reads them can follow. */
function refusalOf(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof RangeError && error.message.includes("call stack"))
    return new ServiceError("ValidationException", "Something in the request is nested too deeply to be read.");
  throw error;
}

function operationOf({ headers }: HttpRequest): OperationName {
  const target = headers["x-amz-target"] ?? "";
  const name = target.startsWith(stepFunctionsTarget) ? target.slice(stepFunctionsTarget.length) : "";
  if (!Object.hasOwn(inputShapes, name))
    throw new ServiceError("UnknownOperationException", `Unknown operation '${name}' in the X-Amz-Target header.`);
  return name as OperationName; // an own key of inputShapes
}

function parseBody(body: Buffer): JsonValue {
  if (body.length === 0) return {};
  let value: JsonValue | undefined;
  try {
    value = parseJson(utf8Text(body));
  } catch {
    throw new ServiceError("SerializationException", "The request is not UTF-8 text");
  }
  if (value === undefined)
    throw new ServiceError("SerializationException", "The request is not valid JSON, or is nested too deeply");
  return value;
}

function respond(status: number, body: JsonObject): HttpResponse {
  return {
    status,
    headers: { "content-type": contentType, "x-amzn-requestid": randomUUID() },
    body: JSON.stringify(body),
  };
}
