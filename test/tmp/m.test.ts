import { expect, test } from "vitest";
import { compileEach, observeMachine, observeNative } from "../compiler/differential/harness.js";
const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x, check: (x: number) => x > 2, release: () => null, fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }), charge: (o: { id: string; amount: number }) => ({ receipt: o.id + o.amount }) };
const flaky = { ...stubs, double: [{ error: "Broken", message: "m" }, { result: 4 }, { error: "Again", message: "k" }, { result: 9 }] };
const bad = { ...stubs, double: [{ error: "Broken", message: "m" }] };
const before = ``;
const T = "a-b,c-d,,e";
const bodies: [string, unknown, unknown?][] = [
 ["async (i: {n?: number}) => [String(void 0), String(), String(undefined), String(null)]", {}],
 ["async (i: {n?: number}) => [Number(undefined)]", {}],
 ["async (i: {n?: number}) => [1, 2, 1].lastIndexOf(1, undefined)", {}],
 ["async (i: {n?: number}) => [1, 2, 1].lastIndexOf(1, 0)", {}],
 ["async (i: {n?: number}) => [1, 2].concat(undefined as unknown as number[])", {}],
 ["async (i: {n?: number}) => { const a = [1, 2, 3]; a.splice(1, undefined); return a; }", {}],
 ["async (i: {n?: number}) => 'a'.concat(undefined as unknown as string)", {}],
 ["async (i: {n?: number}) => Date.UTC(2024, undefined) || 3", {}],
 ["async (i: {n?: number}) => [Number(), 'a'.concat(), [1].concat()]", {}],
 ...[-3, -1, 0, 1, 2, 2.5, 5, 9, 10, 11, 99].flatMap((n): [string, unknown][] => [
   ["async ({ t, n }: { t: string; n: number }) => [t.indexOf('-', n), t.indexOf(',', n), t.indexOf('', n), t.indexOf('e', n), t.indexOf(t, n), t.includes(',', n), t.startsWith('b,', n), t.startsWith('', n), t.endsWith('c-', n), t.endsWith('', n), t.endsWith('a', n)]", { t: T, n }],
   ["async ({ t, n }: { t: string; n: number }) => ['-', ',', '', 'e'].map((x) => [t.indexOf(x, n), t.includes(x, n), t.startsWith(x, n), t.endsWith(x, n)])", { t: T, n }],
   ["async ({ t, n }: { t: string; n: number }) => [t.indexOf('-', n + 1), t.indexOf(',', Math.floor(n)), t.indexOf('d', Math.max(n, 0))]", { t: T, n }],
   ["async ({ t }: { t: string; n: number }) => [t.indexOf('-', " + n + "), t.indexOf('', " + n + "), t.includes('e', " + n + "), t.startsWith('b', " + n + "), t.endsWith('b', " + n + ")]", { t: T, n }],
   ["async ({ t }: { t: string; n: number }) => [t.indexOf('-', " + n + "), t.indexOf('', " + n + "), t.includes('e', " + n + "), t.startsWith('b', " + n + "), t.endsWith('b', " + n + ")]", { t: "😀-b😀e", n }],
 ]),
 ["async (t: string) => { const found: number[] = []; let at = t.indexOf('-'); while (at !== -1) { found.push(at); at = t.indexOf('-', at + 1); } return found; }", T],
 ["async (t: string) => { const parts: string[] = []; let from = 0; for (;;) { const at = t.indexOf(',', from); if (at < 0) { parts.push(t.slice(from)); break; } parts.push(t.slice(from, at)); from = at + 1; } return parts; }", T],
 ["async (t: string) => t.slice(t.indexOf('-') + 1, t.indexOf('-', t.indexOf('-') + 1))", T],
];
const each = bodies.map(([body], i) => { try { return compileEach([{ name: `p${i}`, body, before }] as never); } catch (e) { console.log("CRASH", body, String(e)); return { compiled: [], refused: [] }; } }); const compiled = each.flatMap((e) => e.compiled); const refused = each.flatMap((e) => e.refused);
for (const { program, diagnostics } of refused) console.log("REFUSED", program.body, diagnostics.map((d) => d.code + " " + d.message).join("; "));
test.each(compiled.map((c) => [c.body, c] as const))("%s", async (_b, c) => {
  const [, input, s] = bodies[Number(c.name.slice(1))]!;
  const scenario = { input, stubs: s ?? stubs } as never;
  expect(await observeMachine(c, scenario)).toEqual(await observeNative(c, scenario));
});
