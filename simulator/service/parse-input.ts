import { findJsonSyntaxError } from "../../asl/index.js";
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

/** Parses the JSON text of a task's output. */
export function parseOutput(text: string): JsonValue {
  const output = parseJson(text);
  if (output === undefined) throw new ServiceError("InvalidOutput", `Invalid Output: '${parseProblem(text)}'`);
  return output;
}

const jackson = "com.fasterxml.jackson";

/** What is wrong with the text, as the exceptions of the service's parser print. */
function parseProblem(text: string): string {
  if (text.trim() === "")
    return `${jackson}.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (String)"${text}"; line: 1, column: 0]`;
  const { message } = findJsonSyntaxError(text);
  const exception = message.startsWith("Unexpected end-of-input") ? "io.JsonEOFException" : "JsonParseException";
  return `${jackson}.core.${exception}: ${message}`;
}
