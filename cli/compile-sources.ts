import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CompileResult } from "../compiler/index.js";
import { CliFailure, ReportedFailure } from "./failure.js";
import { note, type Terminal } from "./terminal.js";

/** The paths that a command was given, or where workflows are when it was given none. */
export function pathsOrDefault(paths: readonly string[] | undefined): readonly string[] {
  return paths === undefined || paths.length === 0 ? ["workflows"] : paths;
}

/**
 * Compiles what a command was pointed at, with its problems as they are.
 *
 * @throws CliFailure when a path does not exist
 */
export async function compilePaths(paths: readonly string[], terminal: Terminal): Promise<CompileResult> {
  const given = existingPaths(paths, terminal);
  const { compileProject } = await import("../compiler/index.js");
  return compileProject({ paths: given, cwd: terminal.cwd });
}

/**
 * The paths that a command was given, or the default, all of which exist.
 *
 * @throws CliFailure when one does not
 */
export function existingPaths(paths: readonly string[], terminal: Terminal): readonly string[] {
  const given = pathsOrDefault(paths);
  const missing = given.find((path) => !existsSync(resolve(terminal.cwd, path)));
  if (missing !== undefined) {
    const hint =
      paths.length === 0
        ? `Run it in the folder that holds "workflows/", or name the place of your workflows.`
        : "Check the path.";
    throw new CliFailure(`There is no ${missing} in ${terminal.cwd}.`, hint);
  }
  return given;
}

/**
 * Compiles for a command that cannot go on with errors; they are printed.
 *
 * @throws ReportedFailure when there are errors
 */
export async function compileOrFail(paths: readonly string[], terminal: Terminal): Promise<CompileResult> {
  const result = await compilePaths(paths, terminal);
  const { formatDiagnostics, hasErrors } = await import("../compiler/index.js");
  if (result.diagnostics.length > 0) {
    const { colors: color, cwd } = terminal;
    note(terminal, formatDiagnostics(result.diagnostics, "text", { color, cwd }));
  }
  if (hasErrors(result.diagnostics)) throw new ReportedFailure();
  return result;
}
