/** A journal that cannot be used: `LOCKED` by another process, or `DAMAGED` before its end. */
export class JournalError extends Error {
  override readonly name = "JournalError";

  constructor(
    readonly code: "LOCKED" | "DAMAGED",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
