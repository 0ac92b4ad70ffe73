import type { DefinitionPath } from "../diagnostic.js";
import { isTimestamp } from "../timestamp.js";
import {
  arrayOf,
  checkFields,
  expressionOr,
  flag,
  nonEmptyText,
  number,
  object,
  text,
  anyValue,
  type Check,
} from "./checks.js";
import { literalText, referencePath } from "./path-checks.js";
import { isFields, type Fields } from "../fields.js";
import { isSubstitution, schemaError, type Scope } from "./scope.js";
import { assignment } from "./variable-names.js";

/** A literal timestamp, as Wait and the timestamp comparisons have it. */
export const timestamp: Check = (value, path, scope) => {
  if (isSubstitution(value, scope)) return;
  if (typeof value !== "string") schemaError(scope, "Expected value of type [STRING]", path);
  else if (!isTimestamp(value)) schemaError(scope, "String does not match RFC3339 timestamp", path);
};

const orderings = ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"];

function orderedOperators(prefix: string, operand: Check): readonly (readonly [string, Check])[] {
  return orderings.flatMap((ordering) => [
    [`${prefix}${ordering}`, operand] as const,
    [`${prefix}${ordering}Path`, referencePath] as const,
  ]);
}

/** The 39 comparison operators, each with the check of its operand. */
const operators: Readonly<Record<string, Check>> = Object.fromEntries([
  ...orderedOperators("String", literalText),
  ["StringMatches", text],
  ...orderedOperators("Numeric", number()),
  ...orderedOperators("Timestamp", timestamp),
  ["BooleanEquals", flag],
  ["BooleanEqualsPath", referencePath],
  ...["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"].map((name) => [name, flag] as const),
]);

const selectors = ["And", "Or", "Not", "Variable", "Condition"];
const jsonPathFields = ["And", "Or", "Not", "Variable", ...Object.keys(operators)];

/** `Choices`: the rules of a Choice state, in either language. */
export const choiceRules: Check = (value, path, scope) => {
  arrayOf(topLevelRule, { nonEmpty: true })(value, path, scope);
};

const topLevelRule: Check = (value, path, scope) => {
  object(value, path, scope);
  if (!isFields(value)) return;
  checkRule(value, path, scope, {
    fields: { Next: nonEmptyText, Assign: assignment, Output: anyValue, Condition: condition },
    required: scope.language === "JSONata" ? ["Condition", "Next"] : ["Next"],
    jsonataOnly: ["Condition", "Output"],
  });
};

const nestedRule: Check = (value, path, scope) => {
  object(value, path, scope);
  if (isFields(value)) checkRule(value, path, scope, { fields: {}, required: [] });
};

const condition: Check = expressionOr((value, path, scope) => {
  if (typeof value !== "boolean") schemaError(scope, "Expected value of type [BOOLEAN]", path);
});

interface RuleShape {
  readonly fields: Readonly<Record<string, Check>>;
  readonly required: readonly string[];
  readonly jsonataOnly?: readonly string[];
}

function checkRule(rule: Fields, path: DefinitionPath, scope: Scope, shape: RuleShape): void {
  const combined = { And: nestedRules, Or: nestedRules, Not: nestedRule, Variable: referencePath, ...operators };
  checkFields(rule, { ...shape, fields: { ...shape.fields, ...combined }, jsonPathOnly: jsonPathFields }, path, scope);
  if (scope.language === "JSONPath") checkSelector(rule, path, scope);
}

const nestedRules: Check = (value, path, scope) => {
  arrayOf(nestedRule, { nonEmpty: true })(value, path, scope);
};

function checkSelector(rule: Fields, path: DefinitionPath, scope: Scope): void {
  const chosen = selectors.filter((name) => Object.hasOwn(rule, name));
  if (chosen.length !== 1) {
    schemaError(
      scope,
      `The object must have only one of the following fields, [${selectors.join(", ")}]`,
      path,
      chosen[1],
    );
    return;
  }
  const compared = Object.keys(operators).filter((name) => Object.hasOwn(rule, name));
  if (chosen[0] === "Variable" ? compared.length > 1 : compared.length > 0) {
    const extra = chosen[0] === "Variable" ? compared[1] : compared[0];
    schemaError(scope, `There should only be one of the following fields: [${listed(chosen, compared)}]`, path, extra);
  } else if (chosen[0] === "Variable" && compared.length === 0) {
    const names = Object.keys(operators).join(", ");
    schemaError(scope, `This object should have only one of the following fields: [${names}]`, path);
  }
}

function listed(chosen: readonly string[], compared: readonly string[]): string {
  return (chosen[0] === "Variable" ? compared : [...chosen, ...compared]).join(", ");
}
