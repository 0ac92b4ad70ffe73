import { unusableParameters } from "../../asl/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import type { AwsSdk } from "./aws-sdk.js";
import { failed, type Integration, succeeded } from "./integration.js";
import { sdkFailure } from "./service-integration.js";

/** Starts executions of Express machines and tells their end. */
export interface SyncExecutions {
  /** Takes the members of the API's request, and calls back with those of its answer. */
  start(
    request: JsonObject,
  ):
    | { readonly kind: "started"; readonly whenEnded: (done: (answer: JsonObject) => void) => void }
    | { readonly kind: "refused"; readonly code: string; readonly message: string };
  newId(): string;
}

/** The call of the AWS SDK integration that waits for an Express execution. */
export const isSyncExecution = (resource: TaskResource): boolean =>
  resource.kind === "service" && resource.resourceType === "aws-sdk:sfn" && resource.action === "startSyncExecution";

/**
 * `aws-sdk:sfn:startSyncExecution` of this service's own machines. The call is under way while the execution runs, so
 * that virtual time passes: as a request to the service it would hold it. A failed execution is a successful call.
 */
export function syncExecutionIntegration(
  executions: SyncExecutions,
  sdk: Pick<AwsSdk, "parameterProblems">,
): Integration {
  return async ({ parameters }) => {
    const problems = await sdk.parameterProblems("sfn", "startSyncExecution", parameters);
    if (problems.length > 0) return failed("States.Runtime", unusableParameters(parameters, problems));
    const started = executions.start(requestOf(isJsonObject(parameters) ? parameters : {}));
    if (started.kind === "started")
      return {
        kind: "underWay",
        outcome: (done) => started.whenEnded((answer) => done(succeeded(resultOf(answer)))),
      };
    return sdkFailure("sfn", {
      kind: "refused",
      code: started.code,
      modelled: true,
      message: started.message,
      status: 400,
      requestId: executions.newId(),
      extendedRequestId: undefined,
      serviceId: "SFN",
    });
  };
}

/** `Input` may be written as JSON, as the SDK integration has it of every text. */
function requestOf(parameters: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      isText(value) ? value : JSON.stringify(value),
    ]),
  );
}

const isText = (value: JsonValue): boolean => typeof value !== "object" || value === null;

/** Names with capital first letters, and times as text, as results of the SDK integration have them. */
function resultOf(answer: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      name.endsWith("Date") && typeof value === "number"
        ? timeText(value)
        : isJsonObject(value)
          ? resultOf(value)
          : value,
    ]),
  );
}

const timeText = (seconds: number): string => new Date(Math.round(seconds * 1_000)).toISOString().replace(".000Z", "Z");
