import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `type V = { a: number; b?: number; kids?: V[] };
const only = (v: V) => (v.a > 1 ? v.b : undefined);`;

const usual = runs([{ vs: [{ a: 1 }, { a: 2, b: 2, kids: [{ a: 1 }, { a: 3, b: 4 }] }, { a: 3, b: 5 }] }]);

/** Undefined elements of lists that leave the workflow: null, as JSON has it. */
export const leftAsJson: readonly Row[] = [
  {
    name: "nothing in JSON: in what is returned",
    before,
    body: `async (input: { vs: V[] }) => ({ bs: input.vs.map((v) => v.b) })`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: with a name",
    before,
    body: `async (input: { vs: V[] }) => { const bs = input.vs.map((v) => v.b); return { bs, n: bs.length }; }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: in the input of a call",
    before,
    body: `async (input: { vs: V[] }) => { await echo({ all: input.vs.map((v) => v.b) }); return input.vs.map(only); }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: in lists of lists",
    before,
    body: `async (input: { vs: V[] }) => { return input.vs.map((v) => ({ kids: v.kids?.map((k) => k.b) ?? [], first: [v.b, v.a] })); }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: in lists that are written",
    before,
    body: `async (input: { vs: V[] }) => input.vs.length > 2 ? [input.vs[0]!.b, input.vs[7]?.a] : { x: [input.vs.find((v) => v.a > 9)] }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: of a function that ends without a value",
    before,
    body: `async (input: { vs: V[] }) => { return input.vs.map((v) => { if (v.a > 1) return v.b; }); }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: spread",
    before,
    body: `async (input: { vs: V[] }) => { return [...input.vs.map((v) => v.b), 3]; }`,
    scenarios: usual,
  },
  {
    name: "nothing in JSON: in the input of a person",
    before,
    body: `async (input: { vs: V[] }) => { const r = await review({ id: "x", list: input.vs.map((v) => v.b) } as { id: string }); return r; }`,
    scenarios: usual,
  },
];
