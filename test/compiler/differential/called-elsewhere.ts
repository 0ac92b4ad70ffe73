import type { Program } from "./harness.js";
import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const bodies: Readonly<Record<string, string>> = {
  "a closure that adds": `async (ids: string[]) => { const order: string[] = []; const visit = (id: string) => { order.push(id); }; for (const id of ids) visit(id); for (const id of order) await echo(id); return order; }`,
  "a closure that calls itself": `async (ids: string[]) => { const order: string[] = []; const visit = (id: string, n: number): void => { if (n > 2) return; order.push(id + n); visit(id, n + 1); }; for (const id of ids) visit(id, 0); for (const id of order) await echo(id); return order; }`,
  "a closure that calls itself, before iterations": `async (ids: string[]) => { const seen = new Set<string>(); const order: string[] = []; const visit = (id: string): void => { if (seen.has(id)) return; seen.add(id); for (const d of [...id.slice(1)]) visit(d); order.push(id); }; for (const id of ids) visit(id); await map(order, { concurrency: 2 }, async (id) => { await echo(id); }); return order.length; }`,
  "a closure that forEach calls": `async (ids: string[]) => { const order: string[] = []; const add = (id: string) => { order.push(id); }; ids.forEach(add); ids.forEach((x) => add(x)); for (const id of order) await echo(id); return order; }`,
  "a closure that iterations call": `async (ids: string[]) => { const order: string[] = ["z"]; const add = (id: string) => { order.push(id); }; await Promise.all(ids.map(async (id) => { await echo(id); add(id); })); for (const id of order) await echo(id); return order.length; }`,
  "a closure of a Map": `async (ids: string[]) => { const m = new Map<string, string[]>(); const add = (id: string) => { const l = m.get(id) ?? []; l.push(id); m.set(id, l); }; for (const id of ids) add(id); for (const [k, l] of m) await echo([k, l]); add("z"); return [...m]; }`,
  "elements that the loop changes": `async (ids: string[]) => { const rows: { n: number }[] = []; const add = (id: string) => { rows.push({ n: id.length }); }; for (const id of ids) add(id); for (const r of rows) { r.n++; await echo(r); } return rows; }`,
};

/** Loops over lists that closures change, which are called before and behind the loop. */
export const calledElsewhere: readonly Row[] = Object.entries(bodies).map(([name, body]) => ({
  name: `called elsewhere: ${name}`,
  body,
  concurrent: name.endsWith("iterations"),
  scenarios: runs([[]], [["ab", "ca", "d"]]),
}));

const called: Readonly<Record<string, string>> = {
  "a recursive closure that the loop calls": `async (ids: string[]) => { const order: string[] = []; const visit = (id: string, n: number): void => { if (n > 2) return; order.push(id + n); visit(id, n + 1); }; for (const id of ids) visit(id, 0); for (const id of order) { await echo(id); if (order.length < 8) visit(id, 1); } await echo(order); return order; }`,
  "a closure that a closure in the loop calls": `async (ids: string[]) => { const order: string[] = []; const add = (id: string) => { order.push(id); }; const twice = (id: string) => { add(id); add(id); }; twice("q"); for (const id of order) { await echo(id); if (order.length < 5) twice(id); } return order; }`,
  "a closure in an object": `async (ids: string[]) => { const order: string[] = []; const add = (id: string) => { order.push(id); }; const act = { add }; act.add("q"); for (const id of order) { await echo(id); if (order.length < 5) act.add(id); } return order; }`,
  "a closure that changes an element": `async (ids: string[]) => { const rows: { n: number }[] = []; const add = (id: string) => { rows.push({ n: id.length }); }; const bump = () => { rows[0]!.n++; }; for (const id of ids) add(id); for (const r of rows) { await echo(r); if (r.n < 3) { bump(); } } return rows; }`,
};

/** The same, where the loop may call them. */
export const calledInLoops: readonly Program[] = Object.entries(called).map(([name, body]) => ({
  name: `called elsewhere: ${name}`,
  body,
}));
