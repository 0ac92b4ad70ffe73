import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { failed, type Integration, succeeded, type TaskOutcome } from "./integration.js";
import { sdkMetadata } from "./sdk-metadata.js";

/** Calls a Lambda function by name or ARN; the output is the function's answer. */
export type LambdaCaller = (functionName: string, payload: JsonValue) => Promise<TaskOutcome>;

/**
 * The optimised Lambda integration and Lambda ARNs as resources.
 *
 * @see AWS Step Functions developer guide, "Invoke an AWS Lambda function with Step Functions"
 */
export function lambdaIntegration(call: LambdaCaller, newId: () => string): Integration {
  return async ({ resource, parameters }) => {
    if (resource.kind === "lambda") return call(resource.arn, parameters);
    const { FunctionName: name, Payload: payload } = isJsonObject(parameters) ? parameters : {};
    if (typeof name !== "string")
      return failed("States.Runtime", "The Parameters of a lambda:invoke task must have a FunctionName");
    if (typeof payload === "number" || typeof payload === "boolean")
      return failed(
        "States.Runtime",
        `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [The value for the field 'Payload' must be a STRING]`,
      );
    const outcome = await call(name, payloadOf(payload ?? {}));
    return outcome.kind === "succeeded" ? succeeded(invokeResult(outcome.output, newId())) : outcome;
  };
}

/** Text that is JSON is sent as it stands: the function gets what it says. */
function payloadOf(payload: JsonValue): JsonValue {
  if (typeof payload !== "string") return payload;
  const value = parseJson(payload);
  return value === undefined ? payload : value;
}

/** The result of `lambda:invoke` for a function's answer. */
export function invokeResult(payload: JsonValue, requestId: string): JsonObject {
  const length = String(Buffer.byteLength(JSON.stringify(payload)));
  return {
    ExecutedVersion: "$LATEST",
    Payload: payload,
    ...sdkMetadata(requestId, length, {
      "X-Amz-Executed-Version": "$LATEST",
      "x-amzn-Remapped-Content-Length": "0",
      "Content-Type": "application/json",
    }),
    StatusCode: 200,
  };
}
