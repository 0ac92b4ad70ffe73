import { readFileSync } from "node:fs";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../../..");

/** Reads a sample input of a workflow. */
export function sampleInput(workflow: string, name: string): Record<string, unknown> {
  const file = path.join(projectRoot, "workflows", workflow, "input", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}
