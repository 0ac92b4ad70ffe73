import { functionNameOf } from "../engine/arns.js";
import type { TimeKeeper } from "../engine/time-keeper.js";
import { isJsonObject } from "../json.js";
import { type AnsweringIntegration, failed, type Integration, type TaskCall } from "./integration.js";
import { patiently } from "./patience.js";

export interface CallBounds {
  /** Real milliseconds that a call may hold virtual time. Default: the function's timeout; 30,000 for a service. */
  readonly callPatienceMs?: number | undefined;
  /** Timeouts of functions in process, in seconds, by name. */
  readonly functionTimeouts?: ReadonlyMap<string, number> | undefined;
}

/** The timeout of a function in process that nothing is said of, and the patience with a service, in seconds. */
const usualSeconds = 30;

/**
 * Calls of functions in process, bounded as Lambda bounds them: one that hangs fails with `Sandbox.Timedout` when the
 * function's timeout has passed, in real time and then in virtual time, unless the task's own timeout strikes before.
 *
 * @see AWS Lambda developer guide, "Configure Lambda function timeout"
 */
export function boundedFunctions(
  integration: AnsweringIntegration,
  timeOf: () => TimeKeeper,
  newId: () => string,
  { callPatienceMs, functionTimeouts }: CallBounds,
): Integration {
  const secondsOf = (call: TaskCall) => functionTimeouts?.get(functionOf(call)) ?? usualSeconds;
  return patiently(integration, {
    patienceMs: (call) => callPatienceMs ?? secondsOf(call) * 1_000,
    giveUp(call, done) {
      const time = timeOf();
      const seconds = secondsOf(call);
      const errorMessage = `RequestId: ${newId()} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
      const errorType = "Sandbox.Timedout";
      const end = () => done(failed(errorType, JSON.stringify({ errorType, errorMessage })));
      const timer = time.setTimer(time.nowMs() + seconds * 1_000, "plain", end);
      return () => time.cancel(timer);
    },
  });
}

/** Calls of services: those that hang let the timeouts of tasks and executions strike. */
export function boundedServices(integration: Integration, { callPatienceMs }: CallBounds): Integration {
  return patiently(integration, { patienceMs: () => requestPatienceMs({ callPatienceMs }) });
}

/** How long a request to a service may hold virtual time, in real milliseconds. */
export const requestPatienceMs = ({ callPatienceMs }: CallBounds): number => callPatienceMs ?? usualSeconds * 1_000;

function functionOf({ resource, parameters }: TaskCall): string {
  if (resource.kind === "lambda") return functionNameOf(resource.arn);
  const name = isJsonObject(parameters) ? parameters.FunctionName : undefined;
  return typeof name === "string" ? functionNameOf(name) : "";
}
