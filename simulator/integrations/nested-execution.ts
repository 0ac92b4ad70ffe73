import type { ExecutionRecord } from "../core/execution.js";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { jsonProblem } from "../json-problem.js";
import type { TaskRequest } from "../core/signal.js";
import { failed, type Integration, succeeded, type TaskAnswered, type TaskOutcome } from "./integration.js";
import { sdkMetadata } from "./sdk-metadata.js";

/** Starts and follows executions of other machines. */
export interface NestedExecutions {
  start(request: {
    readonly stateMachineArn: string;
    readonly name: string | undefined;
    readonly input: JsonValue;
    readonly traceHeader?: string | undefined;
    /** Whether the end is to be followed, which the service does with Standard executions only. */
    readonly followed: boolean;
  }):
    | { readonly kind: "started"; readonly record: ExecutionRecord }
    | { readonly kind: "refused"; readonly error: string; readonly message: string };
  /** Calls back when the execution has ended. */
  whenEnded(execution: ExecutionRecord, done: (record: ExecutionRecord) => void): void;
  stop(executionArn: string): void;
  newId(): string;
}

/**
 * `states:startExecution`: starts an execution and goes on, or waits for its end (`.sync`, `.sync:2`). With
 * `.waitForTaskToken` the token comes back from inside the nested execution.
 *
 * DEVIATION: executions of Express machines cannot be described or followed by events, so the service cannot wait for their
 * end with `.sync`; it does not say with which error it refuses. Here nothing is started, and the error is that of the
 * operations that Express machines do not have. `aws-sdk:sfn:startSyncExecution` is what waits for one.
 *
 * @see AWS Step Functions developer guide, "Start workflow executions from a state machine"
 */
export function nestedExecutionIntegration(executions: NestedExecutions): Integration {
  return async ({ resource, parameters, signal }) => {
    const given = isJsonObject(parameters) ? parameters : {};
    const { StateMachineArn: arn } = given;
    if (typeof arn !== "string") return failed("States.Runtime", "The task needs a StateMachineArn");
    const isFollowed = resource.kind === "service" && resource.pattern === "sync";
    const started = start(executions, arn, given, isFollowed);
    const requestId = executions.newId();
    if (started.kind === "refused")
      return failed(
        `StepFunctions.${started.error}Exception`,
        `${started.message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${started.error}; Request ID: ${requestId}; Proxy: null)`,
      );
    const { record } = started;
    const response = startResponse(record, requestId);
    if (!isFollowed) return succeeded(response);
    return follow(executions, record, response, resource.syncVersion, signal);
  };
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

/** Text is the JSON of the input. */
function start(executions: NestedExecutions, stateMachineArn: string, parameters: JsonObject, followed: boolean) {
  const given = parameters.Input ?? {};
  const [name, traceHeader] = [textOf(parameters.Name), textOf(parameters.TraceHeader)];
  const input = typeof given === "string" ? parseJson(given) : given;
  if (input !== undefined) return executions.start({ stateMachineArn, name, input, traceHeader, followed });
  const problem = typeof given === "string" ? jsonProblem(given) : "";
  return {
    kind: "refused",
    error: "InvalidExecutionInput",
    message: `Invalid State Machine Execution Input: '${problem}'`,
  } as const;
}

/** Finds the execution again that a task had started and waits for: `output` is what the start had answered. */
export function reattachNestedExecution(
  executions: NestedExecutions,
  find: (executionArn: string) => ExecutionRecord | undefined,
) {
  return ({ resource }: TaskRequest, output: JsonValue, signal: AbortSignal): TaskAnswered | undefined => {
    if (resource.kind !== "service" || resource.pattern !== "sync" || resource.resourceType !== "states")
      return undefined;
    const arn = isJsonObject(output) && typeof output.ExecutionArn === "string" ? output.ExecutionArn : "";
    const record = find(arn);
    if (record === undefined) return failed("States.TaskFailed", `The execution ${arn} is not known any more.`);
    return follow(executions, record, output, resource.syncVersion, signal);
  };
}

function follow(
  executions: NestedExecutions,
  record: ExecutionRecord,
  output: JsonValue,
  syncVersion: 1 | 2,
  signal: AbortSignal,
): TaskAnswered {
  signal.addEventListener("abort", () => executions.stop(record.start.executionArn));
  return {
    kind: "submitted",
    output,
    outcome: (done) => executions.whenEnded(record, (end) => done(jobOutcome(end, syncVersion))),
  };
}

function startResponse({ start, startMs }: ExecutionRecord, requestId: string): JsonObject {
  const response = { ExecutionArn: start.executionArn, StartDate: startMs };
  return {
    ...response,
    ...sdkMetadata(requestId, String(JSON.stringify(response).length), {
      "Content-Type": "application/x-amz-json-1.0",
    }),
  };
}

/** What `.sync` answers: the description of the execution; with version 2 its input and output are JSON. */
function jobOutcome(record: ExecutionRecord, version: 1 | 2): TaskOutcome {
  const { start, status, startMs, stopMs, output, error, cause } = record;
  const document = (value: JsonValue): JsonValue => (version === 2 ? value : JSON.stringify(value));
  const description: Record<string, JsonValue> = {
    ExecutionArn: start.executionArn,
    Input: document(start.input),
    InputDetails: { Included: true },
    Name: start.name,
    StartDate: startMs,
    StateMachineArn: start.stateMachineArn,
    Status: status,
    StopDate: stopMs ?? startMs,
  };
  if (status === "SUCCEEDED")
    return succeeded({ ...description, Output: document(output ?? null), OutputDetails: { Included: true } });
  if (status !== "TIMED_OUT" && error !== undefined) description.Error = error;
  if (status !== "TIMED_OUT" && cause !== undefined) description.Cause = cause;
  return failed("States.TaskFailed", JSON.stringify(sorted(description)));
}

const sorted = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
