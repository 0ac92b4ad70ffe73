import type { EvaluationScope } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonObject, type JsonValue, setMember } from "../json.js";
import { intrinsicArity, IntrinsicError, intrinsicFunctions } from "../jsonpath/intrinsic-functions.js";
import { type IntrinsicNode, parseIntrinsic } from "../jsonpath/intrinsic-syntax.js";
import { applyPath, parseStatePath, type StatePath } from "../jsonpath/state-path.js";
import { DefinitionError } from "../machine/definition-error.js";

/** Computes a value; `document` is what `$` stands for. */
export type DocumentEvaluator = (document: JsonValue, scope: EvaluationScope) => JsonValue;

/**
 * Compiles a payload template: members whose names end with `.$` hold a path or an intrinsic function, everything else
 * is as it stands.
 *
 * @param pointer JSON pointer of the template, for what is wrong with it
 */
export function compilePayloadTemplate(template: JsonValue, pointer: string): DocumentEvaluator {
  return compilePart(template, pointer) ?? (() => template);
}

function compilePart(template: JsonValue, pointer: string): DocumentEvaluator | undefined {
  if (Array.isArray(template)) {
    const items = template as readonly JsonValue[];
    const parts = items.map((item) => compilePart(item, pointer));
    if (parts.every((part) => part === undefined)) return undefined;
    return (document, scope) =>
      items.map((item, index) => {
        const part = parts[index];
        return part === undefined ? item : part(document, scope);
      });
  }
  return isJsonObject(template) ? compileObject(template, pointer) : undefined;
}

function compileObject(template: JsonObject, pointer: string): DocumentEvaluator | undefined {
  const parts = Object.entries(template).map(([key, member]) => {
    if (!key.endsWith(".$")) return { name: key, member, evaluate: compilePart(member, pointer) };
    return { name: key.slice(0, -2), member, evaluate: compileDynamic(member, key, pointer) };
  });
  if (parts.every(({ evaluate }) => evaluate === undefined)) return undefined;
  return (document, scope) => {
    const members: Record<string, JsonValue> = {};
    for (const { name, member, evaluate } of parts)
      setMember(members, name, evaluate === undefined ? member : evaluate(document, scope));
    return members;
  };
}

function compileDynamic(text: JsonValue, key: string, pointer: string): DocumentEvaluator {
  const evaluate = typeof text === "string" ? compilePathOrIntrinsic(text, key) : undefined;
  if (evaluate === undefined)
    throw new DefinitionError(
      "SCHEMA_VALIDATION_FAILED",
      `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`,
      pointer,
    );
  return evaluate;
}

/** An argument of an intrinsic function that is not there: no failure of the function, but of the state's data. */
class MissingArgument extends IntrinsicError {}

/** Compiles a path or a call of an intrinsic function; `undefined` for other text. */
export function compilePathOrIntrinsic(text: string, field: string): DocumentEvaluator | undefined {
  if (text.startsWith("States.")) {
    const node = parseIntrinsic(text);
    return node?.kind === "call" ? compileExpression(node) : undefined;
  }
  const path = parseStatePath(text);
  if (typeof path === "string") return undefined;
  return (document, scope) =>
    applyPath(
      path,
      document,
      scope,
      () =>
        new StateFailure(
          "States.Runtime",
          `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${searched(path, document, scope)}'`,
        ),
    );
}

/** Where a path was looked for: the context object for one that begins there. */
function searched({ text }: StatePath, document: JsonValue, scope: EvaluationScope): string {
  return JSON.stringify(text.startsWith("$$") ? scope.context() : document);
}

/** Compiles the outermost call: what fails inside, at whatever depth, names the whole expression. */
function compileExpression(node: IntrinsicNode): DocumentEvaluator | undefined {
  const call = compileCall(node);
  if (call === undefined) return undefined;
  return (document, scope) => {
    try {
      return call(document, scope);
    } catch (error) {
      if (!(error instanceof IntrinsicError)) throw error;
      throw new StateFailure(
        error instanceof MissingArgument ? "States.Runtime" : "States.IntrinsicFailure",
        `The function '${node.text}' had the following error: ${error.message}`,
      );
    }
  };
}

function compileCall(node: IntrinsicNode): DocumentEvaluator | undefined {
  switch (node.kind) {
    case "literal":
      return () => (typeof node.value === "string" ? node.value.replace(/\\([{}])/g, "$1") : node.value);
    case "path": {
      const path = parseStatePath(node.text);
      return typeof path === "string" ? undefined : (document, scope) => readArgument(path, document, scope);
    }
    case "call":
      return compileFunction(node);
  }
}

function readArgument(path: StatePath, document: JsonValue, scope: EvaluationScope): JsonValue {
  const result = path.read(document, scope);
  if (result.found) return result.value;
  throw new MissingArgument(
    `The JsonPath argument for the field '${path.text}' could not be found in the input '${searched(path, document, scope)}'`,
  );
}

function compileFunction(node: Extract<IntrinsicNode, { kind: "call" }>): DocumentEvaluator | undefined {
  const implementation = intrinsicFunctions[node.name];
  const [least, most] = intrinsicArity[node.name] ?? [0, 0];
  if (implementation === undefined || node.parameters.length < least || node.parameters.length > most) return undefined;
  const parameters = node.parameters.map((parameter, index) =>
    // The template of States.Format keeps its escaped braces.
    node.name === "States.Format" && index === 0 && parameter.kind === "literal"
      ? () => parameter.value
      : compileCall(parameter),
  );
  if (!parameters.every((parameter) => parameter !== undefined)) return undefined;
  return (document, scope) =>
    implementation(
      parameters.map((parameter) => parameter(document, scope)),
      scope,
    );
}
