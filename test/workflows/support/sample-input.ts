import { readFileSync } from "node:fs";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../../..");

const texts = new Map<string, string>();

/** Reads a sample input of a workflow. */
export function sampleInput(workflow: string, name: string): Record<string, unknown> {
  const file = path.join(projectRoot, "workflows", workflow, "input", `${name}.json`);
  const text = texts.get(file) ?? readFileSync(file, "utf8");
  texts.set(file, text);
  return JSON.parse(text) as Record<string, unknown>;
}
