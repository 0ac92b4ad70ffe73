import type { Expression, Variable } from "../../ir/expression.js";
import { booleanType, numberType, objectType } from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import { readOf } from "../branches.js";

/** The member of an entry that tells which group it is of. */
export const groupMember = "change";

/** The condition under which an entry is of a group. */
export function isOfGroup(entry: Variable, group: number, span: SourceSpan): Expression {
  const object = readOf(entry, span);
  const left: Expression = { kind: "property", object, name: groupMember, types: numberType, span };
  const right: Expression = { kind: "literal", value: group, types: numberType, span };
  return { kind: "equality", operator: "===", left, right, types: booleanType, span };
}

/** Entries are objects. */
export const entryTypes = objectType;
