import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import type { Key } from "./paths.js";

/**
 * Answers a question about a variable, which may lead to the same question.
 *
 * @param again the answer then: true where the value was handed round, for it was alone before; none asks once more
 */
export function whileAsked(
  analyser: Analyser,
  symbol: ts.Symbol,
  way: string,
  again: true | undefined,
  answer: () => boolean,
): boolean {
  const { owners } = analyser.analysis;
  const ways = owners.get(symbol) ?? new Set();
  owners.set(symbol, ways);
  if (!ways.has(way)) {
    ways.add(way);
    const found = answer();
    ways.delete(way);
    return found;
  }
  return again ?? answer();
}

export function wayOf(keys: readonly Key[]): string {
  return JSON.stringify(keys.map((key) => key ?? null));
}

/** True while it is being looked into whether the variable owns its value. */
export function isAsked(analyser: Analyser, symbol: ts.Symbol, keys: readonly Key[]): boolean {
  return analyser.analysis.owners.get(symbol)?.has(wayOf(keys)) === true;
}

/** The variables of which it is being looked into whether they own their values. */
export function askers(analyser: Analyser): readonly ts.Symbol[] {
  return [...analyser.analysis.owners].flatMap(([symbol, ways]) => (ways.size > 0 ? [symbol] : []));
}
