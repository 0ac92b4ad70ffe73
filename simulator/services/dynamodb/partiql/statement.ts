import type { RawAttributeValue } from "../attribute-value-shape.js";
import type { RawPath } from "../expressions/syntax.js";
import type { Place } from "./partiql-tokens.js";

/** An expression as it is written in a statement. */
export type PartiqlExpression = { readonly place: Place } & (
  | { readonly kind: "path"; readonly path: RawPath }
  | { readonly kind: "literal"; readonly value: RawAttributeValue }
  | { readonly kind: "missing" }
  /** `?`: a parameter of the request, by its number. */
  | { readonly kind: "parameter"; readonly index: number }
  /** `[…]`, `<<…>>` or `(…, …)`. */
  | {
      readonly kind: "sequence";
      readonly shape: "list" | "bag" | "parentheses";
      readonly members: readonly PartiqlExpression[];
    }
  | { readonly kind: "tuple"; readonly members: readonly TupleMember[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly PartiqlExpression[] }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: PartiqlExpression;
      readonly right: PartiqlExpression;
    }
  | { readonly kind: "unary"; readonly operator: "not" | "-"; readonly operand: PartiqlExpression }
  | { readonly kind: "is"; readonly operand: PartiqlExpression; readonly what: "missing" | "null" }
  | { readonly kind: "in"; readonly operand: PartiqlExpression; readonly choices: PartiqlExpression }
  | {
      readonly kind: "between";
      readonly operand: PartiqlExpression;
      readonly low: PartiqlExpression;
      readonly high: PartiqlExpression;
    }
);

export interface TupleMember {
  readonly key: PartiqlExpression;
  readonly value: PartiqlExpression;
}

/** A table, or an index of one. */
export interface Source {
  readonly table: string;
  readonly index: string | undefined;
}

export interface SelectStatement {
  readonly kind: "select";
  /** Undefined: `*`. */
  readonly projection: readonly RawPath[] | undefined;
  readonly source: Source;
  readonly where: PartiqlExpression | undefined;
  readonly orderBy: readonly { readonly name: string; readonly isDescending: boolean }[];
}

export interface Returning {
  readonly which: "all" | "modified";
  readonly when: "old" | "new";
}

export type SetOrRemove =
  | { readonly kind: "set"; readonly path: RawPath; readonly value: PartiqlExpression }
  | { readonly kind: "remove"; readonly path: RawPath };

export interface UpdateStatement {
  readonly kind: "update";
  readonly source: Source;
  readonly actions: readonly SetOrRemove[];
  readonly where: PartiqlExpression | undefined;
  readonly returning: Returning | undefined;
}

export interface DeleteStatement {
  readonly kind: "delete";
  readonly source: Source;
  readonly where: PartiqlExpression | undefined;
  readonly returning: Returning | undefined;
}

export interface InsertStatement {
  readonly kind: "insert";
  readonly source: Source;
  readonly item: PartiqlExpression;
}

/** A condition of a transaction: `EXISTS(SELECT …)`. */
export interface ExistsStatement {
  readonly kind: "exists";
  readonly select: SelectStatement;
}

export type WriteStatement = InsertStatement | UpdateStatement | DeleteStatement;
export type Statement = SelectStatement | WriteStatement | ExistsStatement;
