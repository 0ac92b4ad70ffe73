import type { Row } from "./row.js";
import { runs } from "./stubs.js";

/** Names that patterns take by a computed key, and what generic helpers that give functions know of their types. */
export const patterns: readonly Row[] = [
  {
    name: "a comparison that a generic helper makes for a key",
    before: `const by = <T, K extends keyof T>(key: K) => (a: T, b: T) => (a[key] < b[key] ? 1 : a[key] > b[key] ? -1 : 0);`,
    body: `async (stats: { rate: number; n: string }[]) => { const c = [...stats].sort(by("rate")); return c; }`,
    scenarios: runs([
      [
        { rate: 1, n: "a" },
        { rate: 2, n: "b" },
      ],
    ]),
  },
  {
    name: "a comparison for a key of whatever is compared",
    before: `const by = <T>(key: keyof T) => (a: T, b: T) => (a[key] < b[key] ? 1 : a[key] > b[key] ? -1 : 0);`,
    body: `async (stats: { rate: number; n: string }[]) => { const c = [...stats].sort(by("rate")); return c; }`,
    scenarios: runs([
      [
        { rate: 1, n: "a" },
        { rate: 2, n: "b" },
      ],
    ]),
  },
  {
    name: "patterns with computed keys",
    before: `const KEY = "note";
const without = <T extends Record<string, unknown>>(o: T, key: string) => { const { [key]: gone, ...rest } = o; return { gone: gone ?? null, rest }; };`,
    body: `async ({ o, k, n }: { o: Record<string, number>; k: string; n: Record<number, string> }) => {
  const { [k]: first = -1, a, ...others } = o;
  let i = 0;
  const { [\`k\${++i}\`]: x = i * 10, [\`k\${++i}\`]: y = i * 10, ...left } = o;
  const { [i]: two = "none", ...numbers } = n;
  const { [KEY]: note = 5 } = o;
  const list = ["p", "q", "r"];
  const { [list.length - 1]: last, [i - 2]: zero } = list;
  let p: number | undefined;
  let q: Record<string, number>;
  ({ [k]: p, ...q } = o);
  let key = k;
  const { [key]: before } = o;
  key = "a";
  const { [key]: after } = o;
  await echo(1);
  const named = Object.entries(o).map(([name]) => { const { [name]: v, ...more } = o; return { name, v: v!, n: Object.keys(more).length }; });
  return { first, a: a ?? null, others, x, y, left, two, numbers, note, last, zero, p: p ?? null, q, before: before ?? null, after: after ?? null, named, w: without(o, k) };
}`,
    scenarios: runs(
      [{ o: { a: 1, b: 2, k1: 3 }, k: "b", n: { 1: "one", 2: "two" } }],
      [{ o: {}, k: "zz", n: {} }],
      [{ o: { a: 1, note: 0 }, k: "a", n: { 2: "z" } }],
    ),
  },
  {
    name: "patterns whose keys are awaited",
    body: `async (o: Record<string, { n: number }>) => {
  const { [(await fetchItem("a")).id]: a = { n: await double(4) }, ...rest } = o;
  for (const { [await fetchItem("b").then((x) => x.id)]: z = 1 } of [{ b: 2 } as Record<string, number>, {}]) await echo(z);
  return { a, rest };
}`,
    scenarios: runs([{ a: { n: 1 }, b: { n: 2 } }], [{}]),
  },
  {
    name: "lists and objects that may be missing, and a computed number of digits",
    body: `async ({ l, o, d, m, x }: { l?: string[]; o?: Record<string, number> | null; d: number; m?: [string, number][]; x: number }) => {
  const s = new Set(l); s.add("z"); const t = [...new Set(l)]; const map = new Map<string, number>(m); map.set("q", 1);
  let keys = ""; for (const k in o) keys += k; for (const k in o ?? undefined) keys += k;
  return { s: [...s], t, keys, f: x.toFixed(d), g: (x / 3).toFixed(d + 1), map: [...map], n: new Set<number>(undefined).size };
}`,
    scenarios: runs(
      [{ d: 2, x: 1.005 }],
      [{ d: 0, x: -1.5, l: ["a", "a"], o: null, m: [["q", 2]] }],
      [{ d: 14, x: -0.1, o: { b: 1, a: 2, 3: 1 } }],
    ),
  },
  {
    name: "questions about numbers that are read from a text or not",
    before: `const read = (v: string | number | null) => { const n = typeof v === "number" ? v : v === null ? Number("x" + v) : Number(v.trim()); return Number.isInteger(n) ? n : "none"; };`,
    body: `async (l: (string | number | null)[]) => {
  const out: unknown[] = [];
  for (const v of l) {
    const n = typeof v === "number" ? v : Number(String(v).trim());
    if (Number.isNaN(n)) out.push("nan"); else out.push(n + 1);
    const m = typeof v === "string" ? parseFloat(v) : parseFloat("7.5z");
    if (isNaN(m)) { out.push(\`no \${v}\`); continue; }
    out.push(m, Number.isInteger(m), m > 7);
    const k = v ? Number(v) : 3;
    out.push(await double(Number.isFinite(k) ? k : 0), k || "zero");
  }
  return [out, l.map(read)];
}`,
    scenarios: runs([["1", 2, null, "x", " 7 ", "", "8.25", 1.5, "1e3"]]),
  },
];
