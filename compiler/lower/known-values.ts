import type { Expression, Variable } from "../ir/expression.js";
import { booleanType, type ValueTypes } from "../ir/value-types.js";
import { substitute } from "../ir/walk.js";
import { simplifyKnown } from "../optimise/simplify-known.js";
import type { EdgeAssign } from "./graph.js";

/**
 * What is known of variables at a point: a constant, an object with constant parts, or fewer types than the variable
 * could have. A part that is not known is a read of a variable that nothing assigns.
 */
export type KnownValues = ReadonlyMap<Variable, Expression>;

export const nothingKnown: KnownValues = new Map();

/** What is known after assignments, given what was known before. */
export function afterAssigns(assigns: readonly EdgeAssign[], before: KnownValues): KnownValues {
  if (assigns.length === 0) return before;
  const known = new Map(before);
  for (const { variable, value } of assigns) {
    const now = abstract(simplifyKnown(substitute(value, known)));
    if (isUnknown(now) && now.types === variable.types) known.delete(variable);
    else known.set(variable, now);
  }
  return known;
}

/** What is known once a condition has turned out true or false. */
export function afterCondition(condition: Expression, holds: boolean, known: KnownValues): KnownValues {
  switch (condition.kind) {
    case "variable-read": {
      if (condition.variable.types !== booleanType) return known;
      const value: Expression = { kind: "literal", value: holds, types: booleanType, span: condition.span };
      return new Map(known).set(condition.variable, value);
    }
    case "not":
      return afterCondition(condition.operand, !holds, known);
    case "logical":
      if (condition.operator !== (holds ? "&&" : "||")) return known;
      return afterCondition(condition.right, holds, afterCondition(condition.left, holds, known));
    case "equality": {
      const { left, right, operator } = condition;
      if (left.kind !== "variable-read") return known;
      const isConstant = right.kind === "literal" || right.kind === "undefined";
      if (!isConstant) return known;
      if (holds === (operator === "===")) return new Map(known).set(left.variable, right);
      if (right.kind === "literal" && right.value !== null) return known;
      const rest = (known.get(left.variable) ?? left).types & ~right.types;
      return new Map(known).set(left.variable, known.get(left.variable) ?? unknown(left, rest));
    }
    default:
      return known;
  }
}

/** Only what is known of these variables. */
export function restrict(known: KnownValues, variables: ReadonlySet<Variable>): KnownValues {
  return new Map([...known].filter(([variable]) => variables.has(variable)));
}

/** A text that is the same for the same knowledge. */
export function describeKnown(known: KnownValues, idOf: (variable: Variable) => number): string {
  return [...known]
    .map(([variable, value]) => `${idOf(variable)}=${describe(value)}`)
    .sort()
    .join(";");
}

function describe(value: Expression): string {
  switch (value.kind) {
    case "literal":
      return JSON.stringify(value.value);
    case "object":
      return `{${value.members.map((m) => (m.kind === "property" ? `${typeof m.key === "string" ? m.key : ""}:${describe(m.value)}` : "")).join(",")}}`;
    default:
      return `${value.kind}:${value.types}`;
  }
}

const nobody: Variable = { kind: "variable", name: "unknown", types: 0 };

function unknown(at: Expression, types: ValueTypes): Expression {
  return { kind: "variable-read", variable: nobody, types, span: at.span };
}

function isUnknown(value: Expression): boolean {
  return value.kind === "variable-read";
}

/** What stays true of a value when variables change: its constant parts. */
function abstract(value: Expression): Expression {
  if (value.kind === "literal" || value.kind === "undefined") return value;
  const isPlain =
    value.kind === "object" && value.members.every((m) => m.kind === "property" && typeof m.key === "string");
  if (value.kind !== "object" || !isPlain) return unknown(value, value.types);
  return { ...value, members: value.members.map((member) => ({ ...member, value: abstract(member.value) })) };
}
