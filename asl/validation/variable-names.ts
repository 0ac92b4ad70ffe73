import type { DefinitionPath } from "../diagnostic.js";
import type { Check } from "./checks.js";
import { object } from "./checks.js";
import { isFields } from "../fields.js";
import { type Scope } from "./scope.js";
import { template } from "./template-checks.js";

/** An `Assign` field: an object whose field names are variables. */
export const assignment: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  template(value, path, scope);
  for (const field of Object.keys(value)) checkName(variableOf(field, scope), [...path, field], scope);
};

/** The variable that a field of `Assign` names: in a JSONPath state without the `.$` of a dynamic value. */
export function variableOf(field: string, scope: Pick<Scope, "language">): string {
  return scope.language === "JSONPath" && field.endsWith(".$") ? field.slice(0, -2) : field;
}

function checkName(name: string, path: DefinitionPath, scope: Scope): void {
  if (name === "states") {
    scope.report.error("RESERVED_VARIABLE_NAME", "Cannot assign to reserved variable '$states'.", path);
  } else if (!/^\p{ID_Start}\p{ID_Continue}*$/u.test(name)) {
    const message = `Invalid variable name '${name}': the variable name contains invalid characters.`;
    scope.report.error("INVALID_VARIABLE_NAME", message, path);
  } else if ([...name].length > 80) {
    const message = `Invalid variable name '${name}': the variable name exceeds the 80-character limit.`;
    scope.report.error("INVALID_VARIABLE_NAME", message, path);
  }
}
