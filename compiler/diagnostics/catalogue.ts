/** One kind of problem that the compiler reports. */
export interface DiagnosticKind {
  readonly severity: "error" | "warning";
  /** What is wrong, in the author's words; `{name}` stands for a detail. */
  readonly message: string;
  /** What to type instead. */
  readonly hint: string;
}

function error(message: string, hint: string): DiagnosticKind {
  return { severity: "error", message, hint };
}

/**
 * Every diagnostic, by its code. Codes are permanent: a retired one leaves a tombstone and is never used again.
 *
 * 1000 projects and declarations, 1100 statements, 1200 expressions, 1300 library functions, 1400 tasks and calls,
 * 2100 scope rules of state machines, 2200 limits, 3000 verification.
 */
export const catalogue = {
  SP1000: error("{message}", "This is an error of TypeScript itself (TS{code}); fix it as in any TypeScript file."),
  SP1301: error("`{name}` has no exact counterpart in a state machine", "{hint}"),
  SP1302: error("`{name}` is not supported with these arguments: {reason}", "{hint}"),
  SP1303: error("regular expression feature not supported: {reason}", "{hint}"),
  SP1304: error(
    "the callback of `{name}` may return undefined",
    "Return a value on every path; JSON arrays have no holes.",
  ),
  SP1305: error("`{name}` changes an array that others may see", "{hint}"),
  SP1306: error("`{name}` compares objects by identity, which values in a state machine do not have", "{hint}"),
  SP1307: error("`{name}` gives something that is no JSON value", "{hint}"),
} as const satisfies Record<`SP${number}`, DiagnosticKind>;

export type DiagnosticCode = keyof typeof catalogue;
