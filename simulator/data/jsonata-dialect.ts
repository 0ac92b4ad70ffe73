import type { Completion, EvaluationScope, Evaluator } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { DataFlow, MapItem, WaitTarget } from "../machine/state-node.js";
import type { Dialect, StateSource } from "./dialect.js";
import { compileTemplate, unexpectedType } from "./jsonata-template.js";
import { parseTimestamp } from "./timestamp.js";

/** @see AWS Step Functions developer guide, "Transforming data with JSONata in Step Functions" */
export const jsonataDialect: Dialect = {
  flow,
  choiceRule(state, index) {
    const rule = memberAt(state, "Choices", index);
    const field = `Choices[${index}]`;
    return {
      condition: typed(state.pointer, rule, "Condition", `${field}/Condition`, "boolean", isBoolean) ?? (() => false),
      next: typeof rule.Next === "string" ? rule.Next : "",
      finish: finishWith(state.pointer, rule, `${field}/`, passInput),
    };
  },
  catcher: (state, index) =>
    finishWith(state.pointer, memberAt(state, "Catch", index), `Catch[${index}]/`, (scope) => scope.errorOutput ?? {}),
  waitTarget,
  integer: (state, field) =>
    typed(state.pointer, state.definition, field, `${state.prefix ?? ""}${field}`, "integer", isInteger),
  float: (state, field) =>
    typed(state.pointer, state.definition, field, `${state.prefix ?? ""}${field}`, "number", isNumber),
  text: (state, field) => typed(state.pointer, state.definition, field, field, "string", isString),
  roleArn({ definition, pointer }) {
    const credentials = isJsonObject(definition.Credentials) ? definition.Credentials : {};
    return typed(`${pointer}/Credentials`, credentials, "RoleArn", "Credentials/RoleArn", "string", isString);
  },
  template: (state, field) => templateOf(state.pointer, state.definition[field], `${state.prefix ?? ""}${field}`),
  mapItems,
  itemSelector: (state) => templateOf(state.pointer, state.definition.ItemSelector, "ItemSelector"),
};

const passInput: Evaluator = (scope) => scope.input;
const passResult: Evaluator = (scope) => (scope.result === undefined ? scope.input : scope.result);

function inspected(scope: EvaluationScope, stage: string, value: JsonValue): JsonValue {
  scope.inspect?.(stage, value);
  return value;
}

function flow({ definition, pointer }: StateSource): DataFlow {
  const given = templateOf(pointer, definition.Arguments, "Arguments");
  return {
    language: "JSONata",
    effectiveInput: passInput,
    arguments: given === undefined ? passInput : (scope) => inspected(scope, "afterArguments", given(scope)),
    finish: finishWith(pointer, definition, "", passResult),
  };
}

/** `Output` and `Assign` see the same variables: both are evaluated before anything is assigned. */
function finishWith(
  pointer: string,
  definition: JsonObject,
  prefix: string,
  otherwise: Evaluator,
): Evaluator<Completion> {
  const assign = templateOf(pointer, definition.Assign, `${prefix}Assign`);
  const output = templateOf(pointer, definition.Output, `${prefix}Output`) ?? otherwise;
  return (scope) => {
    const assigned = assign?.(scope);
    return { output: output(scope), assigned: isJsonObject(assigned) ? assigned : undefined };
  };
}

function templateOf(state: string, template: JsonValue | undefined, field: string): Evaluator | undefined {
  return template === undefined ? undefined : compileTemplate(template, { state, field });
}

function typed<Value extends JsonValue>(
  state: string,
  definition: JsonObject,
  name: string,
  field: string,
  expected: string,
  accepts: (value: JsonValue) => value is Value,
): Evaluator<Value> | undefined {
  const template = definition[name];
  if (template === undefined) return undefined;
  const evaluate = compileTemplate(template, { state, field });
  return (scope) => {
    const value = evaluate(scope);
    if (!accepts(value)) throw unexpectedType(template, field, expected, value);
    return value;
  };
}

function waitTarget(state: StateSource): WaitTarget {
  const seconds = typed(state.pointer, state.definition, "Seconds", "Seconds", "integer", isInteger);
  if (seconds !== undefined) return { kind: "seconds", seconds };
  const text = typed(state.pointer, state.definition, "Timestamp", "Timestamp", "string", isString) ?? (() => "");
  return {
    kind: "timestamp",
    timestampMs: (scope) => {
      const value = text(scope);
      const time = parseTimestamp(value);
      if (time !== undefined) return time;
      throw new StateFailure(
        "States.QueryEvaluationError",
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
        "Timestamp",
        true,
      );
    },
  };
}

function mapItems({ definition, pointer }: StateSource): Evaluator<readonly MapItem[]> {
  const template = definition.Items;
  if (template === undefined) return (scope) => itemsOf(scope.input, undefined);
  const evaluate = compileTemplate(template, { state: pointer, field: "Items" });
  return (scope: EvaluationScope) => itemsOf(evaluate(scope), template);
}

function itemsOf(value: JsonValue, template: JsonValue | undefined): readonly MapItem[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => ({ value: item }));
  if (isJsonObject(value)) return Object.entries(value).map(([key, member]) => ({ key, value: member }));
  if (template !== undefined) throw unexpectedType(template, "Items", "array", value);
  throw new StateFailure(
    "States.QueryEvaluationError",
    `Map state input must be an array but was: ${JSON.stringify(value)}`,
  );
}

function memberAt({ definition }: StateSource, field: string, index: number): JsonObject {
  const members = definition[field];
  const member: unknown = Array.isArray(members) ? members[index] : undefined;
  return isJsonObject(member) ? member : {};
}

const isBoolean = (value: JsonValue): value is boolean => typeof value === "boolean";
const isString = (value: JsonValue): value is string => typeof value === "string";
const isNumber = (value: JsonValue): value is number => typeof value === "number";
const isInteger = (value: JsonValue): value is number => typeof value === "number" && Number.isInteger(value);
