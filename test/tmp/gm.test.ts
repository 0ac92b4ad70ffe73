import { test } from "vitest";
import { writeFileSync } from "node:fs";
import { CompileSession, formatDiagnostics } from "setpiece/compiler";
import { compilePrograms, observeMachine, observeNative } from "../compiler/differential/harness.js";
import { runs, fails, item } from "../compiler/differential/stubs.js";
void fails; void item; void CompileSession; void formatDiagnostics;
const before = `type Undo = () => Promise<void>;`;
const bodies: any[] = [
["async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) { await echo(id); undo.push({ name: id, run: async () => { await release(id); } }); } if (ids.length > 3) for (const u of undo.reverse()) await u.run(); return undo.map((u) => u.name); }", ["a", "b"]],
["async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) { await echo(id); undo.push({ name: id, run: async () => { await release(id); } }); } for (const u of undo.reverse()) await u.run(); return undo.map(({ name }) => `${name}!`); }", ["a", "b"]],
["async (ids: string[]) => { const undo: { name: string; at: { n: number }; run: Undo }[] = []; undo.push({ name: 'first', at: { n: 1 }, run: async () => { await release('x'); } }); if (ids.length > 1) { const r = await charge({ id: ids[0]!, amount: 2 }); undo.push({ name: r.receipt, at: { n: 2 }, run: async () => { await release(r.receipt); } }); } const names = [...undo].map((u) => u.name + u.at.n); for (const u of undo.toReversed()) { await u.run(); } return { names, rev: undo.toReversed().map((u) => u.at), n: undo.length }; }".replace(/'/g, '"'), ["a", "b"]],
["async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) undo.push({ name: id, run: async () => { await release(id); } }); await Promise.all(undo.map((u) => u.run())); return undo.map((u) => u.name).join(); }", ["a", "b"]],
["async (ids: string[]) => { const undo: { name?: string; run: Undo }[] = []; for (const id of ids) undo.push({ ...(id > \"a\" && { name: id }), run: async () => { await release(id); } }); for (const u of undo) await u.run(); return undo.map((u) => u.name ?? \"none\"); }", ["a", "b"]],
["async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) undo.push({ name: id, run: async () => { await release(id); } }); try { if (ids.length > 1) throw new Declined(undo.map((u) => u.name).join(\"+\")); } catch (e) { for (const { run } of undo.reverse()) await run(); throw new OutOfStock(`${(e as Error).message}: ${undo.map((u) => u.name).join(\", \") || \"nothing\"}`); } return 1; }", ["a", "b"]],
["async (ids: string[]) => { const undo: Undo[] = []; for (const id of ids) undo.push(async () => { await release(id); }); for (const u of undo) await u(); return undo.map(() => 1); }", ["a", "b"]],
];
const out: string[] = [];
test("probe", async () => {
  for (const [index, [body, input, stubs]] of (bodies as any[]).entries()) {
    const head = "#" + index + " " + body.replace(/\s+/g, " ").slice(0, 150);
    try {
      const programs = compilePrograms([{ name: "p" + index, before: (typeof before === "string" ? before : ""), body }] as any);
      for (const scenario of runs([input, stubs])) {
        const native = await observeNative(programs[0]!, scenario);
        const machine = await observeMachine(programs[0]!, scenario);
        const same = JSON.stringify(native) === JSON.stringify(machine);
        out.push((same ? "SAME " : "DIFFER ") + head + (same ? " => " + JSON.stringify(native.end).slice(0, 200) : "\n   native  " + JSON.stringify(native) + "\n   machine " + JSON.stringify(machine)));
      }
    } catch (e) { out.push("REFUSED " + head + "\n   " + String((e as Error).message).slice(0, 1200).split("\n").join("\n   ")); }
  }
  writeFileSync("/tmp/probe-gm.txt", out.join("\n") + "\n");
}, 600000);
