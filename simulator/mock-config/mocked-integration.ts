import type { ExecutionRecord } from "../core/execution.js";
import { failed, type Integration, type TaskAnswered, type TaskCall } from "../integrations/integration.js";
import { invokeResult } from "../integrations/lambda-invoke.js";
import { isJsonObject, type JsonValue } from "../json.js";
import type { TaskResource } from "../machine/task-resource.js";
import { machineOf } from "./mocked-tasks.js";
import { type MockConfig, mockedResponse } from "./parse-mock-config.js";

/**
 * Answers the calls that an execution's test case mocks; all others go on to `otherwise`.
 *
 * Each state has one counter an execution, which every call advances: retries, iterations and loops alike.
 */
export function mockedIntegration(
  config: () => MockConfig,
  recordOf: (executionArn: string) => ExecutionRecord | undefined,
  otherwise: Integration,
): Integration {
  const counters = new WeakMap<ExecutionRecord, Map<string, number>>();
  return async (call) => {
    const record = recordOf(call.executionArn);
    const testCase = record?.start.testCase;
    if (record === undefined || testCase === undefined) return otherwise(call);
    const current = config();
    const cases = current.machines.get(machineOf(record.start.stateMachineName));
    const name = cases?.get(testCase)?.get(call.stateName);
    if (name === undefined) return otherwise(call);
    const counts = counters.get(record) ?? new Map<string, number>();
    counters.set(record, counts);
    const index = counts.get(call.stateName) ?? 0;
    counts.set(call.stateName, index + 1);
    return answer(current, name, index, call);
  };
}

function answer(config: MockConfig, name: string, index: number, { resource }: TaskCall): TaskAnswered {
  const response = mockedResponse(config, name, index);
  switch (response.kind) {
    case "return":
      return { kind: "final", output: lambdaResult(resource, response.value) };
    case "throw":
      return { kind: "failed", error: response.error, cause: response.cause, final: true };
    case "unusable":
      return failed("States.Runtime", response.why);
  }
}

/** Mocks of Lambda answer as Lambda's API does, `{StatusCode, Payload}`; the task's result is what the integration makes of it. */
function lambdaResult(resource: TaskResource, value: JsonValue): JsonValue {
  const isInvoke = resource.kind === "service" && resource.resourceType === "lambda";
  if (!isJsonObject(value) || value.Payload === undefined) return value;
  if (resource.kind === "lambda") return value.Payload;
  return isInvoke ? { ...invokeResult(value.Payload, "00000000-0000-0000-0000-000000000000"), ...value } : value;
}
