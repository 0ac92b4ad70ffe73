/** What a person does with the question of a human step. */
export class Person {
  private constructor(
    /** What is sent with the task's token, in order: whatever comes after the first is too late. */
    readonly answers: readonly PersonsAnswer[],
  ) {}

  /** Answers, and then again: what counts is the first. */
  static answering(...answers: readonly unknown[]): Person {
    return new Person(answers.map((output) => ({ output })));
  }

  /** Will not decide: the task fails. */
  static rejecting(error: string, cause: string): Person {
    return new Person([{ error, cause }]);
  }

  /** Never comes: the step's deadline strikes. */
  static readonly absent = new Person([]);
}

export type PersonsAnswer = { readonly output: unknown } | { readonly error: string; readonly cause: string };
