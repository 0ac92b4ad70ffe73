/** What the validator has to say, and how the service writes it. */

export type Severity = "ERROR" | "WARNING";

/** A place in a definition: field names and array indexes from the root. */
export type DefinitionPath = readonly (string | number)[];

/**
 * One finding. `code` and `message` are the service's own where they are known; `location` is written as the
 * service writes it (`/States/Map/ItemProcessor/States/Pass/Next`, `/States/Choice/Choices[0]/Condition`; names are
 * not escaped), `path` says the same unambiguously. Both are absent where the service gives no location. `line` and
 * `column` (from 1) are present when the definition was given as text.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly location?: string;
  readonly path?: DefinitionPath;
  /** What is wrong, where that is nearer than `path`: the service names the object that a wrong field stands in. */
  readonly place?: DefinitionPath;
  readonly line?: number;
  readonly column?: number;
}

/** `/States/Work/Catch[0]/Next`; the root is `/`. */
export function formatLocation(path: DefinitionPath): string {
  if (path.length === 0) return "/";
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `/${step}`)).join("");
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "ERROR");
}

/**
 * The message of the `InvalidDefinition` error with which the service refuses to create a state machine, or
 * undefined when no diagnostic is an error. A finding without a location is `at null` there.
 */
export function invalidDefinitionMessage(diagnostics: readonly Diagnostic[]): string | undefined {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "ERROR");
  if (errors.length === 0) return undefined;
  const listed = errors.map((error) => `${error.code}: ${error.message} at ${error.location ?? "null"}`).join(", ");
  return `Invalid State Machine Definition: '${listed}'`;
}
