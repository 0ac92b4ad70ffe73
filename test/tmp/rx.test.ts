import { expect, test } from "vitest";
import { compileEach, observeMachine, observeNative } from "../compiler/differential/harness.js";
const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x, check: (x: number) => x > 2, release: () => null, fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }), charge: (o: { id: string; amount: number }) => ({ receipt: o.id + o.amount }) };
const flaky = { ...stubs, double: [{ error: "Broken", message: "m" }, { result: 4 }, { error: "Again", message: "k" }, { result: 9 }] };
const bad = { ...stubs, double: [{ error: "Broken", message: "m" }] };
const before = ``;
const bodies: [string, unknown, unknown?][] = [
 ...["5", "$5", "$$", "$&", "a$$b$&c$", "$1", "$01", "$<y>", "$0", "x", "", "$$$&", "$$$$1", "$", "$$1"].map((r): [string, unknown] => [`async (r: string) => ["say {p} and {p}".replace("{p}", r), "say {p} and {p}".replaceAll("{p}", r), "abcabc".replace(/b/, r), "abcabc".replace(/[bc]/g, r), "".replace("x", r), "aXb".replace("X", r + "!")]`, r]),
 ...["5", "$$", "$&", "a$$b$&c$", "x", "$<"].map((r): [string, unknown] => [`async (r: string) => ["abcabc".replace(/(b)(c)/g, r)]`, r]),
 [`async (s: string) => [s.replace(/(b)/, "[$01]"), s.replace(/(b)(c)/, "[$2$1]"), s.replace(/(b)/, "[$10]"), s.replace(/(b)/, "[$11]"), s.replace(/(b)/, "[$2]"), s.replace(/(b)/, "[$00]"), s.replace(/(b)/, "[$0]"), s.replace(/(b)/, "[$$1]"), s.replace(/(b)/, "[$&]"), s.replace(/b/, "[$1$01]"), s.replace(/(?<k>b)/, "[$<k>$<q>$1]"), s.replace(/(b)(c)/, "[$02$01$12$21$3]")]`, "abcabc"],
];
const each = bodies.map(([body], i) => { try { return compileEach([{ name: `p${i}`, body, before }] as never); } catch (e) { console.log("CRASH", body, String(e)); return { compiled: [], refused: [] }; } }); const compiled = each.flatMap((e) => e.compiled); const refused = each.flatMap((e) => e.refused);
for (const { program, diagnostics } of refused) console.log("REFUSED", program.body, diagnostics.map((d) => d.code + " " + d.message).join("; "));
test.each(compiled.map((c) => [c.body, c] as const))("%s", async (_b, c) => {
  const [, input, s] = bodies[Number(c.name.slice(1))]!;
  const scenario = { input, stubs: s ?? stubs } as never;
  expect(await observeMachine(c, scenario)).toEqual(await observeNative(c, scenario));
});
