import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The TypeScript files below the paths, sorted; without declarations, tests and installed packages. */
export function findSourceFiles(
  paths: readonly string[],
  cwd: string,
): { readonly files: readonly string[]; readonly missing: readonly string[] } {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const given of paths) {
    const absolute = path.resolve(cwd, given);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (stat === undefined) missing.push(given);
    else if (stat.isDirectory()) for (const file of filesBelow(absolute)) files.add(file);
    else files.add(absolute);
  }
  return { files: [...files].sort(), missing };
}

const skippedFolders = new Set(["node_modules", "dist", "build", "cdk.out", "coverage"]);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !entry.name.startsWith(".")) yield* filesBelow(file);
    } else if (/\.[cm]?ts$/.test(entry.name) && !/\.d\.[cm]?ts$|\.(test|spec)\.[cm]?ts$/.test(entry.name)) {
      yield file;
    }
  }
}
