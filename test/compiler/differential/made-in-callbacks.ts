import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const usual = runs([{ rows: ["x", "y"] }]);

/** Values that a callback makes, changes in a loop of its own, and puts into a list outside at the end. */
export const madeInCallbacks: readonly Row[] = [
  {
    name: "made in a callback: a record of members in a loop",
    body: `async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { record[c] = row + c; } out.push(record); }); return out; }`,
    scenarios: usual,
  },
  {
    name: "made in a callback: with errors",
    body: `async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; const errors: string[] = []; const parse = (s: string) => { if (s === "yb") throw new Error("no"); return s; }; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { try { record[c] = parse(row + c); } catch (e) { errors.push((e as Error).message); } } out.push(record); }); return { out, errors }; }`,
    scenarios: usual,
  },
  {
    name: "made in a callback: with a continue",
    body: `async (input: { rows: string[] }) => { const out: Record<string, unknown>[] = []; input.rows.forEach((row) => { const record: Record<string, unknown> = {}; for (const c of ["a", "b"]) { if (row === "y") continue; record[c] = row + c; } out.push(record); }); return out; }`,
    scenarios: usual,
  },
  {
    name: "made in a callback: in two places",
    body: `async (input: { rows: string[] }) => { const out: { id: string; parts: string[] }[] = []; const by: Record<string, string[]> = {}; input.rows.forEach((row, i) => { const parts: string[] = []; ["a", "b"].forEach((c) => { parts.push(row + c + i); }); out.push({ id: row, parts }); by[row] = parts; }); for (const o of out) o.id += "!"; return { out, by }; }`,
    scenarios: usual,
  },
];

/** What is given away is changed afterwards. */
export const sharedInCallbacks: readonly (Program & { readonly code?: string })[] = [
  {
    name: "made in a callback: changed in one of two places",
    body: `async (input: { rows: string[] }) => { const out: { id: string; parts: string[] }[] = []; const by: Record<string, string[]> = {}; input.rows.forEach((row, i) => { const parts: string[] = []; ["a", "b"].forEach((c) => { parts.push(row + c + i); }); out.push({ id: row, parts }); by[row] = parts; }); for (const o of out) o.parts.push("!"); return { out, by }; }`,
  },
  {
    name: "made in a callback: changed when it is given away",
    body: `async (input: { rows: string[] }) => { const out: string[][] = []; const late = (l: string[]) => { l.push("late"); }; input.rows.forEach((row) => { const parts: string[] = [row]; out.push(parts); late(parts); }); return out; }`,
  },
];
