/** A journal that cannot be used: `LOCKED` by another process, `DAMAGED` before its end, or of a `NEWER` program. */
export class JournalError extends Error {
  override readonly name = "JournalError";

  constructor(
    readonly code: "LOCKED" | "DAMAGED" | "NEWER",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
