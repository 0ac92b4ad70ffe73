import type { EvaluationScope, Evaluator } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { applyPath, parseStatePath, type StatePath, writePath } from "../jsonpath/state-path.js";
import { DefinitionError } from "../machine/definition-error.js";
import type { DataFlow, MapItem, WaitTarget } from "../machine/state-node.js";
import { compileChoiceRule } from "./choice-rule.js";
import type { Dialect, StateSource } from "./dialect.js";
import { compilePathOrIntrinsic, compilePayloadTemplate, type DocumentEvaluator } from "./jsonpath-template.js";
import { parseTimestamp } from "./timestamp.js";

/** @see AWS Step Functions developer guide, "Processing input and output in Step Functions" */
export const jsonPathDialect: Dialect = {
  flow,
  choiceRule(state, index) {
    const rule = memberAt(state, "Choices", index);
    const test = compileChoiceRule(rule, `${state.pointer}/Choices[${index}]`);
    const input = inputPath(state);
    const output = outputPath(state);
    const assign = template(state.pointer, rule.Assign, "Assign");
    return {
      condition: (scope) => test(input(scope), scope),
      next: typeof rule.Next === "string" ? rule.Next : "",
      finish(scope) {
        const document = input(scope);
        return { output: output(document, scope), assigned: assigned(assign, document, scope) };
      },
    };
  },
  catcher(state, index) {
    const catcher = memberAt(state, "Catch", index);
    const result = resultPath(state, catcher.ResultPath);
    const assign = template(state.pointer, catcher.Assign, "Assign");
    return (scope) => {
      const error = scope.errorOutput ?? {};
      return { output: result(scope.input, error), assigned: assigned(assign, error, scope) };
    };
  },
  waitTarget,
  integer: (state, field) => numberField(state, field, "integer", Number.isInteger),
  float: (state, field) => numberField(state, field, "float", Number.isFinite),
  text: textField,
  roleArn(state) {
    const evaluate = template(state.pointer, state.definition.Credentials, "Credentials");
    if (evaluate === undefined) return undefined;
    const input = inputPath(state);
    return (scope) => {
      const credentials = evaluate(input(scope), scope);
      const roleArn = isJsonObject(credentials) ? credentials.RoleArn : undefined;
      if (typeof roleArn === "string") return roleArn;
      throw new StateFailure("States.Runtime", "The value for the field 'RoleArn' must be a STRING");
    };
  },
  template(state, field) {
    const evaluate = template(state.pointer, state.definition[field], field);
    const input = inputPath(state);
    return evaluate && ((scope) => evaluate(input(scope), scope));
  },
  mapItems,
  itemSelector(state) {
    const field = state.definition.ItemSelector === undefined ? "Parameters" : "ItemSelector";
    const evaluate = template(state.pointer, state.definition[field], field);
    const input = inputPath(state);
    return evaluate && ((scope) => evaluate(input(scope), scope));
  },
};

/** States whose work has a result that `ResultPath` puts somewhere. */
const withResult: ReadonlySet<unknown> = new Set(["Task", "Parallel", "Map", "Pass"]);

function flow(state: StateSource): DataFlow {
  const { definition, pointer } = state;
  const input = inputPath(state);
  const parameters = template(pointer, definition.Parameters, "Parameters");
  const constant = definition.Type === "Pass" ? definition.Result : undefined;
  const selector = template(pointer, definition.ResultSelector, "ResultSelector");
  const place = withResult.has(definition.Type) ? resultPath(state, definition.ResultPath) : undefined;
  const output = outputPath(state);
  const assign = template(pointer, definition.Assign, "Assign");
  return {
    language: "JSONPath",
    effectiveInput: input,
    arguments(scope) {
      if (constant !== undefined) {
        scope.inspect?.("result", constant);
        return constant;
      }
      const effective = input(scope);
      const given = parameters === undefined ? effective : parameters(effective, scope);
      scope.inspect?.("afterParameters", given);
      return given;
    },
    finish(scope) {
      const given = scope.result === undefined ? input(scope) : scope.result;
      const result = selector === undefined ? given : selector(given, scope);
      const placed = place === undefined ? result : place(scope.input, result);
      if (place !== undefined) {
        scope.inspect?.("afterResultSelector", result);
        scope.inspect?.("afterResultPath", placed);
      }
      return { output: output(placed, scope), assigned: assigned(assign, result, scope) };
    },
  };
}

