import { jsonByteLength, type JsonValue } from "../json.js";
import { type ErrorOutput, StateFailure } from "./state-failure.js";
import type { AssignProblem } from "./variable-scope.js";

/** UTF-8 bytes of an input, an output or a task's result. */
export const maxPayloadBytes = 262_144;

export function exceedsPayloadLimit(value: JsonValue): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "number") return false;
  // A character takes at most six bytes of JSON text (an escape of a control character).
  if (typeof value === "string" && value.length * 6 + 2 <= maxPayloadBytes) return false;
  return jsonByteLength(value) > maxPayloadBytes;
}

const sizeError = "States.DataLimitExceeded";
const sizeCause = (stateOrResource: string): string =>
  `The state/task '${stateOrResource}' returned a result with a size exceeding the maximum number of bytes service limit.`;

export function payloadFailure(stateOrResource: string): ErrorOutput {
  return { error: sizeError, cause: sizeCause(stateOrResource) };
}

/** Throws StateFailure where the input of a state's work, or of an iteration, is too large: as if it were a result. */
export function checkInputSize(stateName: string, input: JsonValue): void {
  if (exceedsPayloadLimit(input)) throw new StateFailure(sizeError, sizeCause(stateName));
}

/** DEVIATION: the service documents the limits of variables, and not the words in which it refuses to go beyond them. */
export function variablesFailure(stateName: string, problem: AssignProblem): ErrorOutput {
  const what =
    problem === "assign too large"
      ? "assigned variables with a size exceeding the maximum number of bytes service limit (262144 for one Assign)"
      : "assigned variables beyond the maximum number of bytes that an execution can store (10485760)";
  return { error: "States.DataLimitExceeded", cause: `The state/task '${stateName}' ${what}.` };
}
