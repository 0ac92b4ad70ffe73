import { validationError } from "./aws-error.js";
import type { Shape } from "./shape.js";

/** The services list at most this many broken constraints in one message. */
const maxProblems = 10;

/**
 * Reads a request by its shape.
 *
 * Throws `SerializationException` for a wrong JSON type, and `ValidationException` with the list of broken
 * constraints.
 */
export function readInput<T>(shape: Shape<T>, json: unknown): T {
  const value = shape.read(json);
  const problems: string[] = [];
  shape.check(value, "", problems);
  if (problems.length === 0) return value;
  const shown = problems.slice(0, maxProblems);
  const count = `${shown.length} validation error${shown.length > 1 ? "s" : ""} detected`;
  throw validationError(`${count}: ${shown.join("; ")}`);
}
