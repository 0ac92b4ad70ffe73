import { basename, relative } from "node:path";
import type { CompileResult, StateSource } from "../compiler/index.js";

/** Finds the source line of a state by the source maps, such as `checkout.ts:14`, with the calls of functions; empty when it is not known. */
export type SourceFinder = (machine: string, state: string) => string;

/**
 * Source lines by the file's name alone, which leaves more room for results; by the whole path where two files have the
 * same name.
 */
export function sourceFinder({ workflows }: CompileResult, cwd: string): SourceFinder {
  const maps = new Map(workflows.map(({ name, sourceMap }) => [name, sourceMap]));
  const places = workflows.flatMap(({ sourceMap }) => Object.values(sourceMap));
  const files = new Set(places.flatMap((place) => [place, ...(place.calledFrom ?? [])]).map(({ file }) => file));
  const isUnique = new Set([...files].map((file) => basename(file))).size === files.size;
  const nameOf = (file: string): string => (isUnique ? basename(file) : relative(cwd, file));
  return (machine, state) => {
    const place = maps.get(machine)?.[state];
    return place === undefined ? "" : placeText(place, nameOf);
  };
}

/** `checkout.ts:168`, and for code in a function the calls that led there: `tax.ts:12 from checkout.ts:88`. */
export function placeText(place: StateSource, nameOf: (file: string) => string): string {
  let { file } = place;
  const calls = (place.calledFrom ?? []).map((call) => {
    const text = call.file === file ? `:${call.line}` : `${nameOf(call.file)}:${call.line}`;
    ({ file } = call);
    return ` from ${text}`;
  });
  return `${nameOf(place.file)}:${place.line}${calls.join("")}`;
}
