import type { Problems } from "./diagnostics/diagnostic.js";
import type { SourceSpan } from "./source-span.js";

/**
 * Runs a part of the compiler; what it throws becomes a diagnostic at the span, so that the rest is compiled all the same.
 *
 * @param onFailure is told of every mistake of the compiler itself
 */
export function guarded<T>(
  problems: Problems,
  span: SourceSpan | undefined,
  fallback: T,
  run: () => T,
  onFailure: ((error: unknown) => void) | undefined,
): T {
  try {
    return run();
  } catch (error) {
    if (isStackOverflow(error)) problems.add("SP3003", span);
    else {
      problems.add("SP3002", span, { message: error instanceof Error ? error.message : String(error) });
      onFailure?.(error);
    }
    return fallback;
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}
