import type { Row } from "./row.js";
import { fails, runs } from "./stubs.js";

const before = `class StageFailed extends WorkflowError { constructor(readonly stage: string, readonly reason: string) { super(stage + ": " + reason); } }
const toFailed = (e: unknown) => (e instanceof StageFailed ? e : new StageFailed("?", (e as Error).message));
const stages = [{ name: "a", w: 1, run: (n: number) => n + 1 }, { name: "b", w: 3, run: (n: number) => n + 2 }];`;

const caught = (name: string, handler: string): Row => ({
  name: `an error that is one of two: ${name}`,
  before,
  body: `async (n: number) => { try { if (n > 1) throw new StageFailed("x", "y"); return await double(n); } catch (e) { ${handler} } }`,
  scenarios: runs([1], [2], [1, { double: fails("Broken", "m") }], [2, { double: fails("Broken", "m") }]),
});

/** `const failed = e instanceof Failed ? e : new Failed(…)` and its like. */
export const chosenErrors: readonly Row[] = [
  caught(
    "of the library",
    "const error = e instanceof Error ? e : new Error(String(e)); return [error.name, error.message];",
  ),
  caught(
    "with fields",
    'const error = e instanceof StageFailed ? e : new StageFailed("?", (e as Error).message); return [error.reason, error.message, error.name];',
  ),
  caught(
    "thrown again",
    'const error = e instanceof StageFailed ? e : new StageFailed("?", (e as Error).message); await release(error.stage); throw error;',
  ),
  caught("from a helper", "const error = toFailed(e); return [error.stage, error.message];"),
  caught("read at once", 'return (e instanceof Error ? e : new Error("?")).message;'),
  caught("or nothing", 'const error = e instanceof StageFailed ? e : null; return error?.reason ?? "other";'),
  caught("taken apart", 'const { name, message } = e instanceof Error ? e : new Error("?"); return name + message;'),
];

const indexed = (name: string, statements: string): Row => ({
  name: `a table of functions by an index: ${name}`,
  before,
  body: `async (n: number) => { ${statements} }`,
  scenarios: runs([0], [1], [2]),
});

/** Elements of tables with functions that are chosen by an index. */
export const indexedTables: readonly Row[] = [
  indexed("its data", 'return stages[n]?.name ?? "none";'),
  indexed("computed with", 'return (stages[n]?.name.toUpperCase() ?? "none") + (stages[n]?.w ?? 0) * 2;'),
  indexed("by a name", "const st = stages[n]; return st ? st.name + st.run(3) : null;"),
  indexed("or another one", "const st = stages[n] ?? stages[0]!; return st.name + st.run(3) + st.w * 2;"),
  indexed(
    "in a loop",
    'for (let i = 0; i < stages.length; i++) { const v = await double(stages[i]!.run(n)); if (v > 5) return stages[i]!.name; } return "no";',
  ),
];
