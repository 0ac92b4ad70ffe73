import { relative, resolve } from "node:path";
import pc from "picocolors";
import type { CompileResult } from "../compiler/index.js";
import { type Cell, renderColumns } from "./columns.js";
import { compileOrFail } from "./compile-sources.js";
import { countText } from "./count-text.js";
import { print, type Terminal } from "./terminal.js";
import { durationText } from "./time-text.js";

/** `setpiece build`: compiles, and writes machines, source maps and the manifest. */
export async function build(paths: readonly string[], options: { out: string }, terminal: Terminal): Promise<void> {
  const begin = performance.now();
  const result = await compileOrFail(paths, terminal);
  const { writeBuild } = await import("../compiler/index.js");
  writeBuild(result, resolve(terminal.cwd, options.out));
  const colors = pc.createColors(terminal.colors);
  print(terminal, renderWorkflows(result, terminal));
  const took = durationText(performance.now() - begin);
  print(
    terminal,
    `${colors.green("✔")} ${countText(result.workflows.length, "workflow")} in ${options.out}/ (${took})`,
  );
}

/** The compiled workflows, one line each. */
export function renderWorkflows({ manifest }: CompileResult, terminal: Terminal): string {
  const dim = pc.createColors(terminal.colors).dim;
  const rows = manifest.workflows.map((entry): Cell[] => [
    { text: `  ${entry.name}` },
    { text: countText(entry.states, "state") },
    { text: entry.type.toLowerCase(), style: dim },
    { text: relative(terminal.cwd, resolve(terminal.cwd, entry.file)), style: dim },
  ]);
  return renderColumns(rows, { width: terminal.columns });
}
