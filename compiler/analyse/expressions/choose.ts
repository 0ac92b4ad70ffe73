import type { Expression, Variable } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { infiniteOf, maybeInfinite, numberOrNull } from "../../builtins/infinite.js";
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
  const infinite = infiniteOf({ kind: "conditional", condition, whenTrue, whenFalse, types: numberOrNull, span });
  if (infinite !== undefined && before.length + otherwise.length > 0) {
    const raw = (side: Expression): Expression => infiniteOf(side)?.raw ?? side;
    const sides = [[before, raw(whenTrue)] as const, [otherwise, raw(whenFalse)] as const] as const;
    return maybeInfinite({ raw: chooseValue(analyser, condition, ...sides, span), sign: infinite.sign });
  }
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
