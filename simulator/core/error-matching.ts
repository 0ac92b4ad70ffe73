/** Errors that `States.ALL` does not cover. */
const neverCovered: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/**
 * True when an `ErrorEquals` list covers an error.
 *
 * - `States.ALL` covers everything but `States.DataLimitExceeded` and `States.Runtime`.
 * - `States.TaskFailed` covers everything but timeouts; `States.Timeout` covers `States.HeartbeatTimeout` too.
 * - `States.Runtime` is covered by nothing.
 *
 * @see AWS Step Functions developer guide, "Handling errors"
 */
export function coversError(errorEquals: readonly string[], error: string | undefined): boolean {
  if (error === "States.Runtime") return false;
  return errorEquals.some((name) => covers(name, error));
}

function covers(name: string, error: string | undefined): boolean {
  if (name === error) return true;
  if (error !== undefined && neverCovered.has(error)) return false;
  switch (name) {
    case "States.ALL":
      return true;
    case "States.TaskFailed":
      return error !== "States.Timeout" && error !== "States.HeartbeatTimeout";
    case "States.Timeout":
      return error === "States.HeartbeatTimeout";
    default:
      return false;
  }
}
