import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import { nullType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { chooseValue } from "../expressions/choose.js";
import { isPresent } from "../expressions/is-present.js";
import { partAt, type Place } from "./place.js";

/** `order.lines?.push(line)`: nothing happens where there is no array, and no argument is evaluated. */
export function changeWhenThere(
  analyser: Analyser,
  node: ts.CallExpression,
  place: Place,
  change: () => Expression | undefined,
): Expression | undefined {
  const now = partAt(analyser, place);
  const missing = undefinedType | nullType;
  const condition = isPresent({ ...now, types: now.types | missing });
  let value: Expression | undefined;
  const statements = analyser.collect(() => (value = change()));
  if (value === undefined) return undefined;
  const span = analyser.span(node);
  const nothing = analyser.undefined(span);
  if (!ts.isExpressionStatement(node.parent)) {
    return chooseValue(analyser, condition, [statements, value], [[], nothing], span);
  }
  analyser.statements.push({ kind: "if", condition, whenTrue: statements, whenFalse: [], span });
  return nothing;
}
