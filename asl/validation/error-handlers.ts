import type { DefinitionPath } from "../diagnostic.js";
import { anyValue, arrayOf, integer, nonEmptyText, number, objectOf, oneOf, text, type Check } from "./checks.js";
import { resultPath } from "./path-checks.js";
import { isFields } from "../fields.js";
import { schemaError, type Scope } from "./scope.js";
import { assignment } from "./variable-names.js";

const errorNames = arrayOf(text, { nonEmpty: true });

/** Ranges as the service has them: an interval of 0 is accepted although the specification asks for at least 1. */
const retrier = objectOf({
  fields: {
    ErrorEquals: errorNames,
    IntervalSeconds: integer({ min: 0, max: 99_999_999 }),
    MaxAttempts: integer({ min: 0, max: 99_999_999 }),
    BackoffRate: number({ min: 1 }),
    MaxDelaySeconds: integer({ min: 1, max: 31_622_400 }),
    JitterStrategy: oneOf("NONE", "FULL"),
  },
  required: ["ErrorEquals"],
});

const catcher = objectOf({
  fields: { ErrorEquals: errorNames, Next: nonEmptyText, ResultPath: resultPath, Assign: assignment, Output: anyValue },
  required: ["ErrorEquals", "Next"],
  jsonPathOnly: ["ResultPath"],
  jsonataOnly: ["Output"],
});

export const retriers: Check = (value, path, scope) => {
  arrayOf(retrier)(value, path, scope);
  checkErrorNames(value, path, scope);
};

export const catchers: Check = (value, path, scope) => {
  arrayOf(catcher)(value, path, scope);
  checkErrorNames(value, path, scope);
};

/** The error names that the service itself raises; `States.Http.` and what follows it is open. */
const serviceErrors = new Set([
  ...["States.ALL", "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold"],
  ...["States.HeartbeatTimeout", "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched"],
  ...[
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
  ],
  ...["States.ResultWriterFailed", "States.Runtime", "States.TaskFailed", "States.Timeout"],
]);

/** `States.ALL` stands alone, in the last entry. */
function checkErrorNames(entries: unknown, path: DefinitionPath, scope: Scope): void {
  if (!Array.isArray(entries)) return;
  entries.forEach((entry: unknown, index) => {
    if (!isFields(entry) || !Array.isArray(entry["ErrorEquals"])) return;
    const names: readonly unknown[] = entry["ErrorEquals"];
    const at = [...path, index, "ErrorEquals"];
    if (names.includes("States.ALL") && (names.length > 1 || index < entries.length - 1)) {
      schemaError(scope, "States.ALL must appear alone and at end of list", at);
    }
    for (const name of names) warnOfUnknownError(name, at, scope);
  });
}

function warnOfUnknownError(name: unknown, path: DefinitionPath, scope: Scope): void {
  if (typeof name !== "string" || !name.startsWith("States.") || name.startsWith("States.Http.")) return;
  if (serviceErrors.has(name)) return;
  scope.report.warning("UNKNOWN_ERROR_NAME", `'${name}' is not an error that the service raises`, path);
}
