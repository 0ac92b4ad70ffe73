/** What one value of an event must be. */
export type Matcher =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "exists"; readonly expected: boolean }
  | { readonly kind: "prefix" | "suffix"; readonly text: string; readonly ignoresCase: boolean }
  | { readonly kind: "equals-ignore-case"; readonly text: string }
  | { readonly kind: "wildcard"; readonly literals: readonly string[] }
  | { readonly kind: "cidr"; readonly contains: (address: string) => boolean }
  | { readonly kind: "numeric"; readonly bounds: readonly NumericBound[] }
  | { readonly kind: "anything-but"; readonly excluded: readonly Matcher[] };

export interface NumericBound {
  readonly operator: "=" | "<" | "<=" | ">" | ">=";
  readonly value: number;
}

/** What the values under one name must be; names of nested fields are joined by dots. */
export interface FieldRequirement {
  readonly name: string;
  readonly matchers: readonly Matcher[];
}

/** An event pattern: of its alternatives, which `$or` makes, one must hold with all its fields. */
export interface EventPattern {
  readonly alternatives: readonly (readonly FieldRequirement[])[];
}

/** A pattern that EventBridge refuses; the message is the reason in its words. */
export class InvalidPattern extends Error {
  override readonly name = "InvalidPattern";
}
