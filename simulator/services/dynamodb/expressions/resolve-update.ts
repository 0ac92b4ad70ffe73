import { validationError } from "../../wire/aws-error.js";
import { type AttributeType, type AttributeValue, typeOf } from "../attribute-value.js";
import { checkPathsApart } from "./document-path.js";
import type { NameScope } from "./expression-scope.js";
import type { RawUpdateAction } from "./parse-update.js";
import type { RawCall, RawOperand } from "./syntax.js";
import type { UpdateAction, UpdateOperand } from "./update.js";

const conditionFunctions: readonly string[] = [
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
];
const typeNames: Readonly<Record<AttributeType, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  BOOL: "BOOLEAN",
  NULL: "NULL",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  L: "LIST",
  M: "MAP",
};
const addable: readonly AttributeType[] = ["N", "SS", "NS", "BS"];
const deletable: readonly AttributeType[] = ["SS", "NS", "BS"];

/** Puts names and values into an update, and checks operand types and that no two paths touch. */
export function resolveUpdate(raw: readonly RawUpdateAction[], scope: NameScope): readonly UpdateAction[] {
  checkPathsApart(raw.map(({ path }) => scope.resolvePath(path)));
  return raw.map((action) => resolveAction(action, scope));
}

function resolveAction(raw: RawUpdateAction, scope: NameScope): UpdateAction {
  const path = scope.resolvePath(raw.path);
  switch (raw.kind) {
    case "set":
      return { kind: "set", path, operand: resolveOperand(raw.operand, scope, true) };
    case "remove":
      return { kind: "remove", path };
    case "add":
      return { kind: "add", path, value: checkSectionType("ADD", addable, scope.resolveValue(raw.value)) };
    case "delete":
      return { kind: "delete", path, value: checkSectionType("DELETE", deletable, scope.resolveValue(raw.value)) };
  }
}

function checkSectionType(section: string, allowed: readonly AttributeType[], value: AttributeValue): AttributeValue {
  if (allowed.includes(typeOf(value))) return value;
  throw validationError(
    `Incorrect operand type for operator or function; operator: ${section}, ` +
      `operand type: ${typeNames[typeOf(value)]}, typeSet: ALLOWED_FOR_${section}_OPERAND`,
  );
}

/** `isWhole`: the operand is the whole right side, the only place for `list_append`. */
function resolveOperand(raw: RawOperand, scope: NameScope, isWhole = false): UpdateOperand {
  switch (raw.kind) {
    case "path":
      return { kind: "path", path: scope.resolvePath(raw.path) };
    case "value":
      return { kind: "value", value: scope.resolveValue(raw.name) };
    case "sum": {
      const left = resolveOperand(raw.left, scope);
      const right = resolveOperand(raw.right, scope);
      checkLiterals(raw.operator, "N", left, right);
      return { kind: "sum", operator: raw.operator, left, right };
    }
    case "call":
      if (raw.name === "list_append" && !isWhole && scope.nestsLists !== true)
        throw validationError(
          `The function is not allowed to be used this way in an expression; function: ${raw.name}`,
        );
      return resolveCall(raw, scope);
  }
}

function resolveCall(call: RawCall, scope: NameScope): UpdateOperand {
  const [first, second] = call.operands;
  switch (call.name) {
    case "if_not_exists": {
      if (first === undefined || second === undefined || call.operands.length !== 2) throw wrongCount(call);
      if (first.kind !== "path")
        throw validationError(`Operator or function requires a document path; operator or function: ${call.name}`);
      return { kind: call.name, path: scope.resolvePath(first.path), otherwise: resolveOperand(second, scope) };
    }
    case "list_append": {
      if (first === undefined || second === undefined || call.operands.length !== 2) throw wrongCount(call);
      const left = resolveOperand(first, scope);
      const right = resolveOperand(second, scope);
      checkLiterals(call.name, "L", left, right);
      return { kind: call.name, left, right };
    }
    default:
      throw validationError(
        conditionFunctions.includes(call.name)
          ? `The function is not allowed in an update expression; function: ${call.name}`
          : `Invalid function name; function: ${call.name}`,
      );
  }
}

function checkLiterals(operator: string, wanted: AttributeType, ...operands: readonly UpdateOperand[]): void {
  for (const operand of operands) {
    const type = literalType(operand);
    if (type !== undefined && type !== wanted)
      throw validationError(
        `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
      );
  }
}

function literalType(operand: UpdateOperand): AttributeType | undefined {
  switch (operand.kind) {
    case "value":
      return typeOf(operand.value);
    case "sum":
      return "N";
    case "list_append":
      return "L";
    case "path":
    case "if_not_exists":
      return undefined;
  }
}

function wrongCount(call: RawCall): Error {
  return validationError(
    `Incorrect number of operands for operator or function; ` +
      `operator or function: ${call.name}, number of operands: ${call.operands.length}`,
  );
}
