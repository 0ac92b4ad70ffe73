import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `interface Order { id: string; total: number; status: "new" | "paid" | "sent" }
class Config { static readonly MAX = 3; static readonly NAMES = ["a", "b"]; static readonly TABLE = { a: 1, b: 2 } as const; static readonly DOUBLE = Config.MAX * 2; static readonly LIMIT = Infinity; }
class Late extends WorkflowError { static readonly CODE = "LATE"; constructor(readonly days: number) { super(Late.CODE + days); } }
const LIMITS = Object.freeze({ soft: 2, hard: Config.MAX });
type Options = { a?: number; b?: string };
const groupBy = <T, K extends string>(xs: readonly T[], key: (x: T) => K): Partial<Record<K, T[]>> => { const out: Partial<Record<K, T[]>> = {}; for (const x of xs) (out[key(x)] ??= []).push(x); return out; };
const groupByName = <T, K extends string>(xs: readonly T[], key: (x: T) => K): Partial<Record<K, T[]>> => { const out: Partial<Record<K, T[]>> = {}; for (const x of xs) { const k = key(x); (out[k] ??= []).push(x); } return out; };
const pickOr = <T, K extends keyof T>(o: T, k: K, d: NonNullable<T[K]>): NonNullable<T[K]> => o[k] ?? d;
const required = <T,>(x: T): NonNullable<T> => { if (x === undefined || x === null) throw new Error("missing"); return x; };
const count = <K extends string>(ks: K[]): Partial<Record<K, number>> => { const out: Partial<Record<K, number>> = {}; for (const k of ks) out[k] = (out[k] ?? 0) + 1; return out; };
const wrapped = <T,>(xs: T[]): NonNullable<T>[][] => xs.map((x) => [x!]);
const entriesOf = <K extends string, V>(o: Partial<Record<K, V>>) => Object.entries(o) as [K, V][];`;

const bodies: readonly (readonly [name: string, body: string])[] = [
  [
    "groups by an open key",
    `const by = groupBy(os, (o) => o.status); return entriesOf(by).map(([k, v]) => [k, v!.map((o) => o.id)]);`,
  ],
  [
    "groups by the name of an open key",
    `const by = groupByName(os, (o) => o.status); return Object.entries(by).map(([k, v]) => [k, (v as Order[]).length]);`,
  ],
  [
    "a member or a default",
    `const o: Options = { a: os.length }; return [pickOr(o, "a", 3) + 1, pickOr(o, "b", "x") + "y"];`,
  ],
  ["what must be there", `const b = os[0]?.id; return [required(b) + "!", required(os[1]).total + 1];`],
  ["counts by an open key", `const c = count(os.map((o) => o.status)); return [c, (c.paid ?? 0) + 1];`],
  ["lists of what is there", `return [wrapped(os.map((o) => [o.id])), wrapped(os.map((o) => o.total))];`],
  [
    "constants of classes",
    `const found = Config.NAMES.map((x) => x + os.length); for (let i = 0; i < Config.MAX; i++) await echo(Config.NAMES[i] ?? "none"); return [LIMITS, found, Config.TABLE[os.length > 1 ? "a" : "b"], Config.DOUBLE, os.length < Config.LIMIT];`,
  ],
  [
    "a constant of an error class",
    `try { throw new Late(os.length); } catch (e) { return e instanceof Late ? [e.message, Late.CODE, e.days] : 0; }`,
  ],
];

/** Generic helpers whose types are open, `Partial<Record<K, T[]>>`, `NonNullable<T>`, and constants of classes. */
export const authorsHelpers: readonly Row[] = bodies.map(([name, body]) => ({
  name: `helpers: ${name}`,
  before,
  body: `async (os: Order[]) => { ${body} }`,
  scenarios: runs(
    [[]],
    [
      [
        { id: "o1", total: 30, status: "paid" },
        { id: "o2", total: 5, status: "new" },
        { id: "o3", total: 8, status: "paid" },
      ],
    ],
  ),
}));
