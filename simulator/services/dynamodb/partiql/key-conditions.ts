import { validationError } from "../../wire/aws-error.js";
import { attributeMap, type AttributeValue, type Item, typeOf } from "../attribute-value.js";
import { compareValues, sameValue } from "../compare-values.js";
import type { Condition, Operand } from "../expressions/condition.js";
import type { KeyPredicate } from "../expressions/key-condition.js";
import { type KeyAttribute, keyAttributes, keyNames, type KeySchema } from "../key-schema.js";

/** What a `WHERE` says of a key, as far as items can be found by it. */
export interface KeyConditions {
  /** The values that the hash key may have, in order and none twice. Undefined: any. */
  readonly hashValues: readonly AttributeValue[] | undefined;
  /** Holds for the range key of every item that is meant. */
  readonly range: KeyPredicate | undefined;
  readonly mentionsHash: boolean;
}

const mirrored = { "=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** Reads what must hold of a key. Throws `ValidationException` where a value is none that the key may have. */
export function keyConditions(schema: KeySchema, where: Condition | undefined): KeyConditions {
  const predicates = where === undefined ? [] : demandsOf(where);
  for (const attribute of keyAttributes(schema))
    for (const { name, values } of predicates)
      if (name === attribute.name) values.forEach((value) => checkValue(attribute, value));
  const ofHash = predicates.filter(({ name }) => name === schema.hash.name);
  const chosen = ofHash.find(({ operator }) => operator === "=") ?? ofHash.find(({ operator }) => operator === "in");
  const range = predicates.find(({ name, operator }) => name === schema.range?.name && operator !== "in");
  return {
    hashValues: chosen === undefined ? undefined : inOrder(chosen.values),
    range: range as KeyPredicate | undefined, // no `in`
    mentionsHash: ofHash.length > 0,
  };
}

/** The one value that a `WHERE` demands of each attribute of a key. Throws `ValidationException` where there is none. */
export function demandedKey(
  schema: KeySchema,
  where: Condition | undefined,
): readonly (readonly [string, AttributeValue])[] {
  const demands = where === undefined ? [] : demandsOf(where).filter(({ operator }) => operator === "=");
  return keyAttributes(schema).map((attribute) => {
    const [first, ...others] = demands.filter(({ name }) => name === attribute.name).flatMap(({ values }) => values);
    if (first === undefined)
      throw validationError("Where clause does not contain a mandatory equality on all key attributes");
    if (others.some((other) => !sameValue(other, first)))
      throw validationError(
        `Multiple conditions on same key ${attribute.name}. Only single item Update/Insert/Delete are supported`,
      );
    checkType(attribute, first);
    return [attribute.name, first] as const;
  });
}

/** The key that a `WHERE` names, where it demands that alone. */
export function soleKey(schema: KeySchema, where: Condition | undefined): Item | undefined {
  const isKey = meansOneItem(schema, where) && !demandsMoreThanKey(schema, where);
  return isKey ? attributeMap(demandedKey(schema, where)) : undefined;
}

/** Whether a `WHERE` means one item at most. */
export function meansOneItem(schema: KeySchema, where: Condition | undefined): boolean {
  const demands = where === undefined ? [] : demandsOf(where).filter(({ operator }) => operator === "=");
  return keyAttributes(schema).every(({ name }) => demands.some((demand) => demand.name === name));
}

/** Whether a `WHERE` demands anything beside the values of the key. */
export function demandsMoreThanKey(schema: KeySchema, where: Condition | undefined): boolean {
  if (where?.kind === "and") return demandsMoreThanKey(schema, where.left) || demandsMoreThanKey(schema, where.right);
  const demands = where === undefined ? [] : demandsOf(where);
  return !demands.some(({ name, operator }) => operator === "=" && keyNames(schema).includes(name));
}

/** Throws where a value is of another type than the attribute of the key that it is for. */
export function checkType({ name, type }: KeyAttribute, value: AttributeValue): void {
  if (typeOf(value) !== type)
    throw validationError(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
}

function checkValue(attribute: KeyAttribute, value: AttributeValue): void {
  checkType(attribute, value);
  if (!("S" in value && value.S === "") && !("B" in value && value.B === "")) return;
  throw validationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute ` +
      `cannot contain an empty ${"S" in value ? "string" : "binary"} value. Key: ${attribute.name}`,
  );
}

interface Demand {
  readonly name: string;
  readonly operator: KeyPredicate["operator"] | "in";
  readonly values: readonly AttributeValue[];
}

/** Comparisons of an attribute with values, all of which hold wherever the condition does. */
function demandsOf(condition: Condition): readonly Demand[] {
  switch (condition.kind) {
    case "and":
      return [...demandsOf(condition.left), ...demandsOf(condition.right)];
    case "compare": {
      const { left, right, operator } = condition;
      const actual = left.kind === "path" ? operator : mirrored[operator];
      if (actual === "<>") return [];
      return left.kind === "path" ? demand(left, actual, [right]) : demand(right, actual, [left]);
    }
    case "between":
      return demand(condition.value, "between", [condition.low, condition.high]);
    case "begins":
      return demand(condition.value, "begins", [condition.prefix]);
    case "in":
      return demand(condition.value, "in", condition.choices);
    default:
      return [];
  }
}

function demand(attribute: Operand, operator: Demand["operator"], others: readonly Operand[]): readonly Demand[] {
  const values = others.flatMap((other) => (other.kind === "value" ? [other.value] : []));
  if (attribute.kind !== "path" || attribute.path.length !== 1 || values.length < others.length) return [];
  return [{ name: attribute.path[0], operator, values }];
}

function inOrder(values: readonly AttributeValue[]): readonly AttributeValue[] {
  return values
    .filter((value, index) => values.findIndex((other) => sameValue(other, value)) === index)
    .sort((left, right) => compareValues(left, right) ?? 0);
}
