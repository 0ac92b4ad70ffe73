import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const grouped = (name: string, helper: string): Row => ({
  name: `a list that is put back, with what a helper computes: ${name}`,
  before: `interface R { key: string; at?: string; value: number }\n${helper}`,
  body: `async (rs: R[]) => {
    const byKey = new Map<string, number[]>();
    for (const r of rs) { const list = byKey.get(r.key) ?? []; list.push(amountOf(r)); byKey.set(r.key, list); }
    await double(1);
    return [...byKey];
  }`,
  scenarios: runs(
    [
      [
        { key: "a", at: "x", value: 1 },
        { key: "b", value: 2 },
        { key: "a", at: "w", value: 3 },
      ],
    ],
    [[]],
  ),
});

/** Helpers that only compute, between a list and its being put back. */
export const putBackHelpers: readonly Row[] = [
  grouped(
    "by cases",
    'function amountOf(r: R): number { switch (r.at) { case "x": return r.value * 10; default: return r.value; } }',
  ),
  grouped(
    "in a loop",
    "const amountOf = (r: R): number => { let best = 0; for (const x of [r.value, 2]) { if (x > best) best = x; } return best; };",
  ),
  grouped(
    "of parts",
    'const amountOf = ({ value, at = "none" }: R): number => { const factor = at.length; return value * factor; };',
  ),
];
