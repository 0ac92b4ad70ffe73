import { contextReferences, statesFields } from "../context-references.js";
import type { DefinitionPath } from "../diagnostic.js";
import { expressionDepth } from "../expression-depth.js";
import { freeVariables } from "../free-variables.js";
import type { LocatedGraph } from "../graphs.js";
import { expressionText, parseJsonata, type JsonataNode } from "../jsonata.js";
import { strings, walkExpressions, walkTemplates, type LocatedExpression } from "../walk-expressions.js";
import { schemaError, type Scope } from "./scope.js";
import { visibleVariables } from "./variable-checks.js";

/** Beyond this the service's evaluation is known to overflow; its bound is about 100. */
const maximumDepth = 100;

/** The JSONata expressions of a definition: where they begin and end, whether they parse, what they read. */
export function checkExpressions(definition: unknown, scope: Scope): void {
  for (const template of walkTemplates(definition)) {
    if (template.language !== "JSONata") continue;
    for (const { value, path } of strings(template.value, template.path)) checkDelimiters(value, path, scope);
  }
  const variables = visibleVariables(definition);
  for (const found of walkExpressions(definition)) {
    if (found.kind === "expression") checkExpression(found, variables, scope);
  }
}

function checkDelimiters(value: string, path: DefinitionPath, scope: Scope): void {
  if (expressionText(value) !== undefined) return;
  if (value.startsWith("{%") || value.endsWith("%}")) {
    schemaError(scope, "JSONata string must start with {% and end with %}", path);
  }
}

function checkExpression(
  found: LocatedExpression,
  variables: (graph: LocatedGraph) => ReadonlySet<string>,
  scope: Scope,
): void {
  const parsed = parseJsonata(found.text);
  if (!parsed.ok) {
    scope.report.error("INVALID_JSONATA_EXPRESSION", parsed.error.message, found.path);
    return;
  }
  const unsupported = (message: string) => scope.report.error("UNSUPPORTED_JSONATA_EXPRESSION", message, found.path);
  const { topLevel, root } = contextReferences(parsed.ast);
  for (const name of topLevel) unsupported(`Reference to '${name}' at the top level is not supported.`);
  if (root) unsupported("Reference to '$$' is not supported.");
  const fields = found.text.includes("$states") ? statesFields(parsed.ast) : [];
  for (const field of fields) {
    if (!statesHas(field, found, scope)) unsupported(`Field '$states.${field}' does not exist.`);
  }
  checkVariables(parsed.ast, found, variables(found.state.graph), scope);
  const depth = expressionDepth(parsed.ast);
  if (depth > maximumDepth) {
    const message = `The expression nests ${depth} evaluations; the service stops at about ${maximumDepth}`;
    scope.report.warning("JSONATA_TOO_DEEP", message, found.path);
  }
}

function statesHas(field: string, found: LocatedExpression, scope: Scope): boolean {
  if (field === "result") return found.has.result;
  if (field === "errorOutput") return found.has.errorOutput;
  return field === "input" || field === "context" || !scope.strict;
}

function checkVariables(ast: JsonataNode, found: LocatedExpression, assigned: ReadonlySet<string>, scope: Scope): void {
  for (const name of freeVariables(ast)) {
    if (name === "states" || assigned.has(name)) continue;
    if (name === "eval" && scope.strict) {
      scope.report.error("UNSUPPORTED_JSONATA_EXPRESSION", "The function $eval is not supported.", found.path);
    } else {
      scope.report.warning("POSSIBLY_UNDEFINED_VARIABLE", `Variable '${name}' is possibly not defined.`, found.path);
    }
  }
}
