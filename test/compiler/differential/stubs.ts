import type { Scenario, Stub } from "./harness.js";

/** What `fetchItem` gives. */
export const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });

/** A call that fails. */
export const fails = (error: string, message = "sorry") => ({ error, message });

/** Scenarios without calls. */
export const inputs = (...values: readonly unknown[]): readonly Scenario[] => values.map((input) => ({ input }));

/** Tasks that always do the same. */
const usual: Readonly<Record<string, Stub>> = {
  double: (x: number) => x * 2,
  echo: (x: unknown) => x ?? null,
  check: (x: number) => x > 2,
  release: () => null,
  fetchItem: (id: string) => ({ id, price: id.length, tags: [id] }),
  charge: ({ id, amount }: { id: string; amount: number }) => ({ receipt: `${id}${amount}` }),
  review: ({ id }: { id: string }) => ({ approved: id.length % 2 === 0, reason: `r${id}` }),
};

/** Scenarios of inputs, each with the tasks that do something else than usual. */
export const runs = (
  ...list: readonly (readonly [input: unknown, stubs?: Readonly<Record<string, Stub>>])[]
): readonly Scenario[] => list.map(([input, stubs]) => ({ input, stubs: { ...usual, ...stubs } }));
