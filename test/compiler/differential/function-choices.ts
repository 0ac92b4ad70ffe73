import type { Row } from "./row.js";

const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });
const fails = (error: string, message = "sorry") => ({ error, message });
const ok = (result: unknown) => ({ result });
const double = (x: number) => x * 2;

/** Functions that are chosen when the workflow runs, and the order in which keys and arguments are evaluated. */
export const functionChoices: readonly Row[] = [
  {
    name: "tables in callbacks, and members that are missing",
    before: `
const table: Record<string, (n: number) => number> = { a: (n) => n + 1, b: (n) => n * 2 };
const table2 = { ok: (n: number) => n, deep: { er: (n: number) => n - 1 }, list: [(n: number) => n, (n: number) => -n] as const };`,
    body: `async (ks: string[]) => {
  const r = ks.map((k) => table[k]?.(k.length) ?? -1);
  const f = (k: string) => table[k] ?? table2.deep.er;
  const s = ks.map((k) => f(k)(10));
  await echo(r);
  let n = 0;
  const counters2 = { up: () => { n += 1; }, down: () => { n -= 1; } };
  for (const k of ks) (k === "a" ? counters2.up : counters2.down)();
  const idx = ks.length % 2 === 0 ? 0 : 1;
  return { r, s, n, l: table2.list[idx](5) };
}`,
    scenarios: [
      { input: ["a", "b", "zz"], stubs: { echo: ok(null) } },
      { input: [], stubs: { echo: ok(null) } },
    ],
  },
  {
    name: "the key is evaluated before the arguments",
    before: `
const acts = { a: async (n: number) => double(n), b: async (n: number) => (await charge({ id: "x", amount: n })).receipt.length };`,
    body: `async (input: { kind: "a" | "b"; n: number }) => {
  let kind: "a" | "b" = input.kind;
  const first = await acts[kind](await (async () => { kind = "b"; return double(input.n); })());
  const second = await acts[kind](1);
  const p = acts[input.kind](3);
  const third = await p;
  const all = await Promise.all([acts.a(4), acts[kind](5)]);
  return { first, second, third, all };
}`,
    concurrent: true,
    scenarios: [
      { input: { kind: "a", n: 1 }, stubs: { double, charge: ok({ receipt: "abc" }) } },
      { input: { kind: "b", n: 1 }, stubs: { double, charge: ok({ receipt: "abc" }) } },
    ],
  },
  {
    name: "steps with functions that take them back",
    before: `
async function runAll(steps: readonly { run: () => Promise<unknown>; undo: () => Promise<void> }[]) {
  let done = 0;
  try { for (const s of steps) { await s.run(); done += 1; } return "ok"; }
  catch (e) { let i = 0; for (const s of steps) { if (i < done) await s.undo(); i += 1; } return \`undone \${e instanceof Error ? e.message : "?"}\`; }
}`,
    body: `async (id: string) => runAll([
  { run: () => fetchItem(id), undo: () => release(\`item \${id}\`) },
  { run: () => charge({ id, amount: 1 }), undo: async () => { await echo("refund"); } },
  { run: () => double(1), undo: async () => {} },
])`,
    scenarios: [
      { input: "a", stubs: { fetchItem: item("a"), charge: ok({ receipt: "r" }), double } },
      {
        input: "a",
        stubs: {
          fetchItem: item("a"),
          charge: ok({ receipt: "r" }),
          double: fails("D"),
          release: ok(null),
          echo: ok(null),
        },
      },
      { input: "a", stubs: { fetchItem: item("a"), charge: fails("C"), release: ok(null) } },
    ],
  },
];
