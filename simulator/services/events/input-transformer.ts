import type { JsonValue } from "../../json.js";
import type { EventEnvelope } from "./event-envelope.js";
import { readEventPath } from "./event-path.js";
import type { InputTransformer, RuleContext } from "./target-input-types.js";

const placeholder = /<([A-Za-z0-9_.-]+)>/g;

/**
 * Fills the template of an input transformer.
 *
 * A template is JSON with placeholders, or one string in quotes. A placeholder that stands for a value becomes JSON;
 * inside quotes it becomes text. What a JSON template becomes must be JSON: else there is no result, and the service
 * drops the event for this target.
 */
export function transformInput(
  { InputPathsMap, InputTemplate }: InputTransformer,
  event: EventEnvelope,
  rule: RuleContext,
): string | undefined {
  const values = new Map<string, JsonValue | undefined>(predefined(event, rule));
  for (const [name, path] of Object.entries(InputPathsMap ?? {})) values.set(name, readEventPath(path, event));
  const isStringTemplate = isTextTemplate(InputTemplate);
  const filled = InputTemplate.replace(placeholder, (found, name: string, offset: number) => {
    if (!values.has(name)) return found;
    const value = values.get(name);
    if (!isInsideQuotes(InputTemplate, offset)) return JSON.stringify(value ?? "");
    return isStringTemplate ? bareText(value) : textInJson(value);
  });
  return isStringTemplate || isJson(filled) ? filled : undefined;
}

/** Why a template can never be filled, or `undefined`: a placeholder stands for nothing, or it becomes no JSON. */
export function templateProblem({ InputPathsMap, InputTemplate }: InputTransformer): string | undefined {
  const names = [...InputTemplate.matchAll(placeholder)].map(([, name = ""]) => name);
  const unknown = names.find((name) => !predefinedNames.has(name) && !Object.hasOwn(InputPathsMap ?? {}, name));
  if (unknown !== undefined) return `contains invalid placeholder ${unknown}`;
  const sample = InputTemplate.replace(placeholder, (_found, _name, offset: number) =>
    isInsideQuotes(InputTemplate, offset) ? "" : "0",
  );
  return isTextTemplate(InputTemplate) || isJson(sample) ? undefined : "is neither JSON nor text in quotes";
}

const isTextTemplate = (template: string): boolean => template.trimStart().startsWith('"');

const predefinedNames: ReadonlySet<string> = new Set([
  ...["aws.events.rule-arn", "aws.events.rule-name", "aws.events.event.ingestion-time"],
  ...["aws.events.event", "aws.events.event.json"],
]);

function predefined(event: EventEnvelope, rule: RuleContext): readonly (readonly [string, JsonValue])[] {
  const { detail, ...envelope } = event as unknown as Readonly<Record<string, JsonValue>>; // events are JSON
  return [
    ["aws.events.rule-arn", rule.ruleArn],
    ["aws.events.rule-name", rule.ruleName],
    ["aws.events.event.ingestion-time", rule.ingestionTime],
    ["aws.events.event", envelope],
    ["aws.events.event.json", { ...envelope, detail: detail ?? null }],
  ];
}

/** In a string template, JSON loses its quotes: `{acc_id:0a787ecb,sf_id:baz}`. */
function bareText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "");
}

/** In a string inside JSON, text is escaped; an object or array keeps its quotes, and so breaks the string. */
function textInJson(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}

function isInsideQuotes(template: string, offset: number): boolean {
  let inside = false;
  for (let i = 0; i < offset; i++) {
    if (template[i] === "\\") i += 1;
    else if (template[i] === '"') inside = !inside;
  }
  return inside;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