function assigned(
  assign: DocumentEvaluator | undefined,
  document: JsonValue,
  scope: EvaluationScope,
): JsonObject | undefined {
  const values = assign?.(document, scope);
  return isJsonObject(values) ? values : undefined;
}

function template(pointer: string, value: JsonValue | undefined, field: string): DocumentEvaluator | undefined {
  return value === undefined ? undefined : compilePayloadTemplate(value, `${pointer}/${field}`);
}

/** `null` discards the input; the default takes all of it. */
function inputPath({ definition, pointer }: StateSource): Evaluator {
  const text = definition.InputPath ?? "$";
  const path = pathOf(text, `${pointer}/InputPath`);
  return (scope) => {
    const effective =
      definition.InputPath === null ? {} : text === "$" ? scope.input : readOrFail(path, scope.input, scope);
    scope.inspect?.("afterInputPath", effective);
    return effective;
  };
}

function outputPath({ definition, pointer }: StateSource): DocumentEvaluator {
  const text = definition.OutputPath ?? "$";
  if (definition.OutputPath === null) return () => ({});
  if (text === "$") return (document) => document;
  const path = pathOf(text, `${pointer}/OutputPath`);
  return (document, scope) => readOrFail(path, document, scope);
}

/** Where the result goes in the raw input; `null` discards it. */
function resultPath(
  { pointer }: StateSource,
  text: JsonValue | undefined,
): (input: JsonValue, result: JsonValue) => JsonValue {
  if (text === null) return (input) => input;
  if (text === undefined || text === "$") return (_input, result) => result;
  const path = pathOf(text, `${pointer}/ResultPath`);
  return (input, result) => {
    const placed = writePath(path.segments, input, result);
    if (placed.written) return placed.document;
    throw conflict(placed.step, input);
  };
}

/**
 * The failure for a reference path that does not fit the document.
 *
 * DEVIATION from the ASL spec, which names `States.ResultPathMatchFailure` for `ResultPath`: this is what the service says.
 *
 * @see https://github.com/cdklabs/construct-hub/pull/459
 */
function conflict(step: string, document: JsonValue): StateFailure {
  return new StateFailure(
    "States.ReferencePathConflict",
    `Unable to apply step "${step}" to input ${JSON.stringify(document)}`,
  );
}

function pathOf(text: JsonValue, pointer: string): StatePath {
  const path = typeof text === "string" ? parseStatePath(text) : "it is not a string";
  if (typeof path === "string")
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", `Value is not a valid JSONPath: ${path}`, pointer);
  return path;
}

function readOrFail(path: StatePath, document: JsonValue, scope: EvaluationScope): JsonValue {
  return applyPath(path, document, scope, (reason) => invalidPath(path, reason));
}

const invalidPath = ({ text }: StatePath, reason: string): StateFailure =>
  new StateFailure("States.Runtime", `Invalid path '${text}' : ${reason}`);

function numberField(
  state: StateSource,
  field: string,
  kind: "integer" | "float",
  accepts: (value: unknown) => boolean,
): Evaluator<number> | undefined {
  const literal = state.definition[field];
  if (typeof literal === "number") return () => literal;
  const text = state.definition[`${field}Path`];
  if (text === undefined) return undefined;
  const path = pathOf(text, `${state.pointer}/${field}Path`);
  const input = inputPath(state);
  return (scope) => {
    const value = readOrFail(path, input(scope), scope);
    const number = typeof value === "string" && /^[+-]?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && accepts(number)) return number;
    throw new StateFailure(
      "States.Runtime",
      `The ${field}Path field refers to value "${typeof value === "string" ? value : JSON.stringify(value)}" which is not a valid ${kind}: ${path.text}`,
    );
  };
}

