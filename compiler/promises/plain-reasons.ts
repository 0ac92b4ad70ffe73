import type { Expression } from "../ir/expression.js";
import type { Block } from "../ir/statement.js";
import { mapExpressions } from "../ir/statement-map.js";
import { stringType } from "../ir/value-types.js";
import { mapOperands } from "../ir/walk.js";
import { objectOf } from "./branches.js";

/**
 * Has the reasons of settled promises hold the names and messages of errors and no fields, for a workflow that reads none: as data
 * a reason is `{ name, message }`.
 */
export function plainReasons(block: Block): Block {
  return mapExpressions(block, plain);
}

function plain(expression: Expression): Expression {
  if (expression.kind !== "variable-read" || expression.variable.isReason !== true)
    return mapOperands(expression, plain);
  const { span } = expression;
  const part = (name: string): Expression => ({ kind: "property", object: expression, name, types: stringType, span });
  return objectOf({ name: part("name"), message: part("message") }, span);
}
