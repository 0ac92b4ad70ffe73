import type { TaskRequest } from "../core/signal.js";
import type { JsonValue } from "../json.js";

/** What a call ended with. */
export type TaskOutcome =
  | { readonly kind: "succeeded"; readonly output: JsonValue }
  | {
      readonly kind: "failed";
      readonly error: string | undefined;
      readonly cause: string | undefined;
      /** The task's own failure, even where a job or a token would have to come first: a mock. */
      readonly final?: true;
    };

/** What a service answered: the outcome, or that it took a job, whose end is to come while time passes. */
export type TaskAnswered =
  | TaskOutcome
  /** The task's own result at once, even where a job or a token would have to come first: a mock. */
  | { readonly kind: "final"; readonly output: JsonValue }
  /** The call goes on while time passes; calls back once with its answer. */
  | { readonly kind: "underWay"; readonly outcome: (done: (answered: TaskAnswered) => void) => void }
  | {
      readonly kind: "submitted";
      readonly output: JsonValue; /** Calls back once at the job's end. Not a promise: virtual time must not pass between the end and the call. */
      readonly outcome: (done: (outcome: TaskOutcome) => void) => void;
    };

/** The call as an integration gets it. */
export interface TaskCall extends TaskRequest {
  readonly executionArn: string;
  /** Ends when the execution no longer waits for the answer. */
  readonly signal: AbortSignal;
  /** Wants to see what an HTTP task sends and gets. */
  readonly onHttp?: ((exchange: HttpExchange) => void) | undefined;
}

/** A request of an HTTP task, and the answer once it is there, as TestState shows them. */
export interface HttpExchange {
  /** As the state has it, without what the connection adds. */
  readonly request: HttpMessage;
  /** As it was sent. Secret. */
  readonly sentRequest: HttpMessage;
  readonly response?: HttpMessage;
}

/** `headers` is `[name: value, …]`, as the service writes them. */
export type HttpMessage = Readonly<Record<string, string>>;

/** Performs the calls of some resources. A rejection is a defect of the integration, not of the service. */
export type Integration = (call: TaskCall) => Promise<TaskAnswered>;

/** The reason with which calls end when an engine closes: what they have set going goes on elsewhere. */
export class EngineClosed extends Error {
  constructor() {
    super("The engine has been closed.");
    this.name = "EngineClosed";
  }
}

/** An integration whose services answer with the outcome itself. */
export type AnsweringIntegration = (call: TaskCall) => Promise<TaskOutcome>;

export const succeeded = (output: JsonValue): TaskOutcome => ({ kind: "succeeded", output });

export const failed = (error: string | undefined, cause: string | undefined): TaskOutcome => ({
  kind: "failed",
  error,
  cause,
});
