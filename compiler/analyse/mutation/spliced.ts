import ts from "typescript";
import { notBelowZero } from "../../builtins/build.js";
import type { Expression } from "../../ir/expression.js";
import { arrayType } from "../../ir/value-types.js";
import { isNondeterministic } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { visitBuiltin } from "../visit-builtin.js";

/** True where evaluating the arguments does something; with `twice`, also where it gives something else each time. */
export function doesMore(analyser: Analyser, nodes: readonly ts.Expression[], twice: boolean): boolean {
  let values: readonly Expression[] = [];
  const statements = analyser.collect(() => {
    values = analyser.expressions(nodes.map((one) => (ts.isSpreadElement(one) ? one.expression : one)));
  });
  return statements.length > 0 || (twice && values.some(isNondeterministic));
}

/** What `splice` takes out of a list. */
export function takenOut(
  analyser: Analyser,
  node: ts.CallExpression,
  old: Expression,
  from: ts.Expression,
  count: ts.Expression | undefined,
): Expression {
  const span = analyser.span(node);
  const rest = visitBuiltin(analyser, node, "Array.slice", old, [from]);
  if (count === undefined) return rest;
  const operands = [rest, analyser.literal(0, span), notBelowZero(analyser.expression(count))];
  return { kind: "builtin", name: "Array.slice", operands, types: arrayType, span };
}
