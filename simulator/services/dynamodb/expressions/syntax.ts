/** A path as it is written: names may be `#placeholders`. */
export type RawPath = readonly [string, ...(string | number)[]];

/** An operand as it is written. `sum` stands only in update expressions. */
export type RawOperand =
  | { readonly kind: "path"; readonly path: RawPath }
  | { readonly kind: "value"; readonly name: string }
  | RawCall
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly left: RawOperand; readonly right: RawOperand };

export interface RawCall {
  readonly kind: "call";
  readonly name: string;
  readonly operands: readonly RawOperand[];
}

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** A condition as it is written. */
export type RawCondition =
  | { readonly kind: "and" | "or"; readonly left: RawCondition; readonly right: RawCondition }
  | { readonly kind: "not"; readonly condition: RawCondition }
  | {
      readonly kind: "compare";
      readonly operator: Comparator;
      readonly left: RawOperand;
      readonly right: RawOperand;
    }
  | { readonly kind: "between"; readonly value: RawOperand; readonly low: RawOperand; readonly high: RawOperand }
  | { readonly kind: "in"; readonly value: RawOperand; readonly choices: readonly RawOperand[] }
  | RawCall;
