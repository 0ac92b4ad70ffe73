import type { EvaluationScope } from "../core/evaluation-scope.js";
import { StateFailure } from "../core/state-failure.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { PathResult } from "../jsonpath/read-path.js";
import { parseStatePath, type StatePath } from "../jsonpath/state-path.js";
import { DefinitionError } from "../machine/definition-error.js";
import { comparisons, operatorOf, typeTests } from "./choice-comparison.js";

/** A condition over the state's effective input. */
export type ChoiceTest = (document: JsonValue, scope: EvaluationScope) => boolean;

/** Compiles a rule of a JSONPath Choice: a comparison, or `And`, `Or` and `Not` of others. */
export function compileChoiceRule(rule: JsonObject, pointer: string): ChoiceTest {
  const { And: and, Or: or, Not: not } = rule;
  if (Array.isArray(and)) {
    const tests = rulesOf(and, `${pointer}/And`);
    return (document, scope) => tests.every((test) => test(document, scope));
  }
  if (Array.isArray(or)) {
    const tests = rulesOf(or, `${pointer}/Or`);
    return (document, scope) => tests.some((test) => test(document, scope));
  }
  if (isJsonObject(not)) {
    const test = compileChoiceRule(not, `${pointer}/Not`);
    return (document, scope) => !test(document, scope);
  }
  return compileComparison(rule, pointer);
}

function rulesOf(rules: readonly unknown[], pointer: string): readonly ChoiceTest[] {
  return rules.map((rule, index) => compileChoiceRule(isJsonObject(rule) ? rule : {}, `${pointer}[${index}]`));
}

function compileComparison(rule: JsonObject, pointer: string): ChoiceTest {
  const variable = pathOf(rule.Variable, `${pointer}/Variable`);
  const [operator, operand] = operatorOf(rule) ?? [];
  if (operator === undefined || operand === undefined)
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", "A Choice rule needs a comparison operator", pointer);
  if (operator === "IsPresent")
    return (document, scope) => isPresent(variable.read(document, scope)) === (operand === true);

  const typeTest = typeTests[operator];
  if (typeTest !== undefined)
    return (document, scope) => typeTest(valueOf(variable, document, scope)) === (operand === true);

  const comparison = comparisons[operator.replace(/Path$/, "")];
  if (comparison === undefined)
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", `Unknown comparison operator '${operator}'`, pointer);
  if (!operator.endsWith("Path")) return (document, scope) => comparison(valueOf(variable, document, scope), operand);
  const other = pathOf(operand, `${pointer}/${operator}`);
  return (document, scope) => comparison(valueOf(variable, document, scope), valueOf(other, document, scope));
}

/**
 * Rules take an index past the ends of an array for nothing, where templates get null: it is how machines ask whether a list
 * has items.
 *
 * @see https://github.com/aws-samples/step-functions-workflows-collection, "moderated-image-catalog"
 */
function isPresent(result: PathResult): result is PathResult & { readonly found: true } {
  return result.found && result.isPastEnd === undefined;
}

function valueOf(path: StatePath, document: JsonValue, scope: EvaluationScope): JsonValue {
  const result = path.read(document, scope);
  if (isPresent(result)) return result.value;
  throw new StateFailure(
    "States.Runtime",
    `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
  );
}

function pathOf(text: JsonValue | undefined, pointer: string): StatePath {
  const path = typeof text === "string" ? parseStatePath(text) : "a path is missing";
  if (typeof path === "string")
    throw new DefinitionError("SCHEMA_VALIDATION_FAILED", `Value is not a Reference Path: ${path}`, pointer);
  return path;
}
