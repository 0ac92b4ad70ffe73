import { basename, relative } from "node:path";
import type { CompileResult } from "../compiler/index.js";

/** Finds the source line of a state by the source maps, such as `checkout.ts:14`; empty when it is not known. */
export type SourceFinder = (machine: string, state: string) => string;

/**
 * Source lines by the file's name alone, which leaves more room for results; by the whole path where two files have the
 * same name.
 */
export function sourceFinder({ workflows }: CompileResult, cwd: string): SourceFinder {
  const maps = new Map(workflows.map(({ name, sourceMap }) => [name, sourceMap]));
  const files = new Set(workflows.flatMap(({ sourceMap }) => Object.values(sourceMap).map(({ file }) => file)));
  const isUnique = new Set([...files].map((file) => basename(file))).size === files.size;
  return (machine, state) => {
    const place = maps.get(machine)?.[state];
    if (place === undefined) return "";
    return `${isUnique ? basename(place.file) : relative(cwd, place.file)}:${place.line}`;
  };
}
