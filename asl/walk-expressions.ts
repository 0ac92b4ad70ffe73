import type { DefinitionPath } from "./diagnostic.js";
import { formatLocation } from "./diagnostic.js";
import { isFields, languageOf } from "./fields.js";
import { walkStates, type LocatedState } from "./graphs.js";
import { expressionText } from "./jsonata.js";
import type { QueryLanguage } from "./types.js";

/** A field that a state evaluates, whole: a template in either language, or a single expression. */
export interface LocatedTemplate {
  readonly kind: "template";
  readonly location: string;
  readonly path: DefinitionPath;
  readonly state: LocatedState;
  readonly language: QueryLanguage;
  readonly value: unknown;
  /** Whether `$states.result` and `$states.errorOutput` exist where the field is evaluated. */
  readonly has: { readonly result: boolean; readonly errorOutput: boolean };
}

/** One JSONata expression: `text` is what stands between `{%` and `%}`, from offset 2 of the string. */
export interface LocatedExpression extends Omit<LocatedTemplate, "kind" | "value" | "language"> {
  readonly kind: "expression";
  readonly text: string;
}

/** Every template of a definition, each followed by the JSONata expressions in it. */
export function* walkExpressions(definition: unknown): Generator<LocatedTemplate | LocatedExpression> {
  for (const template of walkTemplates(definition)) {
    yield template;
    if (template.language !== "JSONata") continue;
    for (const { value, path } of strings(template.value, template.path)) {
      const text = expressionText(value);
      if (text === undefined) continue;
      const { state, has } = template;
      yield { kind: "expression", location: formatLocation(path), path, state, has, text };
    }
  }
}

/** Every field that is evaluated when a state runs, in the language of its state. */
export function* walkTemplates(definition: unknown): Generator<LocatedTemplate> {
  const machineLanguage = languageOf(isFields(definition) ? definition["QueryLanguage"] : undefined);
  for (const state of walkStates(definition)) {
    const own = state.fields["QueryLanguage"];
    const language = own === undefined ? machineLanguage : languageOf(own);
    for (const field of language === "JSONata" ? jsonataFields : jsonPathFields) {
      for (const { value, path, inCatch } of select(state, field)) {
        const evaluatesOutput = field.at(-1) === "Output" || field.at(-1) === "Assign";
        const result = evaluatesOutput && !inCatch && hasResult.has(String(state.fields["Type"]));
        yield {
          kind: "template",
          location: formatLocation(path),
          path,
          state,
          language,
          value,
          has: { result, errorOutput: inCatch },
        };
      }
    }
  }
}

/** Every string of a value, with its path. */
export function* strings(
  value: unknown,
  path: DefinitionPath,
): Generator<{ readonly value: string; readonly path: DefinitionPath }> {
  if (typeof value === "string") yield { value, path };
  else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* strings(element, [...path, index]);
  } else if (isFields(value)) {
    for (const [name, field] of Object.entries(value)) yield* strings(field, [...path, name]);
  }
}

const hasResult = new Set(["Task", "Parallel", "Map"]);

/** `*` stands for every entry of an array. */
const jsonataFields: readonly (readonly string[])[] = [
  ...[["Arguments"], ["Credentials"], ["TimeoutSeconds"], ["HeartbeatSeconds"], ["Seconds"], ["Timestamp"]],
  ...[["Error"], ["Cause"], ["Items"], ["ItemSelector"], ["MaxConcurrency"]],
  ...[["ToleratedFailureCount"], ["ToleratedFailurePercentage"]],
  ...[
    ["ItemReader", "Arguments"],
    ["ItemReader", "ReaderConfig", "MaxItems"],
    ["ResultWriter", "Arguments"],
  ],
  ...["BatchInput", "MaxItemsPerBatch", "MaxInputBytesPerBatch"].map((name) => ["ItemBatcher", name]),
  ...["Condition", "Assign", "Output"].map((name) => ["Choices", "*", name]),
  ...[["Assign"], ["Output"], ["Catch", "*", "Assign"], ["Catch", "*", "Output"]],
];

const jsonPathFields: readonly (readonly string[])[] = [
  ...[["Parameters"], ["Credentials"], ["ItemSelector"], ["ResultSelector"], ["ItemReader", "Parameters"]],
  ...[["ItemBatcher", "BatchInput"], ["ResultWriter", "Parameters"], ["Assign"]],
  ...[
    ["Choices", "*", "Assign"],
    ["Catch", "*", "Assign"],
  ],
];

interface Selected {
  readonly value: unknown;
  readonly path: DefinitionPath;
  readonly inCatch: boolean;
}

function select(state: LocatedState, field: readonly string[]): readonly Selected[] {
  let found: readonly Selected[] = [{ value: state.fields, path: state.path, inCatch: field[0] === "Catch" }];
  for (const name of field) found = found.flatMap((selected) => step(selected, name));
  return found;
}

function step({ value, path, inCatch }: Selected, name: string): readonly Selected[] {
  if (name === "*") {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [];
    return entries.map((entry, index) => ({ value: entry, path: [...path, index], inCatch }));
  }
  if (!isFields(value) || !Object.hasOwn(value, name)) return [];
  return [{ value: value[name], path: [...path, name], inCatch }];
}
