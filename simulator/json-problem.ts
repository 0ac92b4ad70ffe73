import { findJsonSyntaxError, tooDeepAt } from "../asl/index.js";

const jackson = "com.fasterxml.jackson";

/** What is wrong with text that is not JSON, as the exceptions of the service's parser print. */
export function jsonProblem(text: string): string {
  if (text.trim() === "")
    return `${jackson}.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (String)"${text}"; line: 1, column: 0]`;
  if (isOutOfRange(text)) return `${jackson}.core.exc.InputCoercionException: Numeric value out of range of double`;
  const { message } = findJsonSyntaxError(text);
  const exception = message.startsWith("Unexpected end-of-input") ? "io.JsonEOFException" : "JsonParseException";
  return `${jackson}.core.${exception}: ${message}`;
}

/** True for JSON that is refused for nothing but its numbers. */
function isOutOfRange(text: string): boolean {
  if (tooDeepAt(text) !== undefined) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
