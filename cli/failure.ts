/** The work failed in a way that a person can mend: shown as message and hint, exit code 1. */
export class CliFailure extends Error {
  readonly code: string = "CliFailure";
  constructor(
    message: string,
    /** What to do, as one or more sentences. */
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command was called in a wrong way: exit code 2. */
export class UsageFailure extends CliFailure {
  override readonly code = "UsageFailure";
}

/** The work failed, and everything that is to be said has been printed: exit code 1. */
export class ReportedFailure extends Error {
  readonly code = "ReportedFailure";
}
