import type { Expression } from "./expression.js";
import { booleanType, mayBe, nullType, undefinedType } from "./value-types.js";

/** The value as JSON has it: what may be undefined becomes null. */
export function jsonValue(value: Expression): Expression {
  if (!mayBe(value.types, undefinedType)) return value;
  const { span } = value;
  const nothing: Expression = { kind: "literal", value: null, types: nullType, span };
  if (value.kind === "undefined") return nothing;
  const right: Expression = { kind: "undefined", types: undefinedType, span };
  return {
    kind: "conditional",
    condition: { kind: "equality", operator: "!==", left: value, right, types: booleanType, span },
    whenTrue: { ...value, types: value.types & ~undefinedType },
    whenFalse: nothing,
    types: (value.types & ~undefinedType) | nullType,
    span,
  };
}
