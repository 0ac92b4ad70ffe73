import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { CompileResult } from "./compile-result.js";

/**
 * Writes `<name>.asl.json` and `<name>.map.json` of every workflow, and `manifest.json`. Machines of an earlier build
 * that are no longer there are removed; files that would stay the same are not touched.
 *
 * @param root the folder that paths in the maps are made relative to
 */
export function writeBuild(result: CompileResult, outDir: string, root = process.cwd()): void {
  mkdirSync(outDir, { recursive: true });
  const written = new Set<string>();
  const write = (name: string, value: unknown): void => {
    const file = path.join(outDir, name);
    const text = `${JSON.stringify(value, null, 2)}\n`;
    // What watches the output is told of real changes only.
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
    written.add(name);
  };
  for (const { name, definition, sourceMap } of result.workflows) {
    write(`${name}.asl.json`, definition);
    const relative = Object.entries(sourceMap).map(([state, place]) => [
      state,
      { ...place, file: path.relative(root, place.file).replaceAll("\\", "/") },
    ]);
    write(`${name}.map.json`, Object.fromEntries(relative));
  }
  write("manifest.json", result.manifest);
  for (const name of readdirSync(outDir)) {
    if (/\.(asl|map)\.json$/.test(name) && !written.has(name)) rmSync(path.join(outDir, name));
  }
}
