import path from "node:path";
import { compileProject, type StateSource } from "setpiece/compiler";
import { expect, test } from "vitest";
import { placeText } from "../../cli/source-finder.js";

const folder = import.meta.dirname;

const helpers = `import { lambda, WorkflowError } from "setpiece";
export class Refused extends WorkflowError {}
export const charge = lambda<number, { ok: boolean }>("charge", () => ({ ok: true }));
export const release = lambda<string, void>("release", () => {});
export async function pay(amount: number): Promise<void> {
  const paid = await charge(amount);
  if (!paid.ok) throw new Refused("no money");
}
export async function payAll(amounts: readonly number[]): Promise<void> {
  for (const amount of amounts) await pay(amount);
}
`;

const main = `import { map, workflow } from "setpiece";
import { payAll, pay, release } from "./helpers.js";
export const shop = workflow("shop", async (amounts: number[]) => {
  await payAll(amounts);
  await pay(1);
  await map(["a"], { concurrency: 1 }, async (id) => {
    await release(id);
  });
  return "done";
});
`;

const { workflows, diagnostics } = compileProject({
  paths: [],
  cwd: folder,
  overlay: new Map([
    [path.join(folder, "virtual/helpers.ts"), helpers],
    [path.join(folder, "virtual/main.ts"), main],
  ]),
});
const [shop] = workflows;

interface States {
  readonly States: Readonly<Record<string, object>>;
}

/** The names of all states, also of those inside others. */
function stateNames({ States }: States): readonly string[] {
  return Object.entries(States).flatMap(([name, state]) => {
    const { ItemProcessor, Branches = [] } = state as { ItemProcessor?: States; Branches?: readonly States[] };
    return [name, ...(ItemProcessor === undefined ? [] : stateNames(ItemProcessor)), ...Branches.flatMap(stateNames)];
  });
}

const textOf = (place: StateSource): string => placeText(place, (file) => path.basename(file));

test("every state has a place in the source", () => {
  expect(diagnostics).toEqual([]);
  expect(Object.keys(shop?.sourceMap ?? {}).sort()).toEqual([...stateNames(shop?.definition as States)].sort());
});

test("a state of a function has the place in the function, and the calls that lead there", () => {
  const places = Object.entries(shop?.sourceMap ?? {}).map(([name, place]) => `${name}: ${textOf(place)}`);
  expect(places).toEqual([
    "charge: helpers.ts:6 from :10 from main.ts:4",
    "pay(amount): helpers.ts:10 from main.ts:4",
    "if !paid.ok: helpers.ts:7 from :10 from main.ts:4",
    'throw new Refused("no money"): helpers.ts:7 from :10 from main.ts:4',
    "for (const amount of amounts): helpers.ts:10 from main.ts:4",
    "charge (2): helpers.ts:6 from main.ts:5",
    "if !paid.ok (2): helpers.ts:7 from main.ts:5",
    'throw new Refused("no money") (2): helpers.ts:7 from main.ts:5',
    "release: main.ts:7",
    'each id of ["a"]: main.ts:6',
  ]);
});

test("a place has the text that stands there", () => {
  const charge = shop?.sourceMap["charge (2)"];
  expect(charge?.text).toBe("charge(amount)");
  expect(charge?.calledFrom?.map(({ text }) => text)).toEqual(["pay(1)"]);
});
