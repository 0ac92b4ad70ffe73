import { each, type WrittenProduction } from "./production.js";

/** Matches of regular expressions in lists and objects, read by their groups and places. */
export const matches: readonly WrittenProduction[] = [
  ...each(
    "AS",
    "$AS.map((%x:S) => /([ab])(?<next>[a-z,-])?/.exec(%x)).filter((m) => m !== null).map((m) => `${m[1]}${m[2] ?? '!'}${m.index}`)",
    "[...$S.matchAll(/(?<head>[a-z])(-)?/g)].map((m) => m.groups!.head + (m[2] ?? ''))",
    "$AS.flatMap((%x:S) => [...%x.matchAll(/([a-z])(?:[,-](\\w))?/g)].map(([all, first, second]) => `${all} ${first} ${second ?? ''}`))",
    "$AS.map((%x:S) => ({ text: %x, match: %x.match(/(?<one>[a-z])([a-z])?/) })).map(({ text, match }) => match?.groups?.one ?? text)",
  ),
  ...each(
    "AN",
    "[...$S.matchAll(/[a-z]/g)].map((m) => m.index)",
    "$AS.map((%x:S) => %x.match(/([a-z])(,)?/)).map((m) => m?.index ?? -1)",
    "$AS.map((%x:S) => %x.match(/(b)/)).filter(Boolean).map((m) => m!.index ?? $N)",
  ),
  ...each(
    "S",
    "((m: RegExpExecArray | null) => (m === null ? $S : `${m[0]}@${m.index}${m[2] ?? '?'}`))(/([a-z])([a-z])?/.exec($S))",
    "[$S, $S].map((x) => x.match(/(?<a>[ab])(?<b>[-,])?/)).find((m) => m !== null)?.groups?.b ?? $S",
    "[$S, $S].map((x) => /([a-z])(?<b>-)?/.exec(x)).filter((m) => m !== null).toSorted((p, q) => q.index - p.index)[0]?.[1] ?? $S",
  ),
];
