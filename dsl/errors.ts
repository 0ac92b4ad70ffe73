/**
 * The base class of errors that a workflow throws.
 *
 * Its `name` is the name of the class, which becomes the ASL error name: `class OutOfStock extends WorkflowError {}`
 * thrown anywhere in a workflow fails the execution with error `OutOfStock`, and its message is the cause.
 * `instanceof` compares names too, so an error that came back from a task or from another workflow matches the class of
 * that name, natively as on AWS.
 */
export class WorkflowError extends Error {
  constructor(message = "") {
    super(message);
    this.name = new.target.name;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return this !== WorkflowError && value instanceof Error && value.name === this.name;
  }
}

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
