import type { Row } from "./row.js";
import { inputs } from "./stubs.js";

const double = { double: (x: number) => x * 2 };

/** Programs that once behaved differently when compiled: what was written by hand to be awkward, cut down to the cause. */
export const written: readonly Row[] = [
  {
    name: "the value of a member that is counted",
    body: `async (n: number) => { const o = { a: n, b: 0, id: "" }; const q = (o.a += 5) + o.a; const r = ++o.a + ++o.a; o.b = o.a -= 1; const s = [(o.a += 5), (o.a += 1), o.a]; await double(++o.a); const next = (o.a = o.a + 1); const id = (o.id = crypto.randomUUID()); return [q, r, s, next, o.a, o.b, id === o.id]; }`,
    scenarios: [{ input: 1, stubs: double }],
  },
  {
    name: "the value of a member before it is counted",
    body: `async (n: number) => { const o = { a: n, next: 0 }; const r = o.a++ + ++o.a; const s = o.a--; const l = [n]; const t = l[0] === undefined ? 0 : l[0]++; const ids: number[] = []; while (o.next < 3) ids.push(await double(o.next++)); const e = { x: o.a++, y: o.a }; return [r, s, t, ids, e, o, l]; }`,
    scenarios: [{ input: 1, stubs: double }],
  },
  {
    name: "helpers that count in an object and give the number",
    body: `async (xs: number[]) => { const ctx = { seq: 0, events: [] as { n: number; x: number }[] }; const emit = (x: number) => { ctx.events.push({ n: ++ctx.seq, x }); return (ctx.seq += 10); }; const ids = [emit(5), emit(6)]; for (const x of xs) await double(emit(x)); while ((ctx.seq -= 20) > 0) ids.push(ctx.seq); return { ctx, ids }; }`,
    scenarios: [{ input: [1, 2], stubs: double }],
  },
  {
    name: "patterns that take the length or an item",
    body: `async (i: { text: string; list: string[] }) => { const { length } = i.text; const { length: n, 0: first = "none", 5: sixth = "none" } = i.list; let size = 0; ({ length: size } = i.list); const { 1: second } = i.text; const total = i.list.reduce((sum, { length }) => sum + length, 0); let sum = 0; for (const { length: each } of i.list) sum += each; return [length, n, first, sixth, size, second ?? "none", total, sum, i.list.map(({ length }) => length)]; }`,
    scenarios: inputs({ text: "abc", list: ["x", "yz"] }, { text: "", list: [] }),
  },
  {
    name: "patterns that assign members, with defaults and a rest",
    body: `async (n: number) => { const o = { a: n, b: 2 }; let x = 0, y = ""; let p: number | undefined, q: number[] = [], r: { c?: number } = {}; ({ a: o.b, b: o.a = 7 } = { a: o.a, b: undefined as number | undefined }); ({ a: x = 5, "b": y = "z" } = { a: n > 5 ? 1 : undefined, b: undefined as string | undefined }); [p, ...q] = [n, 3, 4]; ({ b: x, ...r } = { b: n, c: 2 }); return [o, x, y, p, q, r]; }`,
    scenarios: inputs(1, 9),
  },
  {
    name: "callbacks that return behind an exhaustive switch",
    before: `type Change = { kind: "add"; n: number } | { kind: "note"; text: string };
const describe = (change: Change): string => { switch (change.kind) { case "add": return "+" + change.n; case "note": return change.text; } };`,
    body: `async (changes: Change[]) => [changes.map(describe), changes.map((change) => { switch (change.kind) { case "add": return change.n; case "note": return [change.text]; } })]`,
    scenarios: inputs(
      [
        { kind: "add", n: 1 },
        { kind: "note", text: "x" },
      ],
      [],
    ),
  },
  {
    name: "callbacks that look at the list itself",
    body: `async (i: { xs: number[]; l?: number[] }) => { const { xs } = i; const l = [...xs]; l.push(9); const steps = l.map((x, at, all) => x - (all[at - 1] ?? 0)); l.push(1); await double(1); return [xs.filter((x, at, all) => all.indexOf(x) === at), xs.map((x, at, { length }) => \`\${x}\${at}/\${length}\`), xs.filter((x) => x > 1).map((x, at, all) => x + (all[at + 1] ?? 0)), xs.reduce((sum, x, at, all) => sum + x * (all.length - at), 0), steps, l.find((x, at, all) => all.indexOf(x) < at) ?? -1, i.l?.map((x, at, all) => x + all.length) ?? [], [[1, 1], [2]].map((row, r, all) => row.filter((x, at, mine) => mine.indexOf(x) === at && all.length > r))]; }`,
    scenarios: [{ xs: [3, 1, 3] }, { xs: [], l: [1, 2] }].map((input) => ({ input, stubs: double })),
  },
  {
    name: "texts with Unicode's line ends",
    body: `async (s: string) => { await double(1); return ["a\\u2028b\\u2029c", s + "\\u2028", \`\${s}\\u2029\`]; }`,
    scenarios: [{ input: "x", stubs: double }],
  },
  {
    name: "members that are left out when they have no value",
    body: `async (o: { a: number; b?: string }) => { const q: { a: number; b?: string } = { a: 2, ...(o.b !== undefined && { b: o.b }) }; const named = { note: o.b, a: 1 }; return [Object.keys(q), "b" in q, { b: "d", ...q }, Object.assign({ b: "z" }, o), Object.entries(o).length, { ...named, note: "n" }, JSON.stringify(named), "a" in named]; }`,
    scenarios: inputs({ a: 1, b: "x" }, { a: 1 }),
  },
  {
    name: "questions about a text that may say Infinity",
    body: `async (s: string) => [Number.isFinite(Number(s)), Number.isInteger(Number(s)), Number.isSafeInteger(parseFloat(s)), isFinite(parseFloat(s)), Number.isNaN(parseInt(s))]`,
    scenarios: inputs("Infinity", "-Infinity", " Infinity ", "abc", "5", ""),
  },
];
