import type { StateRun } from "./execution.js";

/** Error name and cause as Retry and Catch see them. */
export interface ErrorOutput {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A cause as the service words it when a state itself went wrong. */
export function causeInState({ node, enteredEventId }: StateRun, detail: string): string {
  return `An error occurred while executing the state '${node.name}' (entered at the event id #${enteredEventId}). ${detail}`;
}

/**
 * A failure of the modelled world that arises while fields of a state are evaluated, deep inside a template.
 * It never leaves the interpreter: `attempt` in `core/step.ts` turns it into a value for Retry and Catch.
 */
export class StateFailure extends Error {
  /**
   * @param error error name, such as `States.QueryEvaluationError`
   * @param detail the cause without the prefix that names the state
   * @param location the field that failed: `Output/total`
   * @param ofValue the expression itself was fine: the state could not use its value
   */
  constructor(
    readonly error: string,
    readonly detail: string,
    readonly location?: string,
    readonly ofValue = false,
  ) {
    super(`${error}: ${detail}`);
    this.name = "StateFailure";
  }
}
