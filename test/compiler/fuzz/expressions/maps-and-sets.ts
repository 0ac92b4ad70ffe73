import { each, type WrittenProduction } from "./production.js";

/** Maps and Sets, and what is read of them. */
export const mapsAndSets: readonly WrittenProduction[] = [
  ...each(
    "M",
    "new Map<string, number>($AS.map((%x:S, %i:N) => [&S, &N]))",
    "new Map(Object.entries($R))",
    "new Map($M)",
  ),
  ...each("M", "new Map<string, number>([...$M, [$S, $N]])", "new Map([...$M].filter(([%k:S, %v:N]) => &B))"),
  ...each("M", "new Map<string, number>([...$M.entries()].map(([%k:S, %v:N]) => [&S, &N]))", "new Map([...$M, ...$M])"),
  ...each(
    "M",
    "new Map([...$M].toSorted(([, p], [, q]) => p - q))",
    "new Map<string, number>($AO.map((%x:O) => [%x.s, &N]))",
  ),
  ...each("N", "$M.size", "$M.get($S) ?? $N", "[...$M.values()].reduce((%c:N, %x:N) => %c + &N, 0)"),
  ...each("N", "[...$M].reduce((%c:N, [%k:S, %v:N]) => &N, $N)", "Math.max(0, ...$M.values())", "$E.size"),
  ...each("UN", "$M.get($S)", "[...$M.values()][0]", "[...$M.values()].find((%x:N) => &B)"),
  ...each("US", "[...$E][0] ?? null", "[...$M.keys()].at(-1) ?? null", "[...$E].find((%x:S) => &B) ?? null"),
  ...each("B", "$M.has($S)", "$E.has($S)", "[...$E].every((%x:S) => &B)", "[...$M].some(([%k:S, %v:N]) => &B)"),
  ...each("B", "$AS.every((%x:S) => $E.has(%x))", "$AS.some((%x:S) => $M.has(%x))"),
  ...each(
    "AS",
    "[...$M.keys()]",
    "[...$E]",
    "Array.from($M.keys())",
    "Array.from($E, (%x:S) => &S)",
    "[...$E].toSorted()",
  ),
  ...each("AS", "$AS.filter((%x:S) => !$E.has(%x))", "[...$E.values()].filter((%x:S) => &B)"),
  ...each("AN", "[...$M.values()]", "Array.from($M.values(), (%x:N) => &N)", "[...$M].map(([%k:S, %v:N]) => &N)"),
  ...each("AN", "$AS.map((%x:S) => $M.get(%x) ?? &N)", "$AS.flatMap((%x:S) => ($M.has(%x) ? [&N] : []))"),
  ...each("R", "Object.fromEntries($M)", "Object.fromEntries([...$M].map(([%k:S, %v:N]) => [%k, &N]))"),
  ...each("E", "new Set($AS)", "new Set([...$E, $S])", "new Set($AS.filter((%x:S) => &B))", "new Set($M.keys())"),
  ...each(
    "E",
    "new Set($S)",
    "new Set($E)",
    "new Set([...$E].filter((%x:S) => $E.has(%x)))",
    "new Set(Object.keys($R))",
  ),
];
