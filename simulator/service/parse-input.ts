import { ServiceError } from "../api/service-error.js";
import { type JsonValue, parseJson } from "../json.js";

/** Parses the JSON text of an execution's input. */
export function parseInput(text: string | undefined): JsonValue {
  if (text === undefined) return {};
  const input = parseJson(text);
  if (input === undefined)
    throw new ServiceError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${parseProblem(text)}'`);
  return input;
}

function parseProblem(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return String(error);
  }
}
