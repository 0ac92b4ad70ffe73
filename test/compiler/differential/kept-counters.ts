import type { Row } from "./row.js";

const stubs = { double: (x: number) => x * 2, echo: (x: unknown) => x };

const bodies = [
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; for (let k = 0; k < 3; k++) { undo.push(() => echo(k)); await double(k); } for (const u of undo) await u(); return 1; }`,
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; for (let k = 0, m = 10; k < i.length; k++, m -= 2) { if (i[k]! > 1) undo.push(async () => { await echo([k, m]); }); } for (const u of undo.toReversed()) await u(); return 1; }`,
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; let k = 0; for (; k < 3; k++) { undo.push(() => echo(k)); } for (const u of undo) await u(); return 1; }`,
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; for (let k = 0; k < 3; k++) { for (let j = k; j < 3; j++) undo.push(() => echo([j, k])); } for (const u of undo) await u(); return 1; }`,
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; for (let k = 0; k < 3; k++) { try { await double(k); undo.push(() => echo(k)); if (k === 1) throw new OutOfStock('x'); } catch { while (undo.length > 0) await undo.pop()!(); } } for (const u of undo) await u(); return 1; }`,
  `async (i: number[]) => { const undo: (() => Promise<unknown>)[] = []; for (const n of i) { const d = new Date(n * 1000); if (n > 1) undo.push(() => echo({ d, at: d.getTime() })); } for (const u of undo.toReversed()) await u(); return 1; }`,
];

/** Functions that are kept for later with the counter of a loop, or a Date. */
export const keptCounters: readonly Row[] = bodies.map((body) => ({
  name: body,
  body,
  scenarios: [[], [3, 1, 2]].map((input) => ({ input, stubs })),
}));
