import type ts from "typescript";
import type { Analyser } from "../analyser.js";

/**
 * What has been found out about names, or about nodes, by kind.
 *
 * What one of them is may depend on another one, see `askedAnew`.
 */
export function memo<T, K extends ts.Symbol | ts.Node = ts.Symbol>(
  { analysis: { memos } }: Analyser,
  kind: string,
): Map<K, T> {
  const known = memos.get(kind) ?? new Map<K, unknown>();
  memos.set(kind, known);
  return known as Map<K, T>;
}

/**
 * Answers a question about names as if nothing had been asked before, and forgets what was found out meanwhile: some of it may hold only
 * if the answer does, or be open until the one who asks has an answer.
 *
 * @param kept the kind that stays known, as do those of questions around this one
 */
export function askedAnew<T>({ analysis }: Analyser, kept: string, answer: () => T): T {
  const { memos, keptKinds, paths, aliases, putBacks, givenParts, changedParameters } = analysis;
  const isKept = (kind: string): boolean => kind === kept || keptKinds.includes(kind);
  const others = [...memos].flatMap(([kind, known]) => (isKept(kind) ? [] : [known]));
  const all: readonly Map<unknown, unknown>[] = [...others, paths, aliases, putBacks, givenParts, changedParameters];
  const before = all.map((known) => [...known]);
  for (const known of all) known.clear();
  keptKinds.push(kept);
  let given: T;
  try {
    given = answer();
  } finally {
    keptKinds.pop();
  }
  for (const [kind, known] of memos) if (!isKept(kind)) known.clear();
  for (const [index, known] of all.entries()) {
    known.clear();
    for (const [name, value] of before[index] ?? []) known.set(name, value);
  }
  return given;
}
