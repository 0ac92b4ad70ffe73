import type { SourceSpan } from "../source-span.js";
import type { Expression, Variable } from "./expression.js";
import type { Assign } from "./statement.js";
import { mayBe, nullType, undefinedType } from "./value-types.js";

/**
 * Declares a variable where its scope begins, before it has a value: `let x;`, or a temporary.
 *
 * Where its type has no `undefined`, each way to a reader gives it a value, so that the one it has here is never read. But
 * it tells a loop around that the variable of one round is nothing to the next, and where the variable has to be stored
 * on other ways as well, it is something that can be.
 */
export function declareWithoutValue(variable: Variable, span: SourceSpan): Assign {
  const value: Expression = mayBe(variable.types, undefinedType)
    ? { kind: "undefined", types: undefinedType, span }
    : { kind: "literal", value: null, types: nullType, span };
  return { kind: "assign", variable, value, declares: true, span };
}
