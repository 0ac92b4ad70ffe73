import type { Program } from "./harness.js";

const before = `type S = { balance: number; log: string[] };
const leaky: { run: (s: S) => S }[] = [{ run: (s) => ({ ...s }) }, { run: (s) => s }];
const grab: Record<string, (s: S) => string[]> = { log: (s) => s.log, copy: (s) => [...s.log] };
const hooks = { before: (s: S) => { s.log.push("before"); }, after: (s: S) => { s.log = [...s.log, "after"]; } };`;

const refused = (name: string, statements: string): Program => ({
  name: `functions of tables: ${name}`,
  before,
  body: `async (names: string[]) => { const s: S = { balance: 2, log: ["a"] }; ${statements} }`,
});

/** Functions of tables that give what they were given, or change what another name stands for. */
export const sharedByTables: readonly Program[] = [
  refused(
    "one that gives its argument",
    "const [, last] = leaky; const t = last!.run(s); s.balance = 7; return { s, t };",
  ),
  refused("one of several that gives it", "const all = leaky.map((l) => l.run(s)); s.balance = 7; return { s, all };"),
  refused("in a loop", "for (const l of leaky) { const t = l.run(s); t.balance += 1; } return s;"),
  refused("one that gives a part", 'const log = grab.log!(s); s.log.push("x"); return { s, log };'),
  refused(
    "one of which the key is not known",
    'for (const k of names) { const log = grab[k]!(s); s.log.push("x"); await echo(log); } return s;',
  ),
  refused(
    "one that puts another list in the place of a name's",
    'const log = s.log; hooks.after(s); log.push("q"); return s;',
  ),
  refused(
    "one that adds to what a loop goes through",
    "for (const l of s.log) { if (s.log.length < 5) hooks.before(s); await echo(l); } return s;",
  ),
  refused("one that a finally calls", 'try { s.log.push("t"); return { s }; } finally { hooks.before(s); }'),
  refused(
    "one that a finally looks up",
    'try { s.log.push("t"); return { s }; } finally { for (const k of names) { const h = { a: hooks.before, b: hooks.after }[k]; h?.(s); } }',
  ),
  {
    name: "a finally that changes a copy of what is returned",
    body: `async (xs: number[]) => { const held: { n: number }[] = []; try { for (const n of xs) held.push({ n }); return { held }; } finally { const copy = [...held]; copy[0]!.n = 100; await double(1); } }`,
  },
  {
    name: "a finally that changes an element of what is returned",
    body: `async (xs: number[]) => { const held: { n: number }[] = []; try { for (const n of xs) held.push({ n }); return { held }; } finally { const [first] = held; if (first) first.n = 100; await double(1); } }`,
  },
];
