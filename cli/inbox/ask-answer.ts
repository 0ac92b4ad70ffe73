import type { InboxTask } from "../../operator/index.js";
import { CliFailure } from "../failure.js";
import type { Terminal } from "../terminal.js";
import { visibleLine } from "../terminal-text.js";

/**
 * Asks a person for an answer, one question per field of the form.
 *
 * Yes-or-no fields and lists of values are choices; numbers and text are typed in; anything else is typed as JSON. An
 * optional field that is left empty is left out.
 *
 * @throws CliFailure when the person cancels
 */
export async function askAnswer(task: InboxTask, terminal: Terminal): Promise<unknown> {
  const prompts = await import("@clack/prompts");
  const streams = { input: terminal.input, output: terminal.output };
  const required = new Set(Array.isArray(task.form["required"]) ? (task.form["required"] as unknown[]) : []);
  const answer: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(asObject(task.form["properties"]))) {
    const value = await askField(name, asObject(schema), required.has(name));
    if (value !== undefined) answer[name] = value;
  }
  return answer;

  async function askField(name: string, schema: Readonly<Record<string, unknown>>, isRequired: boolean) {
    const title = typeof schema["title"] === "string" ? schema["title"] : name;
    const about = typeof schema["description"] === "string" ? ` (${schema["description"]})` : "";
    const message = visibleLine(`${title}${about}${isRequired ? "" : ", optional"}`);
    const choices = choicesOf(schema);
    if (choices !== undefined) {
      const options = choices.map((value) => ({ value: JSON.stringify(value), label: labelOf(value) }));
      if (!isRequired) options.push({ value: "", label: "leave out" });
      const chosen = given(await prompts.select<string>({ ...streams, message, options }));
      return chosen === "" ? undefined : (JSON.parse(chosen) as unknown);
    }
    const read = (typed: string | undefined): unknown => readTyped(typed ?? "", schema, isRequired);
    const typed = await prompts.text({
      ...streams,
      message,
      validate: (text) => {
        const value = read(text);
        return value instanceof Problem ? value.text : undefined;
      },
    });
    return read(given(typed));
  }

  function given(value: string | symbol): string {
    if (typeof value === "string") return value;
    throw new CliFailure("Nothing was decided.", "The task still waits in the inbox.");
  }
}

class Problem {
  constructor(readonly text: string) {}
}

function readTyped(typed: string, schema: Readonly<Record<string, unknown>>, isRequired: boolean): unknown {
  if (typed === "" && !isRequired) return undefined;
  switch (schema["type"]) {
    case "string":
      return typed === "" ? new Problem("Please answer this one.") : typed;
    case "number":
    case "integer": {
      const value = typed.trim() === "" ? NaN : Number(typed);
      if (!Number.isFinite(value)) return new Problem("That is not a number.");
      return schema["type"] === "integer" && !Number.isInteger(value) ? new Problem("A whole number, please.") : value;
    }
    default:
      try {
        return JSON.parse(typed) as unknown;
      } catch {
        return new Problem(`Please write JSON, such as {"name": "value"} or ["one", "two"].`);
      }
  }
}

function choicesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if (Array.isArray(schema["enum"])) return schema["enum"] as unknown[];
  return schema["type"] === "boolean" ? [true, false] : undefined;
}

function labelOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return visibleLine(typeof value === "string" ? value : JSON.stringify(value));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
