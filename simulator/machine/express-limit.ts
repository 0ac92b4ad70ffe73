import type { Machine } from "./state-node.js";

/**
 * An Express execution ends after five minutes, as if that were its machine's timeout.
 *
 * @see AWS Step Functions developer guide, "Choosing workflow type"
 */
const maxExpressSeconds = 300;

/** The machine with the bounds of its executions' type. */
export function withTypeLimit(machine: Machine, type: "STANDARD" | "EXPRESS"): Machine {
  if (type === "STANDARD") return machine;
  const timeoutSeconds = Math.min(machine.timeoutSeconds ?? maxExpressSeconds, maxExpressSeconds);
  return { ...machine, timeoutSeconds, isExpress: true };
}
