import type { DefinitionPath } from "../diagnostic.js";
import { object, type Check } from "./checks.js";
import { dynamicValueProblem } from "./path-checks.js";
import { isFields } from "../fields.js";
import { isSubstitution, type Scope } from "./scope.js";

/**
 * A payload template in a JSONPath state. The service reports every field of a template at the template itself, so
 * that is where findings point; their place is the field. JSONata templates are checked with the expressions.
 */
export const template: Check = (value, path, scope) => {
  if (scope.language === "JSONPath") checkTemplate(value, { template: path, at: path, scope });
};

export const objectTemplate: Check = (value, path, scope) => {
  if (scope.language === "JSONata") return;
  object(value, path, scope);
  template(value, path, scope);
};

/** A template that is being looked through, and how far one has come. */
interface Walk {
  readonly template: DefinitionPath;
  readonly at: DefinitionPath;
  readonly scope: Scope;
}

function checkTemplate(value: unknown, { template, at, scope }: Walk): void {
  if (Array.isArray(value))
    value.forEach((element, index) => checkTemplate(element, { template, at: [...at, index], scope }));
  if (!isFields(value)) return;
  for (const [name, field] of Object.entries(value)) {
    const walk = { template, at: [...at, name], scope };
    if (name.endsWith(".$")) checkDynamicField(name, field, walk);
    else {
      checkForgottenDollar(name, field, walk);
      checkTemplate(field, walk);
    }
    if (Object.hasOwn(value, `${name}.$`)) {
      const message = `The fields '${name}' and '${name}.$' give the same field '${name}'`;
      scope.report.error("SCHEMA_VALIDATION_FAILED", message, template, [...at, `${name}.$`]);
    }
  }
}

function checkDynamicField(name: string, value: unknown, { template, at, scope }: Walk): void {
  if (isSubstitution(value, scope)) return;
  if (typeof value === "string" && dynamicValueProblem(value) === undefined) return;
  const message = `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
  scope.report.error("SCHEMA_VALIDATION_FAILED", message, template, at);
}

const looksDynamic = /^(?:\$\$?[.[]|\$\$?$|States\.[A-Za-z0-9]+\()/;

function checkForgottenDollar(name: string, value: unknown, { template, at, scope }: Walk): void {
  if (typeof value !== "string" || !looksDynamic.test(value)) return;
  const what = value.startsWith("States.") ? "an Intrinsic Function" : "a JSONPath";
  const message = `The value of '${name}' looks like ${what}. Instead of '${name}', use '${name}.$' to evaluate it as ${what} at runtime.`;
  scope.report.warning("NO_DOLLAR", message, template, at);
}

/**
 * A Pass state's `Result` is plain data: fields whose names ask for a path stay as they are, and paths in it stay text.
 *
 * @see API reference, ValidateStateMachineDefinition, for the words of the former
 */
export const staticResult: Check = (value, path, scope) => {
  const warn = (message: string, place: DefinitionPath) =>
    scope.report.warning("PASS_RESULT_IS_STATIC", message, path, place);
  const found = dynamicFields(value, path);
  const what = "a JSONPath or Intrinsic Function";
  for (const at of found)
    warn(
      `The value of '${at.at(-1)}' will not evaluate as ${what} at runtime. Instead of 'Result', use 'Parameters' to evaluate it as ${what} at runtime.`,
      at,
    );
  if (found.length === 0 && holdsPath(value))
    warn("A path in the Result of a Pass state is not evaluated. Use Parameters.", path);
};

function dynamicFields(value: unknown, path: DefinitionPath): readonly DefinitionPath[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    return [...(name.endsWith(".$") ? [at] : []), ...dynamicFields(field, at)];
  });
}

function holdsPath(value: unknown): boolean {
  if (typeof value === "string") return looksDynamic.test(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsPath);
}
