import { checkIntrinsicCall, mayGiveString, parseIntrinsicFunction } from "../intrinsic-function.js";
import { parseJsonPath, type PathRoot } from "../json-path.js";
import { type Check, text } from "./checks.js";
import { isSubstitution, schemaError } from "./scope.js";

/** `InputPath`, `OutputPath`: any path, or null. */
export const pathOrNull: Check = (value, path, scope) => {
  if (value !== null) jsonPath(value, path, scope);
};

export const jsonPath: Check = (value, path, scope) => {
  if (isSubstitution(value, scope)) return;
  if (typeof value !== "string") schemaError(scope, "Expected value of type [STRING]", path);
  else if (!parseJsonPath(value).ok) schemaError(scope, "Value must be a valid JSONPath.", path);
};

/** A path that picks one node of the input, the context object or a variable. */
export const referencePath: Check = (value, path, scope) => {
  if (isSubstitution(value, scope)) return;
  if (typeof value !== "string") {
    schemaError(scope, "Expected value of type [STRING]", path);
    return;
  }
  const problem = referencePathProblem(value);
  if (problem !== undefined) schemaError(scope, `Value is not a Reference Path: ${problem}`, path);
};

/** A Reference Path that may begin at some roots only. */
function referencePathFrom(...roots: readonly PathRoot["kind"][]): Check {
  return (value, path, scope) => {
    referencePath(value, path, scope);
    if (typeof value !== "string" || isSubstitution(value, scope)) return;
    const parsed = parseJsonPath(value);
    if (!parsed.ok || roots.includes(parsed.path.root.kind)) return;
    const problem = "the path must start in the state's input, with '$.' or '$['";
    schemaError(scope, `Value is not a Reference Path: ${problem}`, path);
  };
}

const intoInput = referencePathFrom("input");

/** `ResultPath`: a Reference Path into the state's input, or null. */
export const resultPath: Check = (value, path, scope) => {
  if (value !== null) intoInput(value, path, scope);
};

/** A path to one of the numbers of a Map: the service does not take one into the context object there. */
export const mapNumberPath: Check = referencePathFrom("input", "variable");

function referencePathProblem(text: string): string | undefined {
  if (!text.startsWith("$")) return "Reference path didn't start with '$'";
  const parsed = parseJsonPath(text);
  if (!parsed.ok) return parsed.reason;
  return parsed.path.singular ? undefined : "the path may pick more than one node";
}

/**
 * A text that stands for itself: one that looks like a path was meant for the field's twin with `Path` at its end.
 *
 * @see API reference, ValidateStateMachineDefinition, for the words
 */
export const literalText: Check = (value, path, scope) => {
  text(value, path, scope);
  if (typeof value !== "string" || scope.language === "JSONata" || !/^\$\$?[.[]/.test(value)) return;
  const name = String(path.at(-1));
  const message = `The value of '${name}' looks like a JSONPath. Instead of '${name}', use '${name}Path' to evaluate it as a JSONPath at runtime.`;
  scope.report.warning("NO_PATH", message, path);
};

/** `ErrorPath`, `CausePath`: a Reference Path, or an intrinsic function that gives a string. */
export const stringPath: Check = (value, path, scope) => {
  if (typeof value !== "string" || !value.startsWith("States.")) {
    referencePath(value, path, scope);
    return;
  }
  const parsed = parseIntrinsicFunction(value);
  if (!parsed.ok || checkIntrinsicCall(parsed.call).length > 0) {
    schemaError(scope, "Value must be a valid JSONPath or a valid intrinsic function call", path);
  } else if (!mayGiveString(parsed.call)) {
    schemaError(scope, `Value must be a string, which States.${parsed.call.name} does not give`, path);
  }
};

/** Why a `.$` field's text is neither a path nor a correct intrinsic function, or undefined. */
export function dynamicValueProblem(text: string): string | undefined {
  if (!text.startsWith("States.")) {
    const parsed = parseJsonPath(text);
    return parsed.ok ? undefined : parsed.reason;
  }
  const parsed = parseIntrinsicFunction(text);
  if (!parsed.ok) return parsed.reason;
  return checkIntrinsicCall(parsed.call)[0];
}
