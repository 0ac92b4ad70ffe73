import { validationError } from "../../wire/aws-error.js";
import { type AttributeValue, typeOf } from "../attribute-value.js";
import { beginsWith, compareValues, isInOrder } from "../compare-values.js";
import type { KeyAttribute, KeySchema } from "../key-schema.js";
import type { Condition, Operand } from "./condition.js";
import type { DocumentPath } from "./document-path.js";
import type { ExpressionScope } from "./expression-scope.js";
import { type LegacyCondition, type LegacyOperator, legacyValues } from "./legacy-conditions.js";
import { parseCondition } from "./parse-condition.js";
import { resolveCondition } from "./resolve-condition.js";
import type { RawCondition, RawOperand } from "./syntax.js";

export type KeyOperator = "=" | "<" | "<=" | ">" | ">=" | "between" | "begins";

/** What a query asks of one key attribute. */
export interface KeyPredicate {
  readonly name: string;
  readonly operator: KeyOperator;
  readonly values: readonly AttributeValue[];
}

/** What a query asks of the key of a table or index. */
export interface KeyQuery {
  readonly hashValue: AttributeValue;
  readonly range: KeyPredicate | undefined;
}

const mirrored: Readonly<Record<string, KeyOperator>> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const legacyOperators: Readonly<Partial<Record<LegacyOperator, KeyOperator>>> = {
  EQ: "=",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
  BETWEEN: "between",
  BEGINS_WITH: "begins",
};

/** Reads a key condition expression. `inParameter` names the parameter in the errors of its syntax and operands. */
export function readKeyPredicates(
  source: string,
  scope: ExpressionScope,
  inParameter: <T>(parse: () => T) => T,
): readonly KeyPredicate[] {
  const raw = inParameter(() => parseCondition(source));
  const condition = inParameter(() => resolveCondition(raw, scope));
  checkOperators(raw);
  const predicates = toPredicates(condition);
  predicates.forEach(({ name }, index) => {
    if (predicates.findIndex((other) => other.name === name) < index)
      throw validationError("KeyConditionExpressions must only contain one condition per key");
  });
  return predicates;
}

/** Reads `KeyConditions`. */
export function legacyKeyPredicates(conditions: Readonly<Record<string, LegacyCondition>>): readonly KeyPredicate[] {
  return Object.entries(conditions).map(([name, condition]) => {
    const values = legacyValues(condition);
    const operator = legacyOperators[condition.ComparisonOperator];
    if (operator === undefined) throw validationError("Attempted conditional constraint is not an indexable operation");
    return { name, operator, values };
  });
}

/** Lays the predicates of a query on the key that it goes by. Throws `ValidationException` where they do not fit. */
export function planKeyQuery(schema: KeySchema, predicates: readonly KeyPredicate[]): KeyQuery {
  if (predicates.length < 1 || predicates.length > 2) throw validationError("Conditions can be of length 1 or 2 only");
  if (schema.range === undefined && predicates.length > 1) throw validationError("Query key condition not supported");
  const hash = findPredicate(schema.hash, predicates);
  if (hash === undefined) throw missing(schema.hash);
  if (hash.operator !== "=") throw validationError("Query key condition not supported");
  const range = schema.range === undefined ? undefined : findPredicate(schema.range, predicates);
  if (schema.range !== undefined && predicates.length > 1 && range === undefined) throw missing(schema.range);
  return { hashValue: hash.values[0] as AttributeValue, range }; // an `=` has one value
}

/** Whether a range key value meets a predicate. */
export function meetsKeyPredicate(value: AttributeValue | undefined, predicate: KeyPredicate): boolean {
  const [first, second] = predicate.values;
  if (value === undefined || first === undefined) return false;
  if (predicate.operator === "begins") return beginsWith(value, first);
  const order = compareValues(value, first);
  if (order === undefined) return false;
  switch (predicate.operator) {
    case "=":
      return order === 0;
    case "between":
      return order >= 0 && second !== undefined && (compareValues(value, second) ?? 1) <= 0;
    default:
      return isInOrder(predicate.operator, order);
  }
}

function findPredicate(attribute: KeyAttribute, predicates: readonly KeyPredicate[]): KeyPredicate | undefined {
  const found = predicates.find(({ name }) => name === attribute.name);
  for (const value of found?.values ?? []) {
    if (typeOf(value) !== attribute.type)
      throw validationError(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
      );
    if (("S" in value && value.S === "") || ("B" in value && value.B === ""))
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute ` +
          `cannot contain an empty ${"S" in value ? "string" : "binary"} value. Key: ${attribute.name}`,
      );
  }
  return found;
}

function missing({ name }: KeyAttribute): Error {
  return validationError(`Query condition missed key schema element: ${name}`);
}

function checkOperators(raw: RawCondition): void {
  switch (raw.kind) {
    case "and":
      checkOperators(raw.left);
      checkOperators(raw.right);
      return;
    case "or":
    case "not":
    case "in":
      throw wrongOperator(raw.kind.toUpperCase());
    case "compare":
      if (raw.operator === "<>") throw wrongOperator(raw.operator);
      checkNoCalls([raw.left, raw.right]);
      return;
    case "between":
      checkNoCalls([raw.value, raw.low, raw.high]);
      return;
    case "call":
      if (raw.name !== "begins_with") throw wrongOperator(raw.name);
      checkNoCalls(raw.operands);
  }
}

function checkNoCalls(operands: readonly RawOperand[]): void {
  if (operands.some(({ kind }) => kind === "call"))
    throw validationError("KeyConditionExpressions cannot contain nested operations");
}

function wrongOperator(name: string): Error {
  return validationError(`Invalid operator used in KeyConditionExpression: ${name}`);
}

function toPredicates(condition: Condition): readonly KeyPredicate[] {
  switch (condition.kind) {
    case "and":
      return [...toPredicates(condition.left), ...toPredicates(condition.right)];
    case "compare": {
      const { left, right } = condition;
      if (left.kind !== "path" && right.kind === "path")
        return [predicate(mirrored[condition.operator] ?? "=", right, [left])];
      return [predicate(mirrored[mirrored[condition.operator] ?? "="] ?? "=", left, [right])];
    }
    case "between":
      return [firstOperand("BETWEEN", "between", condition.value, [condition.low, condition.high])];
    case "begins":
      return [firstOperand("begins_with", "begins", condition.value, [condition.prefix])];
    default:
      throw new Error(`a key condition cannot hold ${condition.kind}`); // checkOperators has refused it
  }
}

function firstOperand(shown: string, operator: KeyOperator, key: Operand, others: readonly Operand[]): KeyPredicate {
  if (key.kind !== "path")
    throw validationError(
      `Invalid condition in KeyConditionExpression: ${shown} operator must have the key attribute as its first operand`,
    );
  return predicate(operator, key, others);
}

function predicate(operator: KeyOperator, key: Operand, others: readonly Operand[]): KeyPredicate {
  if (key.kind !== "path")
    throw validationError("Invalid condition in KeyConditionExpression: No key attribute specified");
  const values = others.map((other) => {
    if (other.kind === "value") return other.value;
    throw validationError(
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    );
  });
  return { name: scalarName(key.path), operator, values };
}

function scalarName(path: DocumentPath): string {
  if (path.length > 1)
    throw validationError(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${path[0]}`,
    );
  return path[0];
}
