import { expect, it } from "vitest";
import { compilePrograms, observeMachine, observeNative } from "./harness.js";
it("smoke", async () => {
  const before = `
import { z } from "zod";
const Line = z.object({ sku: z.string().min(1), quantity: z.int().positive().max(99), note: z.string().max(5).optional() });
const Order = z.strictObject({ id: z.uuid(), kind: z.enum(["web", "store", "app"]), lines: z.array(Line).nonempty(), price: z.number().multipleOf(0.01), tags: z.record(z.string(), z.boolean()) });
`;
  const [program] = compilePrograms([{ name: "x", before, body: `async (input: unknown) => { if (!matches(Order, input)) return "no"; return input.lines.map((line) => line.sku + input.kind); }` }]);
  console.log(JSON.stringify(program!.machines, null, 1));
  const good = { id: "5f2c1f6e-8a5d-4a8e-9b1a-0d6c3e2f1a0b", kind: "web", lines: [{ sku: "a", quantity: 3 }], price: 1.1, tags: {} };
  for (const input of [good, { ...good, price: 1.001 }, { ...good, tags: { a: 1 } }, { ...good, lines: [] }, [], null, "a"]) {
    const native = await observeNative(program!, { input });
    expect(await observeMachine(program!, { input })).toEqual(native);
    console.log(JSON.stringify(native.end));
  }
});
