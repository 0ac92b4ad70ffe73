/** What a schema says of a value: the value, or what is wrong with it. */
export type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly unknown[] };

/**
 * What schemas of zod, Valibot, ArkType and others have in common.
 *
 * @see https://standardschema.dev, version 1
 */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    /** The library, such as `zod`. */
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | PromiseLike<SchemaResult<Output>>;
    /** Only there for the type checker. */
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** As much of {@link StandardSchema} as tells one: to compare all of it for each schema would take TypeScript long. */
interface SchemaLike {
  readonly "~standard": { readonly version: 1; readonly vendor: string };
}

/** The type of the values that a schema accepts. */
export type Matching<Schema extends SchemaLike> = Schema["~standard"] extends {
  readonly types?: { readonly output: infer Output } | undefined;
}
  ? Output
  : unknown;

/**
 * True when the schema accepts the value. In a workflow it becomes one condition, and no Lambda function runs:
 *
 * ```ts
 * if (!matches(Order, input)) throw new InvalidOrder("an order has a number and lines");
 * ```
 *
 * The machine reads the schema when it is compiled: a constant declared outside of functions by calls of zod (4.6 or
 * later) that neither change the value nor run code. A member that is `undefined` is no member, as in JSON.
 *
 * @throws TypeError when the schema needs time for its answer, as one with asynchronous checks does
 */
export function matches<Schema extends SchemaLike>(schema: Schema, value: unknown): value is Matching<Schema> {
  // Whoever says `version: 1` has all of that version.
  const standard = schema["~standard"] as StandardSchema["~standard"];
  const result = standard.validate(withoutUndefined(value));
  if (!("then" in result)) return result.issues === undefined;
  result.then(undefined, () => undefined);
  throw new TypeError("matches: the schema answers with a promise; use one without asynchronous checks");
}

/** The value as JSON has it. What has no such members stays the same value. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(withoutUndefined);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const entries = Object.entries(value);
  const kept = entries.filter(([, member]) => member !== undefined).map(([key, one]) => [key, withoutUndefined(one)]);
  const isSame = kept.length === entries.length && kept.every(([, one], index) => one === entries[index]?.[1]);
  return isSame ? value : Object.fromEntries(kept);
}
