import type { Expression } from "../../ir/expression.js";

/** `current !== undefined && current !== null`. */
export function isPresent(current: Expression): Expression {
  const { span } = current;
  const boolean = 4;
  const differs = (right: Expression): Expression => ({
    kind: "equality",
    operator: "!==",
    left: current,
    right,
    types: boolean,
    span,
  });
  return {
    kind: "logical",
    operator: "&&",
    left: differs({ kind: "undefined", types: 1, span }),
    right: differs({ kind: "literal", value: null, types: 2, span }),
    types: boolean,
    span,
  };
}
