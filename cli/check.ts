import pc from "picocolors";
import { compilePaths } from "./compile-sources.js";
import { countText } from "./count-text.js";
import { ReportedFailure } from "./failure.js";
import { print, type Terminal } from "./terminal.js";

export interface CheckOptions {
  readonly format: "text" | "json" | "sarif" | "github";
}

/** `setpiece check`: compiles and verifies, writes the problems to standard output and nothing else. */
export async function check(paths: readonly string[], { format }: CheckOptions, terminal: Terminal): Promise<void> {
  const { workflows, manifest, diagnostics } = await compilePaths(paths, terminal);
  const { formatDiagnostics, hasErrors } = await import("../compiler/index.js");
  const text = formatDiagnostics(diagnostics, format, { color: terminal.colors, cwd: terminal.cwd });
  if (text !== "") print(terminal, text);
  if (hasErrors(diagnostics)) throw new ReportedFailure();
  if (format !== "text") return;
  const states = manifest.workflows.reduce((sum, workflow) => sum + workflow.states, 0);
  const tick = pc.createColors(terminal.colors).green("✔");
  print(terminal, `${tick} ${countText(workflows.length, "workflow")}, ${countText(states, "state")}: no errors`);
}
