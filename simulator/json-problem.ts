import { findJsonSyntaxError } from "../asl/index.js";

const jackson = "com.fasterxml.jackson";

/** What is wrong with text that is not JSON, as the exceptions of the service's parser print. */
export function jsonProblem(text: string): string {
  if (text.trim() === "")
    return `${jackson}.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (String)"${text}"; line: 1, column: 0]`;
  const { message } = findJsonSyntaxError(text);
  return `${jackson}.core.${exceptionOf(message)}: ${message}`;
}

function exceptionOf(message: string): string {
  if (message.startsWith("Numeric value")) return "exc.InputCoercionException";
  return /^Unexpected end-of-input(?! within)/.test(message) ? "io.JsonEOFException" : "JsonParseException";
}
