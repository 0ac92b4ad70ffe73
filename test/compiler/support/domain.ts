import fc from "fast-check";
import type { Scope } from "./compile-expressions.js";

/** The free variables of the differential tests, with data that finds mistakes. */
type Data = fc.Arbitrary<unknown>;

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const integer = fc.integer({ min: -20, max: 20 });
/** Numbers that print with at most 15 digits, so that texts of them are exact. */
const short = fc.oneof(
  { weight: 4, arbitrary: integer },
  { weight: 2, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100) },
  { weight: 1, arbitrary: integer.map((n) => n / 2) },
);
const wide = fc.oneof(
  { weight: 3, arbitrary: short },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  {
    weight: 1,
    arbitrary: pick(0, 0.1 + 0.2, 1e21, 1e-7, 0.49999999999999994, -0.5, 2.5, 5e-324, Number.MAX_VALUE, 1.005, 2 ** 53),
  },
);

const plainUnit = pick(..."abcXYZ01 29.,-+$\\/\"'`%{}[]()&|^*?\t\n\r", " ", "\u2003", "é", "ß", "中", "\u2028");
const wordUnit = pick("a", "b", " ", ",", "ab", "B", "1");
const wideUnit = pick("😀", "𝒳", "👩🏽");
const units = fc.oneof(
  { weight: 6, arbitrary: plainUnit },
  { weight: 3, arbitrary: wordUnit },
  { weight: 1, arbitrary: wideUnit },
);
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(wordUnit, { maxLength: 8 }).map((parts) => parts.join("")) },
  { weight: 3, arbitrary: fc.array(units, { maxLength: 9 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: pick("", " ", "  a  b ", "12", "-3.5", "0x1F", "1e3", "abc-12", "aaa", "12px", "+7", ".5") },
);
const flag = fc.boolean();
const list = (of: Data, maxLength = 6): Data =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: of.map((item) => [item]) },
    { weight: 5, arbitrary: fc.array(of, { maxLength }) },
  );
const key = fc.oneof(pick("a", "b", "c", "x y", "and", "null", "1", "10", "é"), fc.string({ maxLength: 3 }));
const record = (of: Data): Data =>
  fc.dictionary(
    key.filter((name) => name !== "__proto__"),
    of,
    { maxKeys: 4 },
  );
const nullable = (of: Data): Data => fc.option(of, { nil: null });

const inner = fc.record({ n: short, s: text, l: list(short, 3) });
const thing = fc
  .record({ n: short, s: text, l: list(short, 4), m: list(list(short, 2), 3), q: nullable(inner), u: fc.option(short) })
  .map(({ u, ...others }) => (u === null ? others : { ...others, u }));
const iso = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .chain((date) =>
    pick(date.toISOString(), date.toISOString().slice(0, 10), `${date.toISOString().slice(0, 19)}+02:00`),
  );

interface Variable {
  readonly type: string;
  readonly data: Data;
}

const variables: Readonly<Record<string, Variable>> = {
  n: { type: "number", data: short },
  m: { type: "number", data: short },
  w: { type: "number", data: wide },
  v: { type: "number", data: wide },
  i: { type: "number", data: fc.integer({ min: -4, max: 9 }) },
  k: { type: "number", data: fc.integer({ min: 0, max: 5 }) },
  f: {
    type: "number",
    data: fc.oneof(
      integer,
      integer.map((n) => n / 4),
    ),
  },
  s: { type: "string", data: text },
  t: { type: "string", data: fc.oneof(text, pick("a", "b", ",", " ", "ab", "😀", "")) },
  b: { type: "boolean", data: flag },
  c: { type: "boolean", data: flag },
  an: { type: "number[]", data: list(short) },
  aw: { type: "number[]", data: list(wide) },
  as: { type: "string[]", data: list(text) },
  ab: { type: "boolean[]", data: list(flag) },
  aa: { type: "number[][]", data: list(list(short, 3), 4) },
  az: { type: "number[][][]", data: list(list(list(short, 2), 2), 3) },
  ap: { type: "Primitive[]", data: list(fc.oneof(short, text, flag, fc.constant(null))) },
  am: { type: "(number | number[])[]", data: list(fc.oneof(short, list(short, 2))) },
  ao: { type: "Thing[]", data: list(thing, 4) },
  o: { type: "Thing", data: thing },
  r: { type: "Record<string, number>", data: record(short) },
  ra: { type: "Record<string, number[]>", data: record(list(short, 3)) },
  rj: { type: "Record<string, Json>", data: record(fc.jsonValue({ maxDepth: 2 })) },
  j: { type: "Json", data: fc.oneof(short, text, flag, fc.constant(null), list(short), thing) },
  x: { type: "Primitive", data: fc.oneof(short, text, flag, fc.constant(null)) },
  nn: { type: "number | null", data: nullable(short) },
  sn: { type: "string | null", data: nullable(text) },
  an0: { type: "number[] | null", data: nullable(list(short)) },
  un: { type: "number | undefined", data: fc.option(short, { nil: undefined }) },
  us: { type: "string | undefined", data: fc.option(text, { nil: undefined }) },
  ub: { type: "boolean | undefined", data: fc.option(flag, { nil: undefined }) },
  ua: { type: "number[] | undefined", data: fc.option(list(short), { nil: undefined }) },
  uo: { type: "Thing | undefined", data: fc.option(thing, { nil: undefined }) },
  ux: { type: "Primitive | undefined", data: fc.oneof(short, text, flag, fc.constant(null), fc.constant(undefined)) },
  iso: { type: "string", data: iso },
  ms: {
    type: "number",
    data: fc.oneof(fc.integer({ min: -1e12, max: 4e12 }), fc.double({ min: 0, max: 1e12, noNaN: true })),
  },
};

export const scope: Scope = {
  declarations: [
    "type Primitive = string | number | boolean | null;",
    "type Json = Primitive | readonly Json[] | { readonly [key: string]: Json };",
    "interface Inner { n: number; s: string; l: number[] }",
    "interface Thing { n: number; s: string; l: number[]; m: number[][]; q: Inner | null; u?: number }",
  ].join("\n"),
  variables: Object.fromEntries(Object.entries(variables).map(([name, { type }]) => [name, type])),
};

export type Input = Readonly<Record<string, unknown>>;

/** Random values for the variables that the expression names. */
export function inputsFor(source: string, count: number, seed: number): readonly Input[] {
  const used = Object.entries(variables).filter(([name]) =>
    new RegExp(`(?<!\\w|(?<!\\.)\\.)${name}(?!\\w)`).test(source),
  );
  const all = fc.record(Object.fromEntries(used.map(([name, { data }]) => [name, data])));
  return fc.sample(all, { numRuns: used.length === 0 ? 1 : count, seed }).map(plain);
}

/** Missing instead of undefined, and prototypes and zeros as JSON has them. */
function plain(input: object): Input {
  return JSON.parse(JSON.stringify(input)) as Input;
}
