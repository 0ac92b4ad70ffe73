import type { InputOf } from "../api/input-shape.js";
import { typeNotSupported } from "../api/service-error.js";
import type { ExecutionRecord } from "../core/execution.js";
import { parseInput } from "./parse-input.js";
import type { StepFunctions } from "./step-functions.js";

/** Starts an execution of an Express machine whose end is waited for; other machines are refused. */
export function startSyncExecution(
  service: StepFunctions,
  { stateMachineArn, name, input, traceHeader }: InputOf<"StartSyncExecution">,
): ExecutionRecord {
  const { machine } = service.machines.resolve(stateMachineArn);
  if (machine.type !== "EXPRESS") throw typeNotSupported();
  return service.start({ stateMachineArn, name, input: parseInput(input), traceHeader }).record;
}