function textField(state: StateSource, field: string): Evaluator<string> | undefined {
  const literal = state.definition[field];
  if (typeof literal === "string") return () => literal;
  const text = state.definition[`${field}Path`];
  if (typeof text !== "string") return undefined;
  const evaluate = compilePathOrIntrinsic(text, `${field}Path`);
  if (evaluate === undefined)
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      "Value is not a valid JSONPath or intrinsic function",
      `${state.pointer}/${field}Path`,
    );
  const input = inputPath(state);
  return (scope) => {
    const value = evaluate(input(scope), scope);
    return typeof value === "string" ? value : JSON.stringify(value);
  };
}

function waitTarget(state: StateSource): WaitTarget {
  const {
    Seconds: seconds,
    Timestamp: timestamp,
    SecondsPath: secondsPath,
    TimestampPath: timestampPath,
  } = state.definition;
  if (typeof seconds === "number") return { kind: "seconds", seconds: () => seconds };
  if (timestamp !== undefined) {
    const time = typeof timestamp === "string" ? parseTimestamp(timestamp) : undefined;
    if (time === undefined)
      throw new DefinitionError(
        "SCHEMA_VALIDATION_FAILED",
        "String does not match RFC3339 timestamp",
        `${state.pointer}/Timestamp`,
      );
    return { kind: "timestamp", timestampMs: () => time };
  }
  const input = inputPath(state);
  if (secondsPath !== undefined) {
    const path = pathOf(secondsPath, `${state.pointer}/SecondsPath`);
    return { kind: "seconds", seconds: (scope) => secondsAt(path, input(scope), scope) };
  }
  const path = pathOf(timestampPath ?? "", `${state.pointer}/TimestampPath`);
  return { kind: "timestamp", timestampMs: (scope) => timestampAt(path, input(scope), scope) };
}

function waitValueAt(field: string, path: StatePath, document: JsonValue, scope: EvaluationScope): JsonValue {
  const result = path.read(document, scope);
  if (result.found) return result.value;
  throw new StateFailure("States.Runtime", `The ${field} parameter does not reference an input value: ${path.text}`);
}

function secondsAt(path: StatePath, document: JsonValue, scope: EvaluationScope): number {
  const value = waitValueAt("SecondsPath", path, document, scope);
  if (typeof value !== "number" || !Number.isInteger(value))
    throw new StateFailure(
      "States.Runtime",
      `The SecondsPath parameter cannot be parsed as a long value: ${path.text} == ${shown(value)}`,
    );
  if (value < 0)
    throw new StateFailure(
      "States.Runtime",
      `The SecondsPath parameter references a negative value: ${path.text} == ${value}`,
    );
  return value;
}

function timestampAt(path: StatePath, document: JsonValue, scope: EvaluationScope): number {
  const value = waitValueAt("TimestampPath", path, document, scope);
  const time = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (time !== undefined) return time;
  throw new StateFailure(
    "States.Runtime",
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path.text} == ${shown(value)}`,
  );
}

/** A value as causes about the fields of Wait show it: text as it is, anything else as JSON. */
function shown(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mapItems(state: StateSource): Evaluator<readonly MapItem[]> {
  const text = state.definition.ItemsPath ?? "$";
  const path = pathOf(text, `${state.pointer}/ItemsPath`);
  const input = inputPath(state);
  return (scope) => {
    const value = itemsAt(path, input(scope), scope);
    if (Array.isArray(value)) scope.inspect?.("afterItemsPath", value as readonly JsonValue[]);
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => ({ value: item }));
    if (isJsonObject(value) && state.definition.ItemReader !== undefined)
      return Object.entries(value).map(([key, member]) => ({ key, value: member }));
    throw new StateFailure(
      "States.Runtime",
      `Reference path "${path.text.replace(/^\$\$/, "$")}" must point to array.`,
    );
  };
}

function itemsAt(path: StatePath, document: JsonValue, scope: EvaluationScope): JsonValue {
  const result = path.read(document, scope);
  if (result.found) return result.value;
  if (result.step === undefined) throw invalidPath(path, result.reason);
  throw conflict(result.step, path.text.startsWith("$$") ? scope.context() : document);
}

function memberAt({ definition }: StateSource, field: string, index: number): JsonObject {
  const members = definition[field];
  const member: unknown = Array.isArray(members) ? members[index] : undefined;
  return isJsonObject(member) ? member : {};
}
