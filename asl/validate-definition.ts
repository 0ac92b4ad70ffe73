import { parseDefinitionFile, type FilePosition, type ParsedDefinitionFile } from "./definition-file.js";
import { formatLocation, invalidDefinitionMessage, type DefinitionPath, type Diagnostic } from "./diagnostic.js";
import { findJsonSyntaxError } from "./json-syntax-error.js";
import { isStatePath, repeatedNames } from "./repeated-names.js";
import type { FindSdkAction } from "./sdk-actions.js";
import type { StateMachineType } from "./types.js";
import { checkExpressions } from "./validation/expression-checks.js";
import { checkStateMachine } from "./validation/graph-checks.js";
import { isFields, languageOf } from "./fields.js";
import { collectReport, type Scope } from "./validation/scope.js";
import { checkTransitions } from "./validation/transition-checks.js";
import { checkVariableScopes } from "./validation/variable-checks.js";

export interface ValidationOptions {
  /** The machine's type. @default "STANDARD" */
  readonly type?: StateMachineType;
  /**
   * `strict` reports all that is known to be wrong; `service` is what AWS says when a machine is created, no more:
   * its errors alone, transitions only when the fields are right. @default "strict"
   */
  readonly level?: "strict" | "service";
  /** Accept `${Name}` where a value is filled in before deployment, as SAM and CDK do. @default false */
  readonly substitutions?: boolean;
  /** Knows the actions of the AWS SDK integration. Default: none is known, and any that is spelled right is accepted. */
  readonly findSdkAction?: FindSdkAction | undefined;
}

/** The longest definition that the service takes, in bytes. */
export const maximumDefinitionBytes = 1_048_576;

/**
 * Checks a definition, as JSON text or as the value already parsed, and lists what is wrong with it. Never throws. A
 * definition with no ERROR is one that AWS accepts, as far as that is known; strict
 * diagnostics of a text carry lines.
 *
 * @see the API reference, ValidateStateMachineDefinition
 */
export function validateDefinition(definition: unknown, options: ValidationOptions = {}): readonly Diagnostic[] {
  if (typeof definition !== "string") return validateValue(definition, options);
  return validateText(definition, options);
}

/**
 * The message of the `InvalidDefinition` error with which AWS refuses to create a machine of this definition, or
 * undefined when AWS takes it.
 */
export function refusalOfDefinition(
  definition: string,
  options: Pick<ValidationOptions, "type" | "findSdkAction"> = {},
): string | undefined {
  return invalidDefinitionMessage(validateDefinition(definition, { ...options, level: "service" }));
}

function validateText(text: string, options: ValidationOptions): readonly Diagnostic[] {
  if (text.trim() === "") return [notAnObject];
  const file = parseDefinitionFile(text, "definition.json");
  if (file.ok) return [...validateParsed(file, text, options), ...repeatedStates(text)];
  const { message, source, line, column } = findJsonSyntaxError(text);
  return [{ severity: "ERROR", code: "INVALID_JSON_DESCRIPTION", message, location: source, line, column }];
}

/** States of the same name in the same object: the service refuses them, although only the last one is left of them. */
function repeatedStates(text: string): readonly Diagnostic[] {
  return repeatedNames(text)
    .filter(isStatePath)
    .map((path) => ({
      severity: "ERROR",
      code: "DUPLICATE_STATE_NAME",
      message: `Duplicate State name: ${path.at(-1)}`,
      location: formatLocation(path),
      path,
    }));
}

/**
 * Checks the text of a definition file, JSON or YAML by its name, with the line and column of every finding. A field
 * that stands twice in one object is an error here: only the last one would be deployed.
 */
export function validateDefinitionFile(
  text: string,
  fileName: string,
  options: ValidationOptions = {},
): readonly Diagnostic[] {
  const file = parseDefinitionFile(text, fileName);
  if (!file.ok) return [{ severity: "ERROR", code: "INVALID_JSON_DESCRIPTION", ...file.error }];
  const duplicates = file.duplicates.map(({ name, line, column }): Diagnostic => {
    return {
      severity: "ERROR",
      code: "DUPLICATE_FIELD",
      message: `The field '${name}' stands here twice`,
      line,
      column,
    };
  });
  return [...validateParsed(file, text, options), ...duplicates];
}

function validateParsed(
  file: ParsedDefinitionFile & { readonly ok: true },
  text: string,
  options: ValidationOptions,
): readonly Diagnostic[] {
  const diagnostics = [...validateValue(file.value, options), ...tooLong(text, options)];
  // The service gives no lines, and finding them takes longer than all checks.
  return options.level === "service" ? diagnostics : withPositions(diagnostics, file.positionOf);
}

/** Adds the lines and columns of a file to diagnostics. */
export function withPositions(
  diagnostics: readonly Diagnostic[],
  positionOf: (path: DefinitionPath) => FilePosition,
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, ...positionOf(diagnostic.place ?? diagnostic.path ?? []) }));
}

const notAnObject: Diagnostic = {
  severity: "ERROR",
  code: "SCHEMA_VALIDATION_FAILED",
  message: "Definition must be a valid JSON object",
};

function tooLong(text: string, options: ValidationOptions): readonly Diagnostic[] {
  // The service's API refuses such a request before it looks at the definition.
  if (options.level === "service" || Buffer.byteLength(text) <= maximumDefinitionBytes) return [];
  const message = `The definition is longer than ${maximumDefinitionBytes} bytes`;
  return [{ severity: "ERROR", code: "DEFINITION_TOO_LONG", message }];
}

function validateValue(definition: unknown, options: ValidationOptions): readonly Diagnostic[] {
  if (!isFields(definition)) return [notAnObject];
  const { report, diagnostics } = collectReport();
  const language = languageOf(definition["QueryLanguage"]);
  const scope: Scope = {
    report,
    machineType: options.type ?? "STANDARD",
    machineLanguage: language,
    language,
    substitutions: options.substitutions ?? false,
    strict: options.level !== "service",
    findSdkAction: options.findSdkAction,
  };
  checkStateMachine(definition, scope);
  checkExpressions(definition, scope);
  checkVariableScopes(definition, scope);
  const fieldsAreRight = diagnostics.every(({ severity }) => severity !== "ERROR");
  if (scope.strict || fieldsAreRight) checkTransitions(definition, scope);
  return scope.strict ? diagnostics : diagnostics.filter(({ code }) => !ownWarnings.has(code));
}

/** Warnings that the service does not know. */
const ownWarnings = new Set([
  ...["DISTRIBUTED_MAP_ONLY", "INVALID_RESOURCE", "JSONATA_TOO_DEEP", "POSSIBLY_UNDEFINED_VARIABLE"],
  ...["TASK_TOKEN_NOT_USED", "UNKNOWN_ERROR_NAME"],
]);
