import type ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";

/** What to write instead of the operators that look at single bits. */
const hints: Readonly<Record<string, string>> = {
  ">>": "Divide and round down: `Math.floor(value / 2)`.",
  ">>>": "Divide and round down: `Math.floor(value / 2)`.",
  "<<": "Multiply: `value * 2 ** count`.",
  "|": "To cut off decimals, use `Math.trunc`; keep flags as a list of names or as members that are true or false.",
  "&": "To ask whether a number is odd, use `value % 2`; keep flags as a list of names or as members that are true or false.",
  "^": "Of two booleans, compare: `first !== second`. Of numbers, compute it in a task.",
};

/** Refuses an operator that JSONata has no exact form of. */
export function refuseOperator(analyser: Analyser, node: ts.Node, operator: string): Expression {
  const hint = hints[operator.replace(/=$/, "")] ?? "Compute it in a task; to cut off decimals, use `Math.trunc`.";
  return analyser.refuse(node, "SP1201", { operator, hint });
}
