import type { Expression, Variable } from "./expression.js";
import type { Assign } from "./statement.js";
import { mayBe, nullType, undefinedType } from "./value-types.js";
import type { SourceSpan } from "../source-span.js";

/**
 * Declares a temporary where its scope begins. Each way to its reader gives it a value, so that this one is never read;
 * but it tells a loop around that the temporary of one round is nothing to the next, and where it has to be stored on
 * other ways as well, it is something that can be.
 */
export function declareTemporary(variable: Variable, span: SourceSpan): Assign {
  const value: Expression = mayBe(variable.types, undefinedType)
    ? { kind: "undefined", types: undefinedType, span }
    : { kind: "literal", value: null, types: nullType, span };
  return { kind: "assign", variable, value, declares: true, span };
}
