import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const usual = runs([{ xs: ["ab", "ac", "b"] }]);

/** `groups[key] = groups[key] ?? []`: what is there stays where it is, and what is put there is changed there. */
export const keptByDefault: readonly Row[] = [
  {
    name: "kept by default: a list that is pushed to at once",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) (by[x[0]!] = by[x[0]!] ?? []).push(x); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: the same, by ||",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); (by[k] = by[k] || []).push(x); } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: an object with a name",
    body: `async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = (by[k] = by[k] ?? { n: 0 }); g.n++; } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: an object with a name, assigned twice",
    body: `async (input: { xs: string[] }) => { const by: Record<string, { n: number }> = {}; for (const x of input.xs) { const k = x.charAt(0); const g = by[k] = by[k] ?? { n: 0 }; g.n += x.length; } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: a list, in a statement of its own",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] = by[k] ?? []; by[k]!.push(x); } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in forEach",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; input.xs.forEach((x) => { const k = x.charAt(0); by[k] = by[k] || []; by[k].push(x); }); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in a reduce",
    body: `async (input: { xs: string[] }) => { const by = input.xs.reduce((acc, x) => { const k = x.charAt(0); (acc[k] = acc[k] || []).push(x); return acc; }, {} as Record<string, string[]>); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in a reduce, in a statement of its own",
    body: `async (input: { xs: string[] }) => { const by = input.xs.reduce((acc, x) => { const k = x.charAt(0); acc[k] = acc[k] || []; acc[k].push(x); return acc; }, {} as Record<string, string[]>); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in a typed reduce",
    body: `async (input: { xs: string[] }) => { const by = input.xs.reduce<Record<string, string[]>>((acc, x) => { const k = x.charAt(0); acc[k] = acc[k] ?? []; acc[k]!.push(x); return acc; }, {}); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: members of members",
    body: `async (input: { xs: string[] }) => { const s: { by?: Record<string, string[]>; n?: number } = {}; for (const x of input.xs) { s.by = s.by ?? {}; s.n = (s.n ?? 0) + 1; s.by[x] = s.by[x] || []; s.by[x]!.push("q"); } return s; }`,
    scenarios: runs([{ xs: ["ab", "ac", "ab"] }]),
  },
  {
    name: "kept by default: null and zero",
    body: `async (input: { o: { tags?: string[] | null; n?: number | null } }) => { input.o.tags = input.o.tags ?? []; input.o.tags.push("a"); input.o.n = input.o.n || 7; return input.o; }`,
    scenarios: runs([{ o: { tags: null, n: 0 } }]),
  },
  {
    name: "kept by default: behind an await",
    body: `async (input: { o: { tags?: string[]; n?: number } }) => { input.o.n = input.o.n ?? (await double(4)); const t = (input.o.tags = input.o.tags ?? []); t.push("x"); input.o.tags.push("y"); return [input.o, t]; }`,
    scenarios: runs([{ o: {} }]),
  },
  {
    name: "kept by default: in the other branch of a choice",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k] ? by[k]!.push(x) : (by[k] = [x]); } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: behind an optional call",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); by[k]?.push(x) ?? (by[k] = [x]); } return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in the other branch, in forEach",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; input.xs.forEach((x) => { const k = x.charAt(0); k in by ? by[k]!.push(x) : (by[k] = [x]); }); return by; }`,
    scenarios: usual,
  },
  {
    name: "kept by default: in a Map, in the other branch",
    body: `async (input: { xs: string[] }) => { const m = new Map<string, string[]>(); input.xs.forEach((x) => { const k = x.charAt(0); m.has(k) ? m.get(k)!.push(x) : m.set(k, [x]); }); return Object.fromEntries(m); }`,
    scenarios: usual,
  },
];

/** The list that is put there has a name of its own. */
export const sharedKept: readonly (Program & { readonly code?: string })[] = [
  {
    name: "kept by default: a list of another name",
    body: `async (input: { o: { tags?: string[] | null; n?: number | null } }) => { const shared = ["z"]; input.o.tags = input.o.tags ?? shared; input.o.tags.push("a"); return { o: input.o, shared }; }`,
  },
  {
    name: "kept by default: a list of another name, in a Map",
    body: `async (input: { xs: string[] }) => { const shared: string[] = []; const by = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); by.set(k, by.get(k) ?? shared); by.get(k)!.push(x); } return [Object.fromEntries(by), shared]; }`,
  },
  {
    name: "kept by default: a list of another Map",
    body: `async (input: { xs: string[] }) => { const by = new Map<string, string[]>(); const other = new Map<string, string[]>(); for (const x of input.xs) { const k = x.charAt(0); other.set(k, by.get(k) ?? []); by.set(k, by.get(k) ?? []); by.get(k)!.push(x); } return [Object.fromEntries(by), [...other]]; }`,
  },
  {
    name: "kept by default: chosen by a condition",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = { a: ["0"] }; const first = by.a!; by.a = first.length > 9 ? [] : by.a!; first.push("q"); return [first, by]; }`,
  },
  {
    name: "kept by default: an earlier name that may be missing",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; for (const x of input.xs) { const k = x.charAt(0); const had = by[k]; by[k] = by[k] ?? []; by[k]!.push(x); if (had) had.push("again"); } return by; }`,
  },
  {
    name: "kept by default: gathered beside",
    body: `async (input: { xs: string[] }) => { const by: Record<string, string[]> = {}; const out: string[][] = []; for (const x of input.xs) { const k = x.charAt(0); out.push(by[k] = by[k] ?? []); by[k]!.push(x); } return [by, out]; }`,
  },
  {
    name: "kept by default: put in two places",
    body: `async (input: { xs: string[] }) => { const a: { l?: string[] } = { l: ["q"] }; const b: { l?: string[] } = {}; b.l = a.l = a.l ?? []; a.l.push("x"); return [a, b]; }`,
  },
];
