import type { Path } from "./paths.js";

/** The path to one of several parts of a variable that are as deep: where their keys differ, the key is known when the workflow runs. */
export function joinedPath(paths: readonly (Path | undefined)[]): Path | undefined {
  const [first, ...others] = paths;
  if (first === undefined) return undefined;
  const areAlike = others.every((other) => other?.root === first.root && other.keys.length === first.keys.length);
  if (!areAlike) return undefined;
  const keys = first.keys.map((key, index) => (others.every((other) => other?.keys[index] === key) ? key : undefined));
  const through = [...new Set(paths.flatMap((path) => path?.through ?? []))];
  return { root: first.root, keys, through };
}
