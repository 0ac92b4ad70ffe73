import type { Row } from "./row.js";
import { runs } from "./stubs.js";

const before = `enum Status { New = "NEW", Paid = "PAID", Shipped = "SHIPPED" }
enum Level { Low, Mid, High }
type Job = { id: string; n: number; status: Status; level: Level };
const advance: Record<Status, (job: Job) => Promise<number>> = {
  [Status.New]: async (job) => double(job.n),
  [Status.Paid]: async () => { await release("paid"); return 2; },
  [Status.Shipped]: () => Promise.resolve(3),
};
const scale: Record<Level, (n: number) => number> = { [Level.Low]: (n) => n, [Level.Mid]: (n) => n * 10, [Level.High]: (n) => n * 100 };
const fees = { [Level.Low]: { fee: 1, of: (n: number) => n + 1 }, [Level.High]: { fee: 2, of: (n: number) => n + 2 } } as const;`;
const jobs = runs(
  [{ id: "a", n: 5, status: "NEW", level: 0 }],
  [{ id: "b", n: 7, status: "PAID", level: 2 }],
  [{ id: "c", n: 1, status: "SHIPPED", level: 1 }],
);

/** Tables of functions whose members constants name. */
export const constantKeys: readonly Row[] = [
  {
    name: "tables by the members of an enum, outside of the workflow",
    before,
    body: `async (job: Job) => [await advance[job.status](job), scale[job.level](job.n), fees[Level.High].of(job.n) + fees[Level.Low].fee, Object.keys(advance)]`,
    scenarios: jobs,
  },
  {
    name: "tables by the members of an enum, some of which have no function",
    before,
    body: `async (job: Job) => {
      const handlers: Partial<Record<Status, () => Promise<string>>> = { [Status.New]: async () => (await fetchItem(job.id)).id };
      const numbered: Record<number, ((n: number) => number) | undefined> = { 0: (n) => n + job.n, 1: (n) => n * 2 };
      const handler = handlers[job.status];
      return [handler ? await handler() : "none", numbered[job.level]?.(7) ?? "none"];
    }`,
    scenarios: jobs,
  },
  {
    name: "constants of namespaces, also of one in another and under another name",
    before: `namespace Pricing { export const vat = 0.25; const hidden = 3; export function gross(n: number) { return n * (1 + vat) + hidden; } export const table = { a: 1, b: 2 }; export namespace Codes { export const x = "X1"; export const next = (n: number) => n + 1; } export class Bad extends WorkflowError {} export const later = async (n: number) => double(n); }
import Inner = Pricing.Codes;`,
    body: `async (input: { n: number; k: "a" | "b" }) => {
      try { if (input.n > 5) throw new Pricing.Bad(Inner.x); } catch (error) { return error instanceof Pricing.Bad ? error.message : "other"; }
      return [Pricing.vat * input.n, Pricing.gross(input.n), Pricing.table[input.k], Pricing.Codes.x + Inner.next(1), await Pricing.later(input.n)];
    }`,
    scenarios: runs([{ n: 4, k: "b" }], [{ n: 6, k: "a" }]),
  },
];
