import { each, type WrittenProduction } from "./production.js";

/** Records, things, and lists of a certain kind. */
export const structures: readonly WrittenProduction[] = [
  ...each("R", "({ ...$R, ...$R })", "({ ...$R, [$S]: $N })", "({ a: $N, ...$R })", "({ [`${$N}`]: $N, b: $N })"),
  ...each("R", "Object.fromEntries(Object.entries($R).map(([%k:S, %v:N]) => [&S, &N]))"),
  ...each("R", "Object.fromEntries(Object.entries($R).filter(([%k:S, %v:N]) => &B))"),
  ...each("R", "Object.fromEntries($AS.map((%x:S, %i:N) => [&S, &N]))", "Object.assign({}, $R, { z: $N })"),
  ...each("R", "(({ a, ...%r:R }: Record<string, number>) => &R)($R)"),
  ...each("O", "({ n: $N, s: $S, l: $AN, m: $AA, q: null } as Thing)", "({ ...$O, l: $AN })", "({ ...$O, u: $UN })"),
  ...each(
    "O",
    "({ ...$O, q: { n: $N, s: $S, l: $AN } })",
    "({ ...$O, m: $AA, n: $N })",
    "({ ...$O, q: $O })",
    "structuredClone($O)",
  ),
  ...each("AN", "$O.l", "$AA.flat()", "Object.values($R)", "$UA ?? $AN", "[...new Set($AN)]", "[...$AN.keys()]"),
  ...each(
    "AN",
    "$AN.toSorted((%x:N, %y:N) => %x - %y)",
    "$AN.with(0, $N)",
    "$AN.toSpliced(1, 1, $N)",
    "$AA.map((%r:AN) => %r.length)",
  ),
  ...each("AN", "Object.entries($R).map(([%k:S, %v:N]) => &N)", "$AA.flatMap((%r:AN, %i:N) => %r.map((%x:N) => &N))"),
  ...each(
    "AN",
    "$AN.toSorted((%x:N, %y:N) => Math.abs(%x) - Math.abs(%y) || %y - %x)",
    "[...$AN].sort((%x:N, %y:N) => %y - %x)",
  ),
  ...each(
    "AS",
    "$S.split($S)",
    "$S.split(',')",
    "$S.split(/[,-]/)",
    "Object.keys($R)",
    "$S.match(/[ab]/g) ?? $AS",
    "[...$S]",
  ),
  ...each(
    "AS",
    "$AS.toSorted()",
    "$AN.map(String)",
    "$AS.filter(Boolean)",
    "Object.entries($R).map(([%k:S, %v:N]) => &S)",
  ),
  ...each(
    "AA",
    "$O.m",
    "$AN.map((%x:N, %i:N) => [%x, &N])",
    "$AA.map((%r:AN) => %r.toReversed())",
    "[...$AN.entries()]",
  ),
  ...each(
    "AA",
    "$AA.map((%r:AN) => %r.toSorted((%x:N, %y:N) => %x - %y))",
    "Object.entries($R).map(([%k:S, %v:N]) => [%v, &N])",
  ),
  ...each(
    "AO",
    "$AO.map((%x:O) => ({ ...%x, n: &N }))",
    "$AO.filter((%x:O) => %x.q)",
    "$AO.toSorted((%x:O, %y:O) => %x.n - %y.n)",
  ),
  ...each("AO", "$AN.map((%x:N, %i:N) => ({ n: &N, s: &S, l: [%x], m: [], q: null }))"),
  ...each(
    "AP",
    "[$N, $S, $US, $B]",
    "$AP.filter((%x:US) => typeof %x === 'number' || %x)",
    "[...$AP, ...$AN]",
    "[...new Set($AP)]",
  ),
];
