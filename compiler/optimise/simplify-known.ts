import type {
  ComparisonOperator,
  Conditional,
  Equality,
  Expression,
  Literal,
  Logical,
  ObjectLiteral,
} from "../ir/expression.js";
import { booleanType, mayBe, nullType, undefinedType } from "../ir/value-types.js";
import { isNondeterministic, mapOperands } from "../ir/walk.js";
import { mayThrow } from "./simplify-let.js";

/**
 * Computes what is known already: conditions on constants, members of literals, comparisons that the types decide.
 *
 * Arithmetic stays: a loop's counter must not be followed round by round.
 */
export function simplifyKnown(expression: Expression): Expression {
  return simplifyOne(mapOperands(expression, simplifyKnown));
}

function knownBoolean(expression: Expression): boolean | undefined {
  return expression.kind === "literal" && typeof expression.value === "boolean" ? expression.value : undefined;
}

function simplifyOne(expression: Expression): Expression {
  switch (expression.kind) {
    case "not": {
      const known = knownTruth(expression.operand);
      return known === undefined ? expression : truth(!known, expression);
    }
    case "logical":
      return simplifyLogical(expression);
    case "equality":
      return simplifyEquality(expression);
    case "comparison": {
      const { left, right, operator } = expression;
      if (left.kind !== "literal" || right.kind !== "literal") return expression;
      const holds = compare(left.value, operator, right.value);
      return holds === undefined ? expression : truth(holds, expression);
    }
    case "conditional":
      return simplifyConditional(expression);
    case "property": {
      const { object, name, span } = expression;
      if (object.kind === "undefined") return { kind: "undefined", types: undefinedType, span };
      if (object.kind !== "object") return expression;
      return memberOf(object, name) ?? expression;
    }
    case "array": {
      const elements = expression.elements.flatMap((element) => {
        const isSpread = element.spread && element.value.kind === "array";
        return isSpread ? element.value.elements : [element];
      });
      return elements.length === expression.elements.length &&
        elements.every((one) => expression.elements.includes(one))
        ? expression
        : { ...expression, elements };
    }
    case "element": {
      const { array, index, span } = expression;
      if (array.kind !== "array" || index.kind !== "literal" || typeof index.value !== "number") return expression;
      if (array.elements.some(({ spread, value }) => spread || !isDroppable(value))) return expression;
      if (Number.isInteger(index.value) && index.value >= array.elements.length) {
        return { kind: "undefined", types: undefinedType, span };
      }
      return array.elements[index.value]?.value ?? expression;
    }
    default:
      return expression;
  }
}

function simplifyLogical(expression: Logical): Expression {
  const { operator, left, right } = expression;
  if (operator === "??") {
    // Members and elements may be missing whatever their types say.
    const isLookedUp = left.kind === "property" || left.kind === "element" || left.kind === "builtin";
    if (!mayBe(left.types, nullType | undefinedType)) return isLookedUp ? expression : left;
    const isNothing = left.kind === "undefined" || (left.kind === "literal" && left.value === null);
    return isNothing ? right : expression;
  }
  const known = knownTruth(left);
  if (known !== undefined && isDroppable(left)) return known === (operator === "&&") ? right : left;
  if (left.types !== booleanType || knownBoolean(right) === undefined) return expression;
  if (knownBoolean(right) === (operator === "&&")) return left;
  return isDroppable(left) ? right : expression;
}

function simplifyEquality(expression: Equality): Expression {
  const { operator, left, right } = expression;
  const same = areSame(left, right);
  return same === undefined ? expression : truth(same === (operator === "==="), expression);
}

function areSame(left: Expression, right: Expression): boolean | undefined {
  if (left.kind === "literal" && right.kind === "literal") return left.value === right.value;
  if (!isDroppable(left) || !isDroppable(right)) return undefined;
  if (left.types !== 0 && right.types !== 0 && (left.types & right.types) === 0) return false;
  const isOneValue = left.types === nullType || left.types === undefinedType;
  return isOneValue && left.types === right.types ? true : undefined;
}

/** Only of numbers: texts compare by units in one place and by characters in another. */
function compare(left: Literal["value"], operator: ComparisonOperator, right: Literal["value"]): boolean | undefined {
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

function simplifyConditional(expression: Conditional): Expression {
  const { condition, whenTrue, whenFalse } = expression;
  const known = knownTruth(condition);
  if (known !== undefined && isDroppable(condition)) return known ? whenTrue : whenFalse;
  const [first, second] = [knownBoolean(whenTrue), knownBoolean(whenFalse)];
  if (condition.types === booleanType && first === true && second === false) return condition;
  return expression;
}

/** Whether the value counts as true in a condition, where that is known. */
export function knownTruth(expression: Expression): boolean | undefined {
  switch (expression.kind) {
    case "literal":
      return (
        expression.value !== null && expression.value !== 0 && expression.value !== "" && expression.value !== false
      );
    case "undefined":
      return false;
    case "object":
    case "array":
      return true;
    default:
      return undefined;
  }
}

/** The member of an object literal, where the others need not be computed. */
function memberOf(object: ObjectLiteral, name: string): Expression | undefined {
  let found: Expression | undefined;
  for (const member of object.members) {
    if (member.kind !== "property" || typeof member.key !== "string") return undefined;
    if (member.key === name) found = member.value;
    else if (!isDroppable(member.value)) return undefined;
  }
  return found;
}

/** True when it makes no difference that the expression is never computed. */
function isDroppable(expression: Expression): boolean {
  return !mayThrow(expression) && !isNondeterministic(expression);
}

function truth(value: boolean, at: Expression): Literal {
  return { kind: "literal", value, types: booleanType, span: at.span };
}
