import { currentExecution } from "./native-run.js";

/** The execution that runs the code which asks (AWS page "Accessing execution data from the Context object"). */
export interface Execution {
  /** The ARN: `arn:aws:states:…:execution:<machine>:<name>`. */
  readonly id: string;
  /** Unique in its state machine for 90 days: a key for what must happen once. */
  readonly name: string;
  /** ISO 8601 in UTC, with milliseconds where they are not zero (`2026-01-31T08:00:00Z`). */
  readonly startTime: string;
  /** How often the execution was redriven; 0 at first. */
  readonly redriveCount: number;
  readonly stateMachine: {
    /** The ARN of the state machine. */
    readonly id: string;
    readonly name: string;
  };
}

/**
 * Tells about the execution that runs this code.
 *
 * In a function of `distributedMap`, that is the child execution of the item. Natively, the name is that of
 * `runNative(…, { execution })`, or one of its own for each run.
 */
export function execution(): Execution {
  return currentExecution();
}
