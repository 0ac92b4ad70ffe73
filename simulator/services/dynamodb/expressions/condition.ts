import type { AttributeType, AttributeValue } from "../attribute-value.js";
import type { DocumentPath } from "./document-path.js";
import type { Comparator } from "./syntax.js";

/** An operand whose names and values are resolved. */
export type Operand =
  | { readonly kind: "path"; readonly path: DocumentPath }
  | { readonly kind: "value"; readonly value: AttributeValue }
  | { readonly kind: "size"; readonly operand: Operand };

/** A condition whose names and values are resolved and whose operands were checked. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "compare"; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "between"; readonly value: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "in"; readonly value: Operand; readonly choices: readonly Operand[] }
  | { readonly kind: "exists"; readonly path: DocumentPath }
  | { readonly kind: "type"; readonly path: DocumentPath; readonly type: AttributeType }
  | { readonly kind: "begins"; readonly value: Operand; readonly prefix: Operand }
  | { readonly kind: "contains"; readonly value: Operand; readonly member: Operand };

/** Every path that the condition reads. */
export function pathsOf(condition: Condition): readonly DocumentPath[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case "not":
      return pathsOf(condition.condition);
    case "compare":
      return operandPaths(condition.left, condition.right);
    case "between":
      return operandPaths(condition.value, condition.low, condition.high);
    case "in":
      return operandPaths(condition.value, ...condition.choices);
    case "exists":
    case "type":
      return [condition.path];
    case "begins":
      return operandPaths(condition.value, condition.prefix);
    case "contains":
      return operandPaths(condition.value, condition.member);
  }
}

function operandPaths(...operands: readonly Operand[]): readonly DocumentPath[] {
  return operands.flatMap((operand) => {
    if (operand.kind === "size") return operandPaths(operand.operand);
    return operand.kind === "path" ? [operand.path] : [];
  });
}
