import type { EvaluationScope, Evaluator } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonObject, jsonTypeName, type JsonValue, setMember } from "../json.js";
import { type ParsedExpression, parseExpression } from "../jsonata/evaluate-expression.js";
import { DefinitionError } from "../machine/definition-error.js";

/** Where a template stands: the state's place in the definition, and the field's name inside the state. */
export interface FieldLocation {
  /** JSON pointer of the state: `/States/Pay`. */
  readonly state: string;
  /** Path inside the state as the service writes it: `Output/items[0]`. */
  readonly field: string;
}

/** True for text between `{%` and `%}`. */
export function isJsonataExpression(value: JsonValue | undefined): value is `{%${string}%}` {
  return typeof value === "string" && value.startsWith("{%") && value.endsWith("%}");
}

/**
 * Compiles a value whose strings may be `{% expressions %}`. A value without any is the same object at each evaluation.
 */
export function compileTemplate(template: JsonValue, location: FieldLocation): Evaluator {
  return compilePart(template, location) ?? (() => template);
}

function compilePart(template: JsonValue, location: FieldLocation): Evaluator | undefined {
  if (isJsonataExpression(template)) return compileExpression(template, location);
  if (Array.isArray(template)) return compileArray(template as readonly JsonValue[], location);
  if (isJsonObject(template)) return compileObject(template, location);
  return undefined;
}

function compileArray(template: readonly JsonValue[], { state, field }: FieldLocation): Evaluator | undefined {
  const parts = template.map((item, index) => compilePart(item, { state, field: `${field}[${index}]` }));
  if (parts.every((part) => part === undefined)) return undefined;
  return (scope) =>
    template.map((item, index) => {
      const part = parts[index];
      return part === undefined ? item : part(scope);
    });
}

function compileObject(template: JsonObject, { state, field }: FieldLocation): Evaluator | undefined {
  const parts = Object.entries(template).map(
    ([key, member]) => [key, member, compilePart(member, { state, field: `${field}/${key}` })] as const,
  );
  if (parts.every(([, , part]) => part === undefined)) return undefined;
  return (scope) => {
    const members: Record<string, JsonValue> = {};
    for (const [key, member, part] of parts) setMember(members, key, part === undefined ? member : part(scope));
    return members;
  };
}

/** Compiles one `{% expression %}`. Throws DefinitionError for text that JSONata cannot parse. */
export function compileExpression(text: string, location: FieldLocation): Evaluator {
  const source = text.slice(2, -2).trim();
  const outcome = parseExpression(source);
  if (outcome.kind === "syntaxError")
    throw new DefinitionError("INVALID_JSONATA_EXPRESSION", outcome.message, `${location.state}/${location.field}`);
  return (scope) => evaluate(outcome.expression, location.field, scope);
}

function evaluate(expression: ParsedExpression, field: string, scope: EvaluationScope): JsonValue {
  const outcome = expression.evaluate(scope, scope.world);
  switch (outcome.kind) {
    case "value":
      return outcome.value;
    case "nothing":
      throw evaluationFailure(expression.text, field, "returned nothing (undefined).");
    case "unsupported":
      throw evaluationFailure(expression.text, field, "returned an unsupported result type.");
    case "error": {
      const what = outcome.code === undefined ? `: ${outcome.message}` : `. ${outcome.code}: ${outcome.message}`;
      throw evaluationFailure(expression.text, field, `threw an error during evaluation${what}`);
    }
  }
}

function evaluationFailure(text: string, field: string, what: string): StateFailure {
  return new StateFailure(
    "States.QueryEvaluationError",
    `The JSONata expression '${text}' specified for the field '${field}' ${what}`,
    field,
  );
}

/** The failure for an expression whose value is not of the type that its field needs. */
export function unexpectedType(template: JsonValue, field: string, expected: string, value: JsonValue): StateFailure {
  const text = isJsonataExpression(template) ? template.slice(2, -2).trim() : JSON.stringify(template);
  const type = typeof value === "number" && expected === "integer" ? "number" : jsonTypeName(value);
  return evaluationFailure(
    text,
    field,
    `returned an unexpected result type. Expected '${expected}', but was '${type}' for value: ${JSON.stringify(value)}`,
  );
}
