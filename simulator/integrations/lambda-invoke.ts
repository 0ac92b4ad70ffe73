import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { type AnsweringIntegration, failed, succeeded, type TaskOutcome } from "./integration.js";
import { sdkMetadata } from "./sdk-metadata.js";

/** How a function is called: its answer is waited for, it is only told, or it is only looked for. */
export type InvocationType = "RequestResponse" | "Event" | "DryRun";

export interface LambdaCallOptions {
  /** Default `RequestResponse`. The other types have no answer. */
  readonly type?: InvocationType;
  /** A version or an alias. */
  readonly qualifier?: string | undefined;
  /** JSON of the caller's own, in base64, for the function's context. */
  readonly clientContext?: string | undefined;
}

/** Calls a Lambda function by name or ARN; the output is the function's answer. */
export type LambdaCaller = (
  functionName: string,
  payload: JsonValue,
  options?: LambdaCallOptions,
) => Promise<TaskOutcome>;

const statusOf: Readonly<Record<InvocationType, number>> = { RequestResponse: 200, Event: 202, DryRun: 204 };

/**
 * The optimised Lambda integration and Lambda ARNs as resources.
 *
 * @see AWS Step Functions developer guide, "Invoke an AWS Lambda function with Step Functions"
 */
export function lambdaIntegration(call: LambdaCaller, newId: () => string): AnsweringIntegration {
  return async ({ resource, parameters }) => {
    if (resource.kind === "lambda") return call(resource.arn, parameters);
    const given = isJsonObject(parameters) ? parameters : {};
    const name = textOf(given.FunctionName) ?? "";
    const type = textOf(given.InvocationType) ?? "RequestResponse";
    if (!isInvocationType(type)) return invalidType(type, newId());
    const qualifier = textOf(given.Qualifier);
    if (given.TenantId !== undefined || given.DurableExecutionName !== undefined)
      return failed("States.Runtime", "Tenants and durable executions of functions are not simulated.");
    const clientContext = textOf(given.ClientContext);
    const outcome = await call(name, payloadOf(given.Payload ?? {}), { type, qualifier, clientContext });
    if (outcome.kind === "failed") return outcome;
    const answered = type === "RequestResponse";
    return succeeded({
      ...(answered && given.LogType === "Tail" ? { LogResult: logTail(newId()) } : {}),
      ...invokeResult(answered ? outcome.output : "", newId(), { version: qualifier, status: statusOf[type] }),
    });
  };
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

const isInvocationType = (text: string): text is InvocationType => Object.hasOwn(statusOf, text);

function invalidType(type: string, requestId: string): TaskOutcome {
  const problem = `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`;
  return failed(
    "Lambda.AWSLambdaException",
    `${problem} (Service: AWSLambda; Status Code: 400; Error Code: ValidationException; Request ID: ${requestId}; Proxy: null)`,
  );
}

/** The end of a function's log, which here holds nothing but that it ran. */
function logTail(requestId: string): string {
  const lines = [`START RequestId: ${requestId} Version: $LATEST`, `END RequestId: ${requestId}`];
  return Buffer.from(`${lines.join("\n")}\n`).toString("base64");
}

/** Text that is JSON is sent as it stands: the function gets what it says. */
function payloadOf(payload: JsonValue): JsonValue {
  if (typeof payload !== "string") return payload;
  const value = parseJson(payload);
  return value === undefined ? payload : value;
}

/** The result of `lambda:invoke` for a function's answer. */
export function invokeResult(
  payload: JsonValue,
  requestId: string,
  { version = "$LATEST", status = 200 }: { readonly version?: string | undefined; readonly status?: number } = {},
): JsonObject {
  const length = String(Buffer.byteLength(JSON.stringify(payload)));
  return {
    ExecutedVersion: version,
    Payload: payload,
    ...sdkMetadata(
      requestId,
      length,
      {
        "X-Amz-Executed-Version": version,
        "x-amzn-Remapped-Content-Length": "0",
        "Content-Type": "application/json",
      },
      status,
    ),
    StatusCode: status,
  };
}
