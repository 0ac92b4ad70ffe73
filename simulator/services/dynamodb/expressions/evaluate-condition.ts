import { type AttributeValue, type Item, typeOf } from "../attribute-value.js";
import { beginsWith, compareValues, isInOrder, sameValue } from "../compare-values.js";
import type { Condition, Operand } from "./condition.js";
import { valueAt } from "./document-path.js";
import type { Comparator } from "./syntax.js";

/** Whether an item meets a condition. A missing item is one without attributes. */
export function meetsCondition(item: Item, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
      return meetsCondition(item, condition.left) && meetsCondition(item, condition.right);
    case "or":
      return meetsCondition(item, condition.left) || meetsCondition(item, condition.right);
    case "not":
      return !meetsCondition(item, condition.condition);
    case "compare":
      return compares(condition.operator, valueOf(item, condition.left), valueOf(item, condition.right));
    case "between": {
      const value = valueOf(item, condition.value);
      return (
        compares(">=", value, valueOf(item, condition.low)) && compares("<=", value, valueOf(item, condition.high))
      );
    }
    case "in": {
      const value = valueOf(item, condition.value);
      return condition.choices.some((choice) => compares("=", value, valueOf(item, choice)));
    }
    case "exists":
      return valueAt(item, condition.path) !== undefined;
    case "type": {
      const value = valueAt(item, condition.path);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case "begins":
      return beginsWith(valueOf(item, condition.value), valueOf(item, condition.prefix));
    case "contains":
      return contains(valueOf(item, condition.value), valueOf(item, condition.member));
  }
}

function valueOf(item: Item, operand: Operand): AttributeValue | undefined {
  switch (operand.kind) {
    case "path":
      return valueAt(item, operand.path);
    case "value":
      return operand.value;
    case "size": {
      const value = valueOf(item, operand.operand);
      const size = value === undefined ? undefined : sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    }
  }
}

/** Characters, bytes or members; numbers, booleans and null have no size. */
function sizeOf(value: AttributeValue): number | undefined {
  if ("S" in value) return value.S.length;
  if ("B" in value) return Buffer.byteLength(value.B, "base64");
  if ("SS" in value) return value.SS.length;
  if ("NS" in value) return value.NS.length;
  if ("BS" in value) return value.BS.length;
  if ("L" in value) return value.L.length;
  if ("M" in value) return Object.keys(value.M).length;
  return undefined;
}

/** A missing value equals nothing, differs from everything, and has no order. */
function compares(operator: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) return operator === "<>";
  if (operator === "=") return sameValue(left, right);
  if (operator === "<>") return !sameValue(left, right);
  const order = compareValues(left, right);
  return order !== undefined && isInOrder(operator, order);
}

function contains(value: AttributeValue | undefined, member: AttributeValue | undefined): boolean {
  if (value === undefined || member === undefined) return false;
  if ("S" in value) return "S" in member && value.S.includes(member.S);
  if ("B" in value) return "B" in member && Buffer.from(value.B, "base64").includes(Buffer.from(member.B, "base64"));
  if ("SS" in value) return "S" in member && value.SS.includes(member.S);
  if ("NS" in value) return "N" in member && value.NS.includes(member.N);
  if ("BS" in value) return "B" in member && value.BS.includes(member.B);
  return "L" in value && value.L.some((candidate) => sameValue(candidate, member));
}
