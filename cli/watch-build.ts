import { relative, resolve } from "node:path";
import pc from "picocolors";
import type { CompileResult } from "../compiler/index.js";
import { renderWorkflows } from "./build.js";
import { existingPaths } from "./compile-sources.js";
import { countText } from "./count-text.js";
import { reportError } from "./report-error.js";
import { note, print, type Terminal } from "./terminal.js";
import { durationText } from "./time-text.js";

/** How long to wait for further changes: an editor or a branch switch writes several files at once. In milliseconds. */
const quietMs = 25;

/** What no source file is in. */
const ignoredFolder = /[\\/](?:node_modules|\.git|cdk\.out|coverage)(?:[\\/]|$)/;

/**
 * `setpiece build --watch`: builds, and builds again what changes, until the process is asked to end.
 *
 * While there are errors the last good output stays as it is.
 */
export async function watchBuild(
  paths: readonly string[],
  options: { readonly out: string },
  terminal: Terminal,
): Promise<void> {
  const given = existingPaths(paths, terminal);
  const [{ watch }, { CompileSession, formatDiagnostics, hasErrors, writeBuild }] = await Promise.all([
    import("chokidar"),
    import("../compiler/index.js"),
  ]);
  const { cwd } = terminal;
  const out = resolve(cwd, options.out);
  const colors = pc.createColors(terminal.colors);
  const session = new CompileSession({ paths: given, cwd });
  const inCwd = given.map((path) => resolve(cwd, path));
  const watcher = watch(inCwd, {
    ignoreInitial: true,
    ignored: (path) => path === out || ignoredFolder.test(relative(cwd, path)),
  });

  let last: CompileResult | undefined;
  const build = (changed: readonly string[]): void => {
    const begin = performance.now();
    const result = session.compile();
    watcher.add(session.files.filter((file) => !ignoredFolder.test(relative(cwd, file))));
    if (changed.length > 0)
      print(terminal, colors.dim(`${changed.map((file) => relative(cwd, file)).join(", ")} changed`));
    if (result.diagnostics.length > 0) {
      note(terminal, formatDiagnostics(result.diagnostics, "text", { color: terminal.colors, cwd }));
    }
    if (hasErrors(result.diagnostics)) {
      const kept = last === undefined ? "" : `; ${options.out}/ stays as it was`;
      print(terminal, `${colors.red("✖")} not built${kept}`);
      return;
    }
    writeBuild(result, out, cwd);
    if (last === undefined) print(terminal, renderWorkflows(result, terminal));
    last = result;
    const took = durationText(performance.now() - begin);
    print(
      terminal,
      `${colors.green("✔")} ${countText(result.workflows.length, "workflow")} in ${options.out}/ (${took})`,
    );
  };

  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", (event, path) => {
    if (event === "addDir" || !/\.[cm]?ts$|tsconfig.*\.json$/.test(path)) return;
    changed.add(resolve(cwd, path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const files = [...changed].sort();
      changed.clear();
      try {
        build(files);
      } catch (error) {
        // A disk that is full for a moment, say: the next change tries again.
        reportError(error, terminal, false);
      }
    }, quietMs);
  });
  const isReady = new Promise<void>((done) => watcher.once("ready", done));
  build([]);
  await isReady;
  print(terminal, colors.dim("watching for changes; end with Ctrl-C"));
  await terminal.stopRequested();
  clearTimeout(timer);
  await watcher.close();
}
