import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: { result: 1 }, release: { result: null } };

/** Plain idioms of the library and the language, as they stand in workflows that people write. */
export const everyday: readonly Row[] = [
  {
    name: "undefined elements that the next call drops",
    before: `const isPresent = <T,>(x: T | undefined): x is T => x !== undefined;
const rules = [(n: number) => (n > 1 ? "big" : undefined), (n: number): string | undefined => (n % 2 ? "odd" : undefined)];`,
    body: `async ({ a, b, ns }: { a?: string; b?: string | null; ns: number[] }) => { return [[a, b, "c"].filter((x): x is string => !!x), [a, "d"].filter(isPresent).join("-"), [a, b].filter(Boolean).length, ns.map((n) => (n > 1 ? { n } : undefined)).filter((x) => x !== undefined), ns.map((n) => (n > 2 ? [n] : undefined)).filter((x) => x != null && x.length > 0), ns.map((n) => rules.map((rule) => rule(n)).filter((x) => typeof x === "string")), [a, b, "e"].join("+"), ["xy", "", "z"].map((w) => w[0]).join(","), ns.map((n) => (n > 1 ? { ok: n > 2 } : undefined)).filter((x) => x?.ok)]; }`,
    scenarios: [
      { input: { a: "A", b: null, ns: [1, 2, 3] } },
      { input: { b: "B", ns: [] } },
      { input: { a: "", ns: [4] } },
    ],
  },
  {
    name: "elements taken out of arrays that are made on the spot",
    body: `async (names: string[]) => [names.map((n) => n.split(".").pop() ?? ""), names.map((n) => n.split("/").shift()!), names[0]?.split(".").pop()?.toUpperCase() ?? null, [...names].pop() ?? "none", names.filter((n) => n.length > 3).shift() ?? 0, Object.keys({ x: 1, y: 2 }).pop()!]`,
    scenarios: [{ input: ["a/b.txt", "c", "d.tar.gz"] }, { input: [] }],
  },
  {
    name: "an element of what a callback's last call gives",
    body: `async (names: string[]) => [names.map((n) => n.split("/")[0]!), names.map((n) => n.split("/").at(0)!), names.map((n) => n.split("/").shift()!), names.map((n) => n.split("/").at(-1)!), names.map((n, i) => (i > 0 ? n.split("/") : names)[0]!), names.map((n, i) => (i > 0 ? [[n, "z"]] : n.split("/").map((x) => [x, "y"]))[0]!), names.map((n) => ((n.length > 1 ? n.split("/") : names.slice(0)))[0]!), names.map((n, i) => { const xs = i > 0 ? n.split("/") : names.toSorted(); const y = xs; return y[0] ?? "q"; }), names.filter((n) => n.split("/")[1]), names.flatMap((n) => [n.split("/")].map((p) => p)[0]!), names.map((n) => [n.split("/")][0]![0]!), names.map((n) => names.filter((x) => x !== n)[0] ?? n), [...names].sort((a, b) => (a.split("/")[0]! < b.split("/")[0]! ? 1 : -1)), names.reduce((acc, n) => acc + n.split("/").at(-1)!, "")]`,
    scenarios: [{ input: ["a/b", "c", "d/e"] }, { input: [] }],
  },
  {
    name: "functions that may be given as options",
    before: `type Hooks = { before?: (id: string) => Promise<void>; after?: (id: string, ok: boolean) => void; label?: string; map?: (n: number) => number };
const run = async (id: string, { before, after, label = "none", map }: Hooks = {}) => { if (before) await before(id); await before?.(id + "!"); const n = await double(id.length); after?.(id, n > 1); const price = map ? map(n) : n; const other = map?.(3) ?? -1; return \`\${label} \${price} \${other}\`; };
const finish = async (id: string, done?: (x: string) => Promise<unknown>) => { await done?.(id); if (done !== undefined) { await done(id + id); } return id; };`,
    body: `async (id: string) => { const log: string[] = []; const a = await run(id); const b = await run(id, { before: async (x) => { await release(x); }, after: (x, ok) => { log.push(x + ok); }, label: "L", map: (n) => n * 2 }); const c = await run(id, { after: (x) => log.push(x) }); const [d, e] = [await finish(id), await finish(id, (x) => echo(x))]; return [a, b, c, d, e, log]; }`,
    scenarios: [{ input: "q", stubs }],
  },
  {
    name: "forEach of what may be missing, of sets and of maps",
    body: `async (input: { names?: string[] | null; groups: Record<string, { n: number; l?: number[] }[]> }) => { const seen = new Set<string>(["q"]); input.names?.forEach((n) => seen.add(n)); const m = new Map<string, number>([["a", 1], ["b", 2]]); let total = 0; const out: string[] = []; m.forEach((v, k) => { total += v; out.push(k + v); }); m.forEach((v, k) => { if (v > 1) m.delete(k); else m.set(k, v * 10); }); seen.forEach((s) => { if (s === "b") return; out.push(s); }); input.groups["a"]?.forEach(({ n, l }, i) => { total += n * i; l?.forEach((x) => { total += x; }); }); const copy = structuredClone(input); copy.groups["a"]?.forEach((g) => { g.n += 1; }); copy.names?.forEach((n, i) => { out.push(n + i); }); for (const x of seen) await echo(x); return { total, out, m: [...m], copy, seen: [...seen] }; }`,
    scenarios: [
      { input: { names: ["b", "c"], groups: { a: [{ n: 1 }, { n: 2, l: [5, 6] }] } }, stubs },
      { input: { names: null, groups: {} }, stubs },
      { input: { groups: { a: [] } }, stubs },
    ],
  },
  {
    name: "sets and maps that are filled in one go, and spread into calls",
    before: `const above = (limit: number, ...xs: number[]) => xs.filter((x) => x > limit).length;`,
    body: `async (xs: string[]) => { const m = new Map<string, number>().set("z", 0); for (const x of xs) m.set(x, (m.get(x) ?? 0) + 1); m.set("p", 4).set("q", m.size); const s = new Set(xs.map((x) => x.length)); s.add(7).add(await double(1)).add(s.size); const t = xs.length > 1 && s.add(50).has(50); xs.length > 2 && s.add(60); const keys: string[] = ["k"]; const nums: number[] = []; keys.push(...m.keys()); nums.push(...s, ...m.values()); nums.unshift(...s.values()); const e: [string, number][] = []; e.push(...m, ...m.entries()); return [Math.max(0, ...m.values()), Math.min(...s, 100), keys, nums, e, above(1, ...m.values()), t, [...s], [...m]]; }`,
    scenarios: [["a", "bb", "a"], [], ["a", "c"]].map((input) => ({ input, stubs })),
  },
];
