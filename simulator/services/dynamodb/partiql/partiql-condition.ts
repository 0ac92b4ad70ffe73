import { validationError } from "../../wire/aws-error.js";
import type { AttributeValue } from "../attribute-value.js";
import type { Condition } from "../expressions/condition.js";
import type { NameScope } from "../expressions/expression-scope.js";
import { resolveCondition } from "../expressions/resolve-condition.js";
import { resolveUpdate } from "../expressions/resolve-update.js";
import type { RawUpdateAction } from "../expressions/parse-update.js";
import type { Comparator, RawCondition, RawOperand, RawPath } from "../expressions/syntax.js";
import type { UpdateAction } from "../expressions/update.js";
import { isValue, type Parameters, valueOf } from "./partiql-values.js";
import { printPlace } from "./partiql-tokens.js";
import type { PartiqlExpression, SetOrRemove } from "./statement.js";

const comparators: readonly string[] = ["=", "<>", "<", "<=", ">", ">="] satisfies readonly Comparator[];
const conditionFunctions: ReadonlySet<string> = new Set([
  ...["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"],
]);
const maxChoices = 100;
const updateFunctions: ReadonlySet<string> = new Set(["if_not_exists", "list_append"]);
const setFunctions: Readonly<Record<string, "add" | "delete">> = { set_add: "add", set_delete: "delete" };

/** The condition of a `WHERE`: that of an expression, with other signs for the same. Throws `ValidationException`. */
export function conditionOf(where: PartiqlExpression, parameters: Parameters): Condition {
  const scope = new ValueScope(parameters);
  return resolveCondition(asCondition(where, scope), scope);
}

/** The changes of an `UPDATE`. Throws `ValidationException`. */
export function updateOf(actions: readonly SetOrRemove[], parameters: Parameters): readonly UpdateAction[] {
  const scope = new ValueScope(parameters);
  return resolveUpdate(
    actions.map((action) => asAction(action, scope)),
    scope,
  );
}

/** Names mean themselves in a statement, and its values are kept by number. */
class ValueScope implements NameScope {
  readonly nestsLists = true;
  private readonly values: AttributeValue[] = [];

  constructor(private readonly parameters: Parameters) {}

  operandOf(expression: PartiqlExpression): RawOperand {
    this.values.push(valueOf(expression, this.parameters));
    return { kind: "value", name: String(this.values.length - 1) };
  }

  /** The number of the value of an expression, for an action that takes nothing else. */
  valueNameOf(expression: PartiqlExpression): string {
    this.values.push(valueOf(expression, this.parameters));
    return String(this.values.length - 1);
  }

  resolvePath(path: RawPath): RawPath {
    return path;
  }

  resolveValue(name: string): AttributeValue {
    const value = this.values[Number(name)];
    if (value === undefined) throw new Error(`a statement without its value ${name}`);
    return value;
  }
}

function asCondition(expression: PartiqlExpression, scope: ValueScope): RawCondition {
  const operand = (source: PartiqlExpression) => asOperand(source, scope, "Condition");
  switch (expression.kind) {
    case "binary": {
      const { operator, left, right } = expression;
      if (operator === "and" || operator === "or")
        return { kind: operator, left: asCondition(left, scope), right: asCondition(right, scope) };
      if (!comparators.includes(operator)) throw unsupported(operator, "Condition");
      return { kind: "compare", operator: operator as Comparator, left: operand(left), right: operand(right) }; // one of the list
    }
    case "unary":
      if (expression.operator === "-") throw unsupported("-", "Condition");
      return { kind: "not", condition: asCondition(expression.operand, scope) };
    case "is":
      return whatIs(expression.what, operand(expression.operand), scope);
    case "between":
      return {
        kind: "between",
        value: operand(expression.operand),
        low: operand(expression.low),
        high: operand(expression.high),
      };
    case "in":
      return { kind: "in", value: operand(expression.operand), choices: choicesOf(expression.choices).map(operand) };
    case "call":
      if (conditionFunctions.has(expression.name))
        return { kind: "call", name: expression.name, operands: expression.operands.map(operand) };
      if (expression.name !== "size") throw unrecognised(expression.name);
      throw noCondition;
    default:
      throw noCondition;
  }
}

const noCondition = validationError("WHERE clause must contain an expression that resolves to a boolean");

function whatIs(what: "missing" | "null", operand: RawOperand, scope: ValueScope): RawCondition {
  if (what === "missing") return { kind: "call", name: "attribute_not_exists", operands: [operand] };
  const type = scope.operandOf({ kind: "literal", value: { S: "NULL" }, place: { line: 1, column: 1, length: 0 } });
  return { kind: "call", name: "attribute_type", operands: [operand, type] };
}

function choicesOf(choices: PartiqlExpression): readonly PartiqlExpression[] {
  if (choices.kind !== "sequence" || choices.members.length === 0)
    throw validationError(
      "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member",
    );
  if (choices.members.length > maxChoices)
    throw validationError(
      `The IN operator is provided with too many operands; number of operands: ${choices.members.length}`,
    );
  return choices.members;
}

function asAction(action: SetOrRemove, scope: ValueScope): RawUpdateAction {
  if (action.kind === "remove") return action;
  const { path, value } = action;
  const kind = value.kind === "call" ? setFunctions[value.name] : undefined;
  if (value.kind !== "call" || kind === undefined)
    return { kind: "set", path, operand: asOperand(value, scope, "Update") };
  const [first, second] = value.operands;
  const name = value.name.toUpperCase();
  if (first?.kind !== "path" || JSON.stringify(first.path) !== JSON.stringify(path))
    throw validationError(`The first argument to ${name} must equal the assignment value`);
  if (second === undefined || !isValue(second) || isScalar(second))
    throw validationError(`The second argument to ${name} must be a value with type SET ${printPlace(first.place)}`);
  return { kind, path, value: scope.valueNameOf(second) };
}

const isScalar = (expression: PartiqlExpression): boolean =>
  expression.kind === "literal" ||
  expression.kind === "tuple" ||
  (expression.kind === "sequence" && expression.shape !== "bag");

function asOperand(expression: PartiqlExpression, scope: ValueScope, where: "Condition" | "Update"): RawOperand {
  const operand = (source: PartiqlExpression) => asOperand(source, scope, where);
  if (isValue(expression)) return scope.operandOf(expression);
  switch (expression.kind) {
    case "path":
      return { kind: "path", path: expression.path };
    case "call": {
      const { name, operands } = expression;
      if (name !== "size" && !conditionFunctions.has(name) && !updateFunctions.has(name)) throw unrecognised(name);
      return { kind: "call", name, operands: operands.map(operand) };
    }
    case "binary": {
      const { operator, left, right } = expression;
      if (where === "Condition" || (operator !== "+" && operator !== "-")) throw unsupported(operator, where);
      return { kind: "sum", operator, left: operand(left), right: operand(right) };
    }
    case "unary":
      if (where === "Condition" || expression.operator === "not") throw unsupported(expression.operator, where);
      throw validationError(
        "Incorrect number of operands for operator or function; operator or function: -, number of operands: 1",
      );
    case "missing":
      throw validationError("MISSING must be compared using IS operator");
    default:
      throw unsupported(expression.kind, where);
  }
}

const unsupported = (operator: string, where: string) =>
  validationError(`Unsupported operator in ${where} Expression. Operator: ${operator}`);

const unrecognised = (name: string) => validationError(`Unrecognized function: ${name}`);
