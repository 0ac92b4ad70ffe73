import type { Expression, Variable } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { declareWithoutValue } from "../../ir/declare-without-value.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";

/** A value that depends on a condition, where each side may have statements to run first. */
export function chooseValue(
  analyser: Analyser,
  condition: Expression,
  [before, whenTrue]: readonly [Block, Expression],
  [otherwise, whenFalse]: readonly [Block, Expression],
  span: SourceSpan,
): Expression {
  const types = whenTrue.types | whenFalse.types;
  if (before.length === 0 && otherwise.length === 0) {
    return { kind: "conditional", condition, whenTrue, whenFalse, types, span };
  }
  const variable: Variable = { kind: "variable", name: "value", types, temporary: true };
  const assign = (value: Expression) => ({ kind: "assign", variable, value, declares: false, span }) as const;
  analyser.statements.push(declareWithoutValue(variable, span), {
    kind: "if",
    condition,
    whenTrue: [...before, assign(whenTrue)],
    whenFalse: [...otherwise, assign(whenFalse)],
    span,
  });
  return { kind: "variable-read", variable, types, span };
}
