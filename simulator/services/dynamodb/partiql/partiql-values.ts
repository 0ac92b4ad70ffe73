import { validationError } from "../../wire/aws-error.js";
import type { AttributeValue } from "../attribute-value.js";
import type { RawAttributeValue } from "../attribute-value-shape.js";
import { parseAttributeValue } from "../parse-attribute-value.js";
import { printPlace } from "./partiql-tokens.js";
import type { PartiqlExpression } from "./statement.js";

/** The parameters of a request, each of which a `?` stands for. */
export type Parameters = readonly RawAttributeValue[];

/** Whether an expression is a value by itself, without an item. */
export function isValue(expression: PartiqlExpression): boolean {
  if (expression.kind === "sequence") return expression.members.every(isValue);
  return ["literal", "parameter", "tuple"].includes(expression.kind);
}

/** The attribute value that an expression is. Throws `ValidationException` where it is none. */
export function valueOf(expression: PartiqlExpression, parameters: Parameters): AttributeValue {
  return parseAttributeValue(rawValueOf(expression, parameters, "root"));
}

/** As {@link valueOf}, not yet checked. `key`: of the tuple's member that it stands in. */
export function rawValueOf(expression: PartiqlExpression, parameters: Parameters, key: string): RawAttributeValue {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "parameter":
      return parameters[expression.index] ?? {};
    case "sequence":
      if (expression.shape === "bag") return setOf(expression, parameters, key);
      return { L: expression.members.map((member) => rawValueOf(member, parameters, key)) };
    case "tuple":
      return { M: Object.fromEntries(membersOf(expression, parameters, key)) };
    default:
      throw validationError(
        `Unsupported data type: ${nameOf(expression)} under key ${key} ${printPlace(expression.place)}`,
      );
  }
}

/** Keys and values of a tuple: keys are strings, and none stands twice. */
export function membersOf(
  { members }: Extract<PartiqlExpression, { kind: "tuple" }>,
  parameters: Parameters,
  key: string,
): readonly (readonly [string, RawAttributeValue])[] {
  const seen = new Set<string>();
  return members.map(({ key: name, value }) => {
    if (name.kind !== "literal" || typeof name.value.S !== "string")
      throw validationError(
        `Tuple keys must be of type String. Actual type: ${typeName(name)} under ${key} ${printPlace(name.place)}`,
      );
    if (seen.has(name.value.S))
      throw validationError(`Duplicate keys in tuple. Key: ${name.value.S} under ${key} ${printPlace(name.place)}`);
    seen.add(name.value.S);
    return [name.value.S, rawValueOf(value, parameters, key)] as const;
  });
}

/** `<<…>>` is a set of strings or of numbers, or of what parameters of these types, or binary ones, stand for. */
function setOf(
  { members, place }: Extract<PartiqlExpression, { kind: "sequence" }>,
  parameters: Parameters,
  key: string,
): RawAttributeValue {
  if (members.length === 0) throw validationError(`Empty bags are not supported ${printPlace(place)}`);
  const values = members.map((member) => ({ member, value: rawValueOf(member, parameters, key) }));
  const type = Object.keys(values[0]?.value ?? {})[0] ?? "";
  const other = values.find(({ value }) => !["S", "N", "B"].includes(type) || !Object.hasOwn(value, type));
  if (other !== undefined)
    throw validationError(
      `Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags ${printPlace(other.member.place)}`,
    );
  return { [`${type}S`]: values.map(({ value }) => value[type as "S" | "N" | "B"]) };
}

function nameOf(expression: PartiqlExpression): string {
  if (expression.kind === "path") return expression.path[0];
  if (expression.kind === "binary" || expression.kind === "unary") return expression.operator;
  return expression.kind === "call" ? expression.name : expression.kind.toUpperCase();
}

function typeName({ kind }: PartiqlExpression): string {
  if (kind === "path") return "VariableReference";
  if (kind === "sequence") return "Seq";
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
