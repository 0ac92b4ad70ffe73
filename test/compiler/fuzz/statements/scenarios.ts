import { createHash } from "node:crypto";
import type { Scenario } from "../../differential/harness.js";
import { Random } from "./random.js";

const failures = [
  ["OutOfStock", "none left"],
  ["Declined", "sorry"],
  ["Busy", "later"],
] as const;

/** One input and the outcome of every call. */
export interface RandomScenario {
  readonly seed: number;
  readonly input: unknown;
  /** How many calls of a hundred throw. */
  readonly failing: number;
  readonly isConcurrent: boolean;
}

/** Scenarios of a program, the first of them without failing calls. */
export function generateScenarios(
  seed: number,
  count: number,
  isConcurrent: boolean,
  isCalm = false,
): readonly RandomScenario[] {
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed * 31 + index * 7 + 1);
    const failing = isCalm ? 0 : ([0, 8, 25, 50, 15][index % 5] as number);
    return { seed: seed + index, input: randomInput(random), failing, isConcurrent };
  });
}

function randomInput(random: Random): unknown {
  const item = () => ({
    id: random.pick(["i1", "i2", ""]),
    price: random.integer(0, 9),
    tags: random.pick([[], ["t"], ["t", "u"]]),
    ...(random.chance(0.5) ? { note: random.pick(["fragile", ""]) } : {}),
  });
  const list = <T>(make: () => T, most: number): T[] => Array.from({ length: random.integer(0, most) }, make);
  return {
    n: random.pick([0, 1, 2, 5, -3, 12]),
    s: random.pick(["", "a", "b", "text"]),
    word: random.pick([null, "", "w"]),
    flag: random.chance(0.5),
    list: list(() => random.integer(-2, 9), 3),
    words: list(() => random.pick(["a", "b", ""]), 2),
    item: item(),
    items: list(item, 2),
    counts: random.pick([{}, { a: 1 }, { b: 2, a: 1 }, { 10: 1, 9: 2, z: 3 }]),
    ...(random.chance(0.5) ? { opt: random.integer(0, 3) } : {}),
    maybe: random.pick([null, 0, 4]),
  };
}

/**
 * Stubs that decide by what the call is given. When calls come in order, also by how often that was asked before; fresh
 * ones for each run, since they count.
 */
export function toScenario({ seed, input, failing, isConcurrent }: RandomScenario): Scenario {
  const asked = new Map<string, number>();
  const stub = (task: string, answer: (given: never, hash: number) => unknown) => (given: never) => {
    const key = `${task} ${canonicalText(given)}`;
    const before = isConcurrent ? 0 : (asked.get(key) ?? 0);
    asked.set(key, before + 1);
    const hash = hashOf(`${seed} ${before} ${key}`);
    if (hash % 100 < failing) {
      const [name, message] = isConcurrent ? failures[1] : (failures[(hash >>> 8) % 3] as (typeof failures)[number]);
      throw Object.assign(new Error(message), { name });
    }
    return answer(given, hash >>> 8);
  };
  return {
    input,
    stubs: {
      double: stub("double", (given: number) => (given * 2) % 1000),
      check: stub("check", (_given, hash) => hash % 2 === 0),
      release: stub("release", () => null),
      review: stub("review", ({ id }: { id: string }, hash) => ({ approved: hash % 2 === 0, reason: id.slice(0, 20) })),
      echo: stub("echo", (given) => given),
      charge: stub("charge", ({ id, amount }: { id: string; amount: number }) => ({
        receipt: `${id}#${amount}`.slice(0, 20),
      })),
      fetchItem: stub("fetchItem", (id: string, hash) => ({
        id: id.slice(0, 20),
        price: hash % 10,
        tags: [[], ["x"], ["x", "y"]][hash % 3],
        ...(hash % 4 === 0 ? { note: "noted" } : {}),
      })),
    },
  };
}

function hashOf(text: string): number {
  return createHash("md5").update(text).digest().readUInt32LE(0);
}

/** JSON with the members of objects in a fixed order; of the two zeros only one is left. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
