import type { StatesField } from "./expression.js";

/** True for what the context object tells of the execution or the machine: it is the same in all states. */
export function isOfExecution(field: StatesField): boolean {
  return field.startsWith("context.Execution.") || field.startsWith("context.StateMachine.");
}
