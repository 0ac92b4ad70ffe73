/**
 * A journal that cannot be used: `LOCKED` by another process, `DAMAGED` before its end, of a `NEWER` program, or in a folder
 * that is `UNUSABLE` because it can neither be made nor written.
 */
export class JournalError extends Error {
  override readonly name = "JournalError";

  constructor(
    readonly code: "LOCKED" | "DAMAGED" | "NEWER" | "UNUSABLE",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
