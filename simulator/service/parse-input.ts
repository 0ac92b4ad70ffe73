import { ServiceError } from "../api/service-error.js";
import { type JsonValue, parseJson } from "../json.js";
import { jsonProblem } from "../json-problem.js";

/** Parses the JSON text of an execution's input. */
export function parseInput(text: string | undefined): JsonValue {
  if (text === undefined) return {};
  const input = parseJson(text);
  if (input === undefined)
    throw new ServiceError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${jsonProblem(text)}'`);
  return input;
}

/** Parses the JSON text of a task's output. */
export function parseOutput(text: string): JsonValue {
  const output = parseJson(text);
  if (output === undefined) throw new ServiceError("InvalidOutput", `Invalid Output: '${jsonProblem(text)}'`);
  return output;
}
