import type { Row } from "./row.js";
import { inputs, runs } from "./stubs.js";

const before = `
namespace lists {
  export const add = (list: number[], value = 1) => {
    list.push(value);
  };
  export function twice(n: number): number {
    return n * 2;
  }
  export namespace sums {
    export const all = (list: readonly number[]) => list.reduce((sum, n) => sum + n, 0);
  }
}
class Board {
  static readonly limit = 3;
  static add(list: number[], value = 1) {
    list.push(value);
  }
  static factorial(n: number): number {
    return n <= 1 ? 1 : n * Board.factorial(n - 1);
  }
  static async load(n: number) {
    const doubled = await double(n);
    if (doubled > 5) throw new OutOfStock("much");
    return doubled + Board.limit;
  }
  static readonly plus = (a: number, b: number) => a + b;
  static format<T extends { name: string }>(rows: readonly T[], sign = "-") {
    return rows.map(({ name }, at) => \`\${at + 1}\${sign}\${name}\`);
  }
}
class Other extends Board {}
class Missing extends WorkflowError {
  constructor(readonly sku: string) {
    super("no " + sku);
  }
  static of(sku: string) {
    return new Missing(sku.toUpperCase());
  }
  static is(error: unknown): error is Missing {
    return error instanceof Missing;
  }
  static assert(text: string | undefined): asserts text is string {
    if (text === undefined) throw Missing.of("text");
  }
}
`;

/** Functions of namespaces, and static ones of classes. */
export const memberFunctions: readonly Row[] = [
  {
    name: "a function of a namespace changes what two names stand for",
    before,
    body: `async (n: number) => { const list = [n]; const same = list; lists.add(list); return [list, same, lists.sums.all(list), lists.twice(n)]; }`,
    scenarios: inputs(4),
  },
  {
    name: "a static method changes what two names stand for",
    before,
    body: `async (n: number) => { const list = [n]; const same = list; Board.add(list, 4); Other.add(same); return [list, same]; }`,
    scenarios: inputs(4),
  },
  {
    name: "static methods that call themselves, tasks and others",
    before,
    body: `async (n: number) => {
  const found: unknown[] = [Board.factorial(n), Other.factorial(2), [n, 2].map(Board.factorial), Board.plus(n, 1)];
  try {
    found.push(await Board.load(n), await Promise.all([1, n].map((one) => Board.load(one))));
  } catch (error) {
    found.push((error as Error).message);
  }
  return { found, names: Board.format([{ name: "a" }, { name: "b" }]) };
}`,
    concurrent: true,
    scenarios: runs([2], [3]),
  },
  {
    name: "static methods of a class of errors make, tell and assert",
    before,
    body: `async ({ text }: { text?: string }) => {
  try {
    Missing.assert(text);
    return text.length;
  } catch (error) {
    if (Missing.is(error)) return error.sku;
    throw error;
  }
}`,
    scenarios: inputs({}, { text: "abc" }),
  },
];
