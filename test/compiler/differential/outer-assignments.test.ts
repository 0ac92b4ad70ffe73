import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

/** What JavaScript would do at a time that matters. */
const refused: readonly (readonly [reason: string, body: string])[] = [
  ["read before the `await`", `await Promise.all(xs.map(async (x) => { total += await double(x); }));`],
  ["looked up before the `await`", `await Promise.all(xs.map(async (x) => { o.n += await double(x); }));`],
  [
    "read before the `await`",
    `const sum = { n: 0 }; await Promise.all(xs.map(async (x) => { sum.n += await double(x); }));`,
  ],
  ["is read there, too", `await Promise.all(xs.map(async (x) => { total = total + (await double(x)); }));`],
  ["is read there, too", `await Promise.all(xs.map(async (x) => { o = { ...o, n: await double(x) }; }));`],
  [
    "is read there, too",
    `await Promise.all(xs.map(async (x) => { const before = total; const r = await double(x); total = before + r; }));`,
  ],
  [
    "is read there, too",
    `await Promise.all(xs.map(async (x) => { const r = await double(x); total += r; return await double(total); }));`,
  ],
  [
    "is read there, too",
    `await Promise.all(xs.map(async (x) => { const r = await double(x); out.push(r); if (out.length > 1) await double(r); }));`,
  ],
  // Those that begin later do so when others have ended.
  [
    "before the first call",
    `await map(xs, { concurrency: 2 }, async (x) => { if (x > 1) { out.push(x); return; } const r = await double(x); out.push(r); });`,
  ],
  // Something else happens meanwhile.
  [
    "before the first call",
    `const calls = xs.map(async (x) => { out.push(x); await double(x); }); await double(1); await Promise.all(calls);`,
  ],
  [
    "before the first call",
    `await Promise.all([...xs.map(async (x) => { out.push(x); await double(x); }), (async () => { out.push(0); await double(1); })()]);`,
  ],
  // Not all of them begin with it.
  [
    "before the first call",
    `const noted = async (x: number) => x; await Promise.all(xs.map(async (x) => { if (x > 1) await noted(x); out.push(x); await double(x); }));`,
  ],
  [
    "before the first call",
    `await Promise.all(xs.map(async (x) => { for (const y of [1, 2]) { out.push(x + y); await double(y); } }));`,
  ],
  [
    "before the first call",
    `await Promise.all(xs.map(async (x) => { try { if (x > 1) throw new Error("no"); await double(x); } catch { out.push(x); } }));`,
  ],
  [
    "before the first call",
    `await Promise.all(xs.map(async (x) => { try { await Promise.all(xs.map(async (y) => { if (y > x) throw new Error("no"); await double(y); })); } catch { out.push(x); } }));`,
  ],
  // A list without elements is done before any call has ended.
  [
    "before the first call",
    `await Promise.all(xs.map(async (x) => { await Promise.all(xs.slice(x).map((y) => double(y))); out.push(x); }));`,
  ],
  [
    "before the first call",
    `const quick = async (x: number) => x + 1; await Promise.all(xs.map(async (x) => { const [a] = await Promise.all([quick(x), quick(x)]); out.push(a); }));`,
  ],
  [
    "seen behind the `try`",
    `try { await Promise.all(xs.map(async (x) => { const r = await double(x); out.push(r); })); } catch { return out; }`,
  ],
  [
    "seen behind the `try`",
    `try { await Promise.all(xs.map(async (x) => { const r = await double(x); out.push(r); })); } catch { total = 1; }`,
  ],
  [
    "seen behind the `try`",
    `for (const x of xs) { try { await Promise.all([double(x), (async () => { await double(x); total++; })()]); } catch { continue; } }`,
  ],
  ["looked up before the `await`", `await Promise.all(xs.map(async (x) => { o.list[x] = await double(x); }));`],
  ["looked up before the `await`", `await Promise.all(xs.map(async (x) => { o.n = await double(x); }));`],
  [
    "is read there, too",
    `const rows = [{ n: 1 }]; await Promise.all(xs.map(async (x) => { const row = rows[0]!; const r = await double(x); row.n = r; }));`,
  ],
  [
    "each element of a list",
    `await Promise.all(xs.map(async (x) => { await double(x); out.push(...xs.map(() => Math.random())); }));`,
  ],
  [
    "is read there, too",
    `const lines = xs.map((n) => ({ n })); await Promise.all(lines.map(async (line) => { line.n += await double(lines.length); }));`,
  ],
  ["execution of its own", `await distributedMap(xs, {}, async (x) => { total += x; });`],
];

test("assignments whose time matters are refused, with the reason", { timeout: 120_000 }, () => {
  const { compiled, refused: found } = compileEach(
    refused.map(([, body]) => ({
      name: body,
      body: `async (xs: number[]) => { let total = 0; const out: number[] = []; let o: { n: number; list: number[] } = { n: 0, list: [] }; ${body} return [total, out, o]; }`,
    })),
  );
  expect(compiled.map(({ name }) => name)).toEqual([]);
  const messages = found.map(
    ({ diagnostics }) => diagnostics.find(({ code }) => code === "SP2103")?.message ?? "other",
  );
  for (const [index, [reason, body]] of refused.entries()) expect(messages[index], body).toContain(reason);
});
