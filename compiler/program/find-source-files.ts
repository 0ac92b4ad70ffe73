import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The TypeScript files below the paths, sorted; without declarations, tests, installed packages, and the `local.ts` that sets
 * up local runs. A file that is named itself is among them whatever it is called.
 */
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

const notForWorkflows = /\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?ts$|^local\.ts$/;

const skippedFolders = new Set(["node_modules", "dist", "build", "cdk.out", "coverage"]);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name) && !entry.name.startsWith(".")) yield* filesBelow(file);
    } else if (/\.[cm]?ts$/.test(entry.name) && !notForWorkflows.test(entry.name)) {
      yield file;
    }
  }
}
