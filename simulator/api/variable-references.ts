import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json.js";
import { isJsonataExpression } from "../data/jsonata-template.js";
import { parseExpression } from "../jsonata/evaluate-expression.js";

/**
 * The variables that each state reads, by state name, both in alphabetical order; `undefined` when there are none.
 *
 * @see DescribeStateMachine in the AWS Step Functions API reference
 */
export function variableReferences(definition: string): JsonObject | undefined {
  const references = new Map<string, Set<string>>();
  collectProgram(parseJson(definition), references);
  if (references.size === 0) return undefined;
  return Object.fromEntries(
    [...references].sort(([a], [b]) => (a < b ? -1 : 1)).map(([state, names]) => [state, [...names].sort()]),
  );
}

/** Fields of a state that hold states of their own. */
const inner: ReadonlySet<string> = new Set(["ItemProcessor", "Iterator", "Branches"]);

function collectProgram(program: JsonValue | undefined, references: Map<string, Set<string>>): void {
  if (!isJsonObject(program) || !isJsonObject(program.States)) return;
  for (const [name, state] of Object.entries(program.States)) {
    if (!isJsonObject(state)) continue;
    const names = new Set<string>();
    for (const [field, value] of Object.entries(state)) if (!inner.has(field)) collectField(field, value, names);
    if (names.size > 0) references.set(name, names);
    collectProgram(state.ItemProcessor ?? state.Iterator, references);
    if (Array.isArray(state.Branches))
      for (const branch of state.Branches as readonly JsonValue[]) collectProgram(branch, references);
  }
}

function collectField(field: string, value: JsonValue, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) collectField(field, item, names);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) collectField(key, member, names);
  } else if (typeof value === "string") {
    collectText(field, value, names);
  }
}

function collectText(field: string, text: string, names: Set<string>): void {
  if (isJsonataExpression(text)) collectJsonata(text.slice(2, -2).trim(), names);
  else if (isPathField(field))
    for (const [, name] of text.replace(/'(?:\\.|[^'\\])*'/g, "").matchAll(variableInPath)) names.add(name ?? "");
}

const isPathField = (field: string): boolean => field.endsWith(".$") || field.endsWith("Path") || field === "Variable";
const variableInPath = /(?<![$\w])\$(\p{ID_Start}\p{ID_Continue}*)/gu;

function collectJsonata(text: string, names: Set<string>): void {
  const outcome = parseExpression(text);
  if (outcome.kind !== "parsed") return;
  const read = new Set<string>();
  const bound = new Set<string>(["states"]);
  visit(outcome.expression.ast, read, bound);
  for (const name of read) if (!bound.has(name)) names.add(name);
}

/** Names that are called are functions, unless the expression binds them; either way they are no variables. */
function visit(node: unknown, read: Set<string>, bound: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, read, bound);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const { type, value, procedure, lhs, arguments: parameters } = node as Readonly<Record<string, unknown>>;
  if (type === "variable" && typeof value === "string" && value !== "" && value !== "$") read.add(value);
  if (type === "bind") bound.add(nameOf(lhs));
  if (type === "lambda" && Array.isArray(parameters)) for (const parameter of parameters) bound.add(nameOf(parameter));
  for (const [key, member] of Object.entries(node)) {
    if (key === "procedure" && typeof procedure === "object" && (procedure as { type?: unknown }).type === "variable")
      continue;
    visit(member, read, bound);
  }
}

function nameOf(node: unknown): string {
  const value = (node as { value?: unknown } | undefined)?.value;
  return typeof value === "string" ? value : "";
}
