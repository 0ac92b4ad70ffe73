import { validationError } from "../../wire/aws-error.js";
import { type AttributeType, attributeTypes, type AttributeValue, typeOf } from "../attribute-value.js";
import { compareValues } from "../compare-values.js";
import type { Condition, Operand } from "./condition.js";
import { type DocumentPath, printPath, samePath } from "./document-path.js";
import type { NameScope } from "./expression-scope.js";
import type { RawCall, RawCondition, RawOperand } from "./syntax.js";

const orderedTypes: readonly AttributeType[] = ["S", "N", "B"];
const sizedTypes: readonly AttributeType[] = ["S", "B", "SS", "NS", "BS", "L", "M"];
const prefixTypes: readonly AttributeType[] = ["S", "B"];
const updateFunctions: readonly string[] = ["if_not_exists", "list_append"];

/** Puts names and values into a condition, and checks what each operator and function is used on. */
export function resolveCondition(raw: RawCondition, scope: NameScope): Condition {
  const operand = (source: RawOperand) => resolveOperand(source, scope);
  switch (raw.kind) {
    case "and":
    case "or":
      return { kind: raw.kind, left: resolveCondition(raw.left, scope), right: resolveCondition(raw.right, scope) };
    case "not":
      return { kind: "not", condition: resolveCondition(raw.condition, scope) };
    case "compare": {
      const compared = { kind: raw.kind, operator: raw.operator, left: operand(raw.left), right: operand(raw.right) };
      if (raw.operator !== "=" && raw.operator !== "<>")
        checkTypes(raw.operator, orderedTypes, compared.left, compared.right);
      checkDistinct(raw.operator, compared.left, compared.right);
      return compared;
    }
    case "between": {
      const between = { kind: raw.kind, value: operand(raw.value), low: operand(raw.low), high: operand(raw.high) };
      checkTypes("BETWEEN", orderedTypes, between.value, between.low, between.high);
      checkDistinct("BETWEEN", between.value, between.low, between.high);
      checkBounds(between.low, between.high);
      return between;
    }
    case "in": {
      const value = operand(raw.value);
      const choices = raw.choices.map(operand);
      checkDistinct("IN", value, ...choices);
      return { kind: "in", value, choices };
    }
    case "call":
      return resolveCall(raw, scope);
  }
}

function resolveCall(call: RawCall, scope: NameScope): Condition {
  const { name, operands } = call;
  const operand = (index: number) => resolveOperand(operands[index] as RawOperand, scope); // the count is checked first
  switch (name) {
    case "attribute_exists":
      return { kind: "exists", path: resolvePathOperand(call, 1, scope) };
    case "attribute_not_exists":
      return { kind: "not", condition: { kind: "exists", path: resolvePathOperand(call, 1, scope) } };
    case "attribute_type": {
      const path = resolvePathOperand(call, 2, scope);
      const type = operand(1);
      checkDistinct(name, { kind: "path", path }, type);
      return { kind: "type", path, type: readTypeName(type) };
    }
    case "begins_with": {
      checkCount(call, 2);
      const begins = { kind: "begins" as const, value: operand(0), prefix: operand(1) };
      checkTypes(name, prefixTypes, begins.value, begins.prefix);
      checkDistinct(name, begins.value, begins.prefix);
      return begins;
    }
    case "contains": {
      checkCount(call, 2);
      const contains = { kind: "contains" as const, value: operand(0), member: operand(1) };
      checkDistinct(name, contains.value, contains.member);
      return contains;
    }
    case "size":
      checkCount(call, 1);
      throw misplaced(name);
    default:
      throw unknownFunction(name);
  }
}

function resolveOperand(raw: RawOperand, scope: NameScope): Operand {
  switch (raw.kind) {
    case "path":
      return { kind: "path", path: scope.resolvePath(raw.path) };
    case "value":
      return { kind: "value", value: scope.resolveValue(raw.name) };
    case "sum":
      throw validationError("The expression has an operator that is not allowed in a condition");
    case "call": {
      if (raw.name !== "size") {
        resolveCall(raw, scope);
        throw misplaced(raw.name);
      }
      checkCount(raw, 1);
      const operand = resolveOperand(raw.operands[0] as RawOperand, scope); // there is exactly one
      checkTypes("size", sizedTypes, operand);
      return { kind: "size", operand };
    }
  }
}

function resolvePathOperand(call: RawCall, count: number, scope: NameScope): DocumentPath {
  checkCount(call, count);
  const first = call.operands[0];
  if (first?.kind === "call") resolveOperand(first, scope);
  if (first?.kind !== "path")
    throw validationError(`Operator or function requires a document path; operator or function: ${call.name}`);
  return scope.resolvePath(first.path);
}

function readTypeName(operand: Operand): AttributeType {
  if (operand.kind !== "value" || !("S" in operand.value)) {
    const type = operand.kind === "value" ? typeOf(operand.value) : operand.kind === "size" ? "N" : anyTypeNames;
    throw wrongType("attribute_type", type);
  }
  const name = operand.value.S;
  const type = attributeTypes.find((candidate) => candidate === name);
  if (type !== undefined) return type;
  throw validationError(`Invalid attribute type name found; type: ${name}, valid types: {${attributeTypes.join(",")}}`);
}

/** What the service prints for the type of a path, which it does not know. */
const anyTypeNames =
  "{N,DECIMALSET,B,FS,SS,HDS,L,M,DOUBLE,INTSET,FLOAT,HD,NS,BS,DICT,NULL,INT,BOOL,DOUBLESET,S,DECIMAL}";

function checkCount(call: RawCall, count: number): void {
  if (call.operands.length !== count)
    throw validationError(
      `Incorrect number of operands for operator or function; ` +
        `operator or function: ${call.name}, number of operands: ${call.operands.length}`,
    );
}

function checkTypes(operator: string, allowed: readonly AttributeType[], ...operands: readonly Operand[]): void {
  for (const operand of operands) {
    const type = operand.kind === "value" ? typeOf(operand.value) : operand.kind === "size" ? "N" : undefined;
    if (type !== undefined && !allowed.includes(type)) throw wrongType(operator, type);
  }
}

function wrongType(operator: string, type: string): Error {
  return validationError(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );
}

function checkDistinct(operator: string, first: Operand, ...others: readonly Operand[]): void {
  if (first.kind !== "path") return;
  for (const other of others) {
    if (other.kind === "path" && samePath(first.path, other.path))
      throw validationError(
        `The first operand must be distinct from the remaining operands for this operator or function; ` +
          `operator: ${operator}, first operand: ${printPath(first.path)}`,
      );
  }
}

function checkBounds(low: Operand, high: Operand): void {
  if (low.kind !== "value" || high.kind !== "value") return;
  const order = compareValues(low.value, high.value);
  const bounds = `lower bound operand: ${printValue(low.value)}, upper bound operand: ${printValue(high.value)}`;
  if (order === undefined)
    throw validationError(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  if (order > 0)
    throw validationError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
}

function printValue(value: AttributeValue): string {
  const [type, content] = Object.entries(value)[0] ?? [];
  return `AttributeValue: {${type}:${String(content)}}`;
}

function misplaced(name: string): Error {
  return validationError(`The function is not allowed to be used this way in an expression; function: ${name}`);
}

function unknownFunction(name: string): Error {
  return validationError(
    updateFunctions.includes(name)
      ? `The function is not allowed in a condition expression; function: ${name}`
      : `Invalid function name; function: ${name}`,
  );
}
