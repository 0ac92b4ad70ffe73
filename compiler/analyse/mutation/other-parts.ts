import type { Key } from "./paths.js";

/** True for ways that part. */
export function isOtherPart(taken: readonly Key[], changed: readonly Key[]): boolean {
  return taken.some((key, index) => {
    const other = changed[index];
    return key !== undefined && other !== undefined && key !== other;
  });
}
