import { statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
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
  // All of the folder is watched before anything is read: a file that is added to a watcher later may change in between.
  const watcher = watch([cwd, ...inCwd], {
    ignoreInitial: true,
    ignored: (path) => path === out || ignoredFolder.test(relative(cwd, path)),
  });

  /** What the files were like when the watcher told of them last. */
  const seen = new Map<string, string | undefined>();
  let last: CompileResult | undefined;
  const build = (changed: readonly string[]): void => {
    const begin = performance.now();
    const result = session.compile();
    watcher.add(session.files.filter((file) => !isBelow(cwd, file)));
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
  const isSource = (file: string): boolean =>
    /\.[cm]?ts$|tsconfig.*\.json$/.test(file) &&
    (inCwd.some((given) => isBelow(given, file)) || session.files.includes(file));
  const buildSoon = (file: string): void => {
    changed.add(file);
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
  };
  watcher.on("all", (event, path) => {
    const file = resolve(cwd, path);
    if (event === "addDir" || !isSource(file)) return;
    seen.set(file, stampOf(file));
    buildSoon(file);
  });
  // The watcher passes over what happens within milliseconds of what it has just looked at: a look of our own finds it.
  watcher.on("raw", (_event, name, details) => {
    const { watchedPath } = details as { readonly watchedPath: string };
    for (const file of [resolve(cwd, watchedPath), resolve(cwd, watchedPath, name)].filter((path) => seen.has(path))) {
      setTimeout(() => {
        const stamp = stampOf(file);
        if (watcher.closed || seen.get(file) === stamp) return;
        seen.set(file, stamp);
        buildSoon(file);
      }, 2 * quietMs).unref();
    }
  });
  await new Promise<void>((done) => watcher.once("ready", done));
  build([]);
  print(terminal, colors.dim("watching for changes; end with Ctrl-C"));
  await terminal.stopRequested();
  clearTimeout(timer);
  await watcher.close();
}

/** Changes with every change of a file; undefined when there is none. */
function stampOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.mtimeNs} ${stats.size}`;
}

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path === "" || (!path.startsWith("..") && !isAbsolute(path));
}
