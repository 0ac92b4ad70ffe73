import type { DefinitionPath } from "../diagnostic.js";
import { object, type Check } from "./checks.js";
import { dynamicValueProblem } from "./path-checks.js";
import { isFields } from "../fields.js";
import { isSubstitution, schemaError, type Scope } from "./scope.js";

/**
 * A payload template in a JSONPath state. The service reports every field of a template at the template itself, so
 * that is where findings point. JSONata templates are checked with the expressions.
 */
export const template: Check = (value, path, scope) => {
  if (scope.language === "JSONPath") checkTemplate(value, path, scope);
};

export const objectTemplate: Check = (value, path, scope) => {
  if (scope.language === "JSONata") return;
  object(value, path, scope);
  template(value, path, scope);
};

function checkTemplate(value: unknown, template: DefinitionPath, scope: Scope): void {
  if (Array.isArray(value)) value.forEach((element) => checkTemplate(element, template, scope));
  if (!isFields(value)) return;
  for (const [name, field] of Object.entries(value)) {
    if (name.endsWith(".$")) checkDynamicField(name, field, template, scope);
    else {
      checkForgottenDollar(name, field, template, scope);
      checkTemplate(field, template, scope);
    }
    if (Object.hasOwn(value, `${name}.$`)) {
      schemaError(scope, `The fields '${name}' and '${name}.$' give the same field '${name}'`, template);
    }
  }
}

function checkDynamicField(name: string, value: unknown, template: DefinitionPath, scope: Scope): void {
  if (isSubstitution(value, scope)) return;
  if (typeof value === "string" && dynamicValueProblem(value) === undefined) return;
  const message = `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
  schemaError(scope, message, template);
}

const looksDynamic = /^(?:\$\$?[.[]|\$\$?$|States\.[A-Za-z0-9]+\()/;

function checkForgottenDollar(name: string, value: unknown, template: DefinitionPath, scope: Scope): void {
  if (typeof value !== "string" || !looksDynamic.test(value)) return;
  const what = value.startsWith("States.") ? "an Intrinsic Function" : "a JSONPath";
  const message = `The value of '${name}' looks like ${what}. Instead of '${name}', use '${name}.$' to evaluate it as ${what} at runtime.`;
  scope.report.warning("NO_DOLLAR", message, template);
}

/**
 * A Pass state's `Result` is plain data: fields whose names ask for a path stay as they are, and paths in it stay text.
 *
 * @see API reference, ValidateStateMachineDefinition, for the words of the former
 */
export const staticResult: Check = (value, path, scope) => {
  const warn = (message: string) => scope.report.warning("PASS_RESULT_IS_STATIC", message, path);
  const names = dynamicNames(value);
  const what = "a JSONPath or Intrinsic Function";
  for (const name of names)
    warn(
      `The value of '${name}' will not evaluate as ${what} at runtime. Instead of 'Result', use 'Parameters' to evaluate it as ${what} at runtime.`,
    );
  if (names.length === 0 && holdsPath(value))
    warn("A path in the Result of a Pass state is not evaluated. Use Parameters.");
};

function dynamicNames(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => [
    ...(name.endsWith(".$") ? [name] : []),
    ...dynamicNames(field),
  ]);
}

function holdsPath(value: unknown): boolean {
  if (typeof value === "string") return looksDynamic.test(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsPath);
}
