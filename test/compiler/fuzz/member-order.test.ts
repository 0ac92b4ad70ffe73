import { expect, test } from "vitest";
import { compileEach, observeMachine, observeNative, type Program } from "../differential/harness.js";
import { seed } from "../../support/random-seed.js";
import { Random } from "./statements/random.js";

/** `SETPIECE_FUZZ_RUNS=2000 SETPIECE_SEED=random` goes further. */
const programs = Number(process.env["SETPIECE_FUZZ_RUNS"] ?? "90");

const before = `
interface Bag { a?: string | undefined; b?: string | undefined; c?: string | undefined; d?: string | undefined }
type Loose = Record<string, string | undefined>;
const withA = <T extends object>(bag: T) => ({ ...bag, a: "with" });
const fillB = (bag: Bag) => { bag.b ??= "filled"; };
const without = ({ c: _c, ...rest }: Bag) => rest;
`;

const names = ["a", "b", "c", "d"] as const;

/** Programs that make objects of members that may be undefined, change and copy them, and show their order. */
function generate(random: Random, index: number): Program {
  const value = (): string => random.pick(["input.x", "input.y", '"v"', "undefined", "input.x ?? input.y"]);
  const some = (): readonly string[] => {
    const picked = names.filter(() => random.chance(0.5)).sort(() => random.fraction() - 0.5);
    return picked.length > 0 ? picked : [random.pick(names)];
  };
  const literal = (): string =>
    `{ ${some()
      .map((name) => `${name}: ${value()}`)
      .join(", ")} }`;
  const type = (): string => random.pick(["", "", ": Bag", ": Loose"]);
  const lines = [`const o0${type()} = ${literal()};`];
  const one = (): string => `o${random.integer(0, lines.length - 1)}`;
  const object = (): string =>
    random.weighted<string>([
      [2, literal],
      [2, () => `{ ...${one()}, ${random.pick(names)}: ${value()} }`],
      [1, () => `{ ${random.pick(names)}: ${value()}, ...${one()} }`],
      [1, () => `{ ...${one()}, ...${one()} }`],
      [1, () => `Object.assign({ ...${one()} }, ${literal()})`],
      [1, () => `withA(${one()})`],
      [1, () => `without(${one()})`],
      [1, () => `structuredClone(${one()})`],
      [1, () => `JSON.parse(JSON.stringify(${literal()})) as Bag`],
      [1, () => `{ ...(input.x !== undefined && { a: input.x }), ...${one()} }`],
    ]);
  for (let count = random.integer(1, 3); count > 0; count--) {
    const changed = `o${lines.length - 1}`;
    lines.push(`const o${lines.length}${type()} = ${object()};`);
    if (random.chance(0.3)) lines[lines.length - 1] += ` ${changed}.${random.pick(names)} = ${value()};`;
    if (random.chance(0.1)) lines[lines.length - 1] += ` fillB(${changed});`;
  }
  const shown = `o${lines.length - 1}`;
  const result = random.pick([
    `Object.keys(${shown})`,
    `JSON.stringify(${shown})`,
    `JSON.stringify([${shown}, ${one()}])`,
    `Object.entries(${shown}).filter(([, v]) => v !== undefined).map(([k]) => k)`,
  ]);
  const body = `async (input: { x?: string; y: string }) => { ${lines.join(" ")} return ${result}; }`;
  return { name: `program ${index}`, before, body };
}

test("members have the order that they have in JavaScript, or it is not shown", { timeout: 600_000 }, async () => {
  const random = new Random(seed);
  let clean = 0;
  for (let done = 0; done < programs; done += 150) {
    const batch = Array.from({ length: Math.min(150, programs - done) }, (_, at) => generate(random, done + at));
    const { compiled, refused } = compileEach(batch);
    const wrong = refused.filter(({ diagnostics }) => !diagnostics.every(({ code }) => mayRefuse.has(code)));
    expect(wrong.map(({ program, diagnostics }) => [program.body, diagnostics[0]?.message])).toEqual([]);
    for (const program of compiled) {
      for (const input of [{ y: "y" }, { x: "x", y: "y" }]) {
        const [native, machine] = [await observeNative(program, { input }), await observeMachine(program, { input })];
        expect([program.body, machine.end]).toEqual([program.body, native.end]);
      }
      clean++;
    }
  }
  expect(clean).toBeGreaterThan(programs / 10);
});

/** TypeScript finds fault with some; others list or spread what may be undefined, or change what others may hold. */
const mayRefuse = new Set(["SP1000", "SP1250", "SP1255", "SP1244", "SP1220"]);
