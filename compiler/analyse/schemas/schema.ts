import type { Pattern } from "../../builtins/regular-expression-pattern.js";

/** What a schema asks of a JSON value. */
export type Schema =
  | { readonly kind: "anything" }
  | { readonly kind: "nothing" }
  | { readonly kind: "boolean" }
  | { readonly kind: "null" }
  | { readonly kind: "string"; readonly checks: readonly TextCheck[] }
  | { readonly kind: "number"; readonly checks: readonly NumberCheck[] }
  /** One of these. */
  | { readonly kind: "values"; readonly values: readonly Value[] }
  | { readonly kind: "array"; readonly element: Schema; readonly sizes: readonly SizeCheck[] }
  | { readonly kind: "tuple"; readonly items: readonly Schema[]; readonly rest: Schema | undefined }
  | ObjectSchema
  /** Any members whose keys and values fit. */
  | { readonly kind: "record"; readonly checks: readonly TextCheck[]; readonly value: Schema }
  /** Members of these keys alone: all of them, or (`partial`) some. */
  | { readonly kind: "keyed"; readonly keys: readonly string[]; readonly value: Schema; readonly partial: boolean }
  | { readonly kind: "union"; readonly options: readonly Schema[] }
  /** What is not there fits, too. `exact`: as a member that is left out, not as `undefined`. */
  | { readonly kind: "optional"; readonly inner: Schema; readonly exact: boolean }
  | { readonly kind: "nullable"; readonly inner: Schema }
  /** The inner schema, but for `undefined`. */
  | { readonly kind: "required"; readonly inner: Schema };

export interface ObjectSchema {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, Schema>;
  /** What the values of other members must be. */
  readonly others: Schema;
}

export type Value = string | number | boolean | null;

export interface SizeCheck {
  readonly kind: "size";
  readonly operator: ">=" | "<=" | "===";
  readonly value: number;
}

export type TextCheck =
  /** In code points. */
  | SizeCheck
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  | { readonly kind: "startsWith" | "endsWith" | "includes"; readonly text: string };

export type NumberCheck =
  | { readonly kind: "compare"; readonly operator: "<" | "<=" | ">" | ">="; readonly value: number }
  | { readonly kind: "integer" }
  | { readonly kind: "multiple"; readonly of: number };

/** True when an object may lack the member with this schema. */
export function isOmittable(schema: Schema): boolean {
  switch (schema.kind) {
    case "optional":
      return true;
    case "nullable":
      return isOmittable(schema.inner);
    case "union":
      return schema.options.some(isOmittable);
    default:
      return false;
  }
}

/** True when `undefined` itself fits. */
export function acceptsUndefined(schema: Schema): boolean {
  switch (schema.kind) {
    case "anything":
      return true;
    case "optional":
      return !schema.exact || acceptsUndefined(schema.inner);
    case "nullable":
      return acceptsUndefined(schema.inner);
    case "union":
      return schema.options.some(acceptsUndefined);
    default:
      return false;
  }
}

/** True when zod gives the value itself back, where it fits, and no copy. */
export function givesItself(schema: Schema): boolean {
  switch (schema.kind) {
    case "anything":
      return true;
    case "optional":
    case "nullable":
    case "required":
      return givesItself(schema.inner);
    case "union":
      return schema.options.some(givesItself);
    default:
      return false;
  }
}
