import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: Readonly<Record<string, string>> = {
  "names of all": `async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) { await echo(id); undo.push({ name: id, run: async () => { await release(id); } }); } if (ids.length > 3) for (const u of undo.reverse()) await u.run(); return undo.map((u) => u.name); }`,
  "names behind a loop that turns it around": `async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) { await echo(id); undo.push({ name: id, run: async () => { await release(id); } }); } for (const u of undo.reverse()) await u.run(); return undo.map(({ name }) => \`\${name}!\`); }`,
  "data of copies": `async (ids: string[]) => { const undo: { name: string; at: { n: number }; run: Undo }[] = []; undo.push({ name: "first", at: { n: 1 }, run: async () => { await release("x"); } }); if (ids.length > 1) { const r = await charge({ id: ids[0]!, amount: 2 }); undo.push({ name: r.receipt, at: { n: 2 }, run: async () => { await release(r.receipt); } }); } const names = [...undo].map((u) => u.name + u.at.n); for (const u of undo.toReversed()) { await u.run(); } return { names, rev: undo.toReversed().map((u) => u.at), n: undo.length }; }`,
  "names of those that run at once": `async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) undo.push({ name: id, run: async () => { await release(id); } }); await Promise.all(undo.map((u) => u.run())); return undo.map((u) => u.name).join(); }`,
  "names in messages": `async (ids: string[]) => { const undo: { name: string; run: Undo }[] = []; for (const id of ids) undo.push({ name: id, run: async () => { await release(id); } }); try { if (ids.length > 1) throw new Declined(undo.map((u) => u.name).join("+")); } catch (e) { for (const { run } of undo.reverse()) await run(); throw new OutOfStock(\`\${(e as Error).message}: \${undo.map((u) => u.name).join(", ") || "nothing"}\`); } return 1; }`,
  constants: `async (ids: string[]) => { const undo: Undo[] = []; for (const id of ids) undo.push(async () => { await release(id); }); for (const u of undo) await u(); return undo.map(() => 1); }`,
};

/** Lists of functions that grow, of which the data beside the functions is read. */
export const dataBesideFunctions: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `data beside functions: ${name}`,
  before: "type Undo = () => Promise<void>;",
  body,
  concurrent: name.endsWith("at once"),
  scenarios: runs([[]], [["a"]], [["a", "b"]], [["a", "b", "c", "d"]]),
}));
