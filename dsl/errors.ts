/**
 * The base class of errors that a workflow throws.
 *
 * Its `name` is the name of the class, which becomes the ASL error name: `class OutOfStock extends WorkflowError {}`
 * thrown anywhere in a workflow fails the execution with error `OutOfStock`, and its message is the cause.
 * `instanceof` compares names too, so an error that came back from a task or from another workflow matches the class of
 * that name, natively as on AWS.
 *
 * Where the error has a name that no class can have, as those of AWS services do, the class says it:
 *
 *     class ConditionFailed extends WorkflowError {
 *       static override readonly errorName = "DynamoDB.ConditionalCheckFailedException";
 *     }
 */
export class WorkflowError extends Error {
  /** The name of errors of this very class, without its subclasses. Default: the name of the class. */
  static readonly errorName?: string;

  /** @param options `cause` is for native runs: an execution keeps an error's name and message */
  constructor(message = "", options?: ErrorOptions) {
    super(message, options);
    this.name = errorNameOf(new.target);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return this !== WorkflowError && value instanceof Error && value.name === errorNameOf(this);
  }
}

function errorNameOf(errorClass: typeof WorkflowError): string {
  return (Object.hasOwn(errorClass, "errorName") ? errorClass.errorName : undefined) ?? errorClass.name;
}

/** A call took longer than its `timeout`. */
export class TimedOut extends WorkflowError {
  static override readonly errorName = "States.Timeout";
}

/** An operator rejected a human step; the message is the reason. */
export class HumanTaskRejected extends WorkflowError {}

/** Turns whatever was thrown into an error of the given name: tasks hand over a name and a message, nothing else. */
export function taskError(thrown: unknown): Error {
  const error = new Error(thrown instanceof Error ? thrown.message : String(thrown));
  error.name = thrown instanceof Error ? thrown.name : "Error";
  return error;
}

/** An error of the service itself, under the name that ASL has for it. */
export function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
