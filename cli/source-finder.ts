import { relative } from "node:path";
import type { CompileResult } from "../compiler/index.js";

/** Finds the source line of a state by the source maps: `workflows/checkout.ts:14`, or nothing. */
export function sourceFinder({ workflows }: CompileResult, cwd: string): (machine: string, state: string) => string {
  const maps = new Map(workflows.map(({ name, sourceMap }) => [name, sourceMap]));
  return (machine, state) => {
    const place = maps.get(machine)?.[state];
    return place === undefined ? "" : `${relative(cwd, place.file)}:${place.line}`;
  };
}
