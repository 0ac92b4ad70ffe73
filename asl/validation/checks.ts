import type { DefinitionPath } from "../diagnostic.js";
import { expressionText } from "../jsonata.js";
import { isFields, type Fields } from "../fields.js";
import { isSubstitution, schemaError, type Scope } from "./scope.js";

/** A check of one value. */
export type Check = (value: unknown, path: DefinitionPath, scope: Scope) => void;

export const anyValue: Check = () => undefined;

export const text: Check = (value, path, scope) => {
  if (typeof value !== "string") schemaError(scope, "Expected value of type [STRING]", path);
};

export const nonEmptyText: Check = (value, path, scope) => {
  text(value, path, scope);
  if (value === "") schemaError(scope, "Value cannot be empty", path);
};

export const flag: Check = (value, path, scope) => {
  if (typeof value !== "boolean") schemaError(scope, "Expected value of type [BOOLEAN]", path);
};

interface Range {
  readonly min?: number;
  readonly max?: number;
}

export function number(range: Range = {}): Check {
  return (value, path, scope) => {
    if (isSubstitution(value, scope)) return;
    if (typeof value !== "number") schemaError(scope, "Expected value of type [NUMBER]", path);
    else checkRange(value, range, path, scope, decimal);
  };
}

export function integer(range: Range = {}): Check {
  return (value, path, scope) => {
    if (isSubstitution(value, scope)) return;
    if (!Number.isInteger(value)) schemaError(scope, "Expected value of type [INTEGER]", path);
    else checkRange(value as number, range, path, scope);
  };
}

/** The service writes the bounds of what need not be whole as `0.0`. */
const decimal = (bound: number): string => (Number.isInteger(bound) ? `${bound}.0` : String(bound));

function checkRange(
  value: number,
  { min, max }: Range,
  path: DefinitionPath,
  scope: Scope,
  write: (bound: number) => string = String,
): void {
  if (min !== undefined && value < min) schemaError(scope, `Minimum value is ${write(min)}`, path);
  if (max !== undefined && value > max) schemaError(scope, `Maximum value is ${write(max)}`, path);
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, path, scope) => {
    if (isSubstitution(value, scope)) return;
    if (typeof value !== "string") schemaError(scope, "Expected value of type [STRING]", path);
    else if (!allowed.includes(value)) {
      schemaError(scope, `Value should be one of the following: [${allowed.join(", ")}]`, path);
    }
  };
}

/** An expression in a JSONata state; in a JSONPath state, or for anything that is not an expression, `otherwise`. */
export function expressionOr(otherwise: Check): Check {
  return (value, path, scope) => {
    if (scope.language === "JSONata" && typeof value === "string" && expressionText(value) !== undefined) return;
    otherwise(value, path, scope);
  };
}

export function arrayOf(item: Check, options: { readonly nonEmpty?: boolean } = {}): Check {
  return (value, path, scope) => {
    if (!Array.isArray(value)) {
      schemaError(scope, "Expected value of type [ARRAY]", path);
      return;
    }
    if (options.nonEmpty === true && value.length === 0) schemaError(scope, "Value cannot be empty", path);
    value.forEach((element, index) => item(element, [...path, index], scope));
  };
}

export const object: Check = (value, path, scope) => {
  if (!isFields(value)) schemaError(scope, "Expected value of type [OBJECT]", path);
};

/** The fields that an object may have, each with its check, and what must hold between them. */
export interface ObjectShape {
  readonly fields: Readonly<Record<string, Check>>;
  /** In the order in which the service lists those that are missing. */
  readonly required?: readonly string[];
  readonly atMostOneOf?: readonly (readonly string[])[];
  /** The words for it are ours: those of the service are not known. */
  readonly atLeastOneOf?: readonly string[];
  readonly exactlyOneOf?: readonly (readonly string[])[];
  /** Fields that only one query language has; those of the other language are told apart from unknown ones. */
  readonly jsonPathOnly?: readonly string[];
  readonly jsonataOnly?: readonly string[];
}

export function objectOf(shape: ObjectShape): Check {
  return (value, path, scope) => {
    object(value, path, scope);
    if (isFields(value)) checkFields(value, shape, path, scope);
  };
}

export function checkFields(value: Fields, shape: ObjectShape, path: DefinitionPath, scope: Scope): void {
  checkLanguageOfFields(value, shape, path, scope);
  checkUnknownFields(value, shape, path, scope);
  checkPresence(value, shape, path, scope);
  const foreign = foreignFields(shape, scope);
  for (const [name, check] of Object.entries(shape.fields)) {
    if (Object.hasOwn(value, name) && !foreign.includes(name)) check(value[name], [...path, name], scope);
  }
}

export function checkLanguageOfFields(value: Fields, shape: ObjectShape, path: DefinitionPath, scope: Scope): void {
  const other = scope.language === "JSONata" ? "JSONPath" : "JSONata";
  for (const name of foreignFields(shape, scope)) {
    if (!Object.hasOwn(value, name)) continue;
    const message = `The QueryLanguage is set to '${scope.language}', but field '${name}' is only supported for the '${other}' QueryLanguage`;
    schemaError(scope, message, path, name);
  }
}

/** The fields that the other query language has and this one lacks. */
function foreignFields(shape: ObjectShape, scope: Scope): readonly string[] {
  return (scope.language === "JSONata" ? shape.jsonPathOnly : shape.jsonataOnly) ?? [];
}

export function checkUnknownFields(value: Fields, shape: ObjectShape, path: DefinitionPath, scope: Scope): void {
  const known = new Set([...Object.keys(shape.fields), "Comment"]);
  for (const name of Object.keys(value)) {
    if (!known.has(name)) schemaError(scope, `Field '${name}' is not supported`, path, name);
  }
  if (Object.hasOwn(value, "Comment")) text(value["Comment"], [...path, "Comment"], scope);
}

export function checkPresence(value: Fields, shape: ObjectShape, path: DefinitionPath, scope: Scope): void {
  const has = (name: string) => Object.hasOwn(value, name);
  const missing = (shape.required ?? []).filter((name) => !has(name));
  if (missing.length > 0) schemaError(scope, `These fields are required: [${missing.join(", ")}]`, path);
  for (const names of [...(shape.atMostOneOf ?? []), ...(shape.exactlyOneOf ?? [])]) {
    const [, second] = names.filter(has);
    if (second !== undefined) {
      schemaError(scope, `There should only be one of the following fields: [${names.join(", ")}]`, path, second);
    }
  }
  const oneOfThem = shape.atLeastOneOf?.filter((name) => !foreignFields(shape, scope).includes(name)) ?? [];
  if (oneOfThem.length > 0 && !oneOfThem.some(has)) {
    schemaError(scope, `This object should have at least one of the following fields: [${oneOfThem.join(", ")}]`, path);
  }
  for (const names of shape.exactlyOneOf ?? []) {
    if (!names.some(has)) {
      schemaError(scope, `This object should have only one of the following fields: [${names.join(", ")}]`, path);
    }
  }
}
