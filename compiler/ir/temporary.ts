import type { Variable } from "./expression.js";
import type { Assign } from "./statement.js";
import { undefinedType } from "./value-types.js";
import type { SourceSpan } from "../source-span.js";

/**
 * Declares a temporary where its scope begins. Each way to its reader gives it a value, so that this one is never read;
 * but it tells a loop around that the temporary of one round is nothing to the next.
 */
export function declareTemporary(variable: Variable, span: SourceSpan): Assign {
  return { kind: "assign", variable, value: { kind: "undefined", types: undefinedType, span }, declares: true, span };
}
