import { type CompiledProgram, observeMachine, observeNative, type Program } from "./harness.js";
import { runs } from "./stubs.js";

const line = (sku: string, qty: number) => ({ sku, qty, tags: ["t"] });
const order = { id: "o", lines: [line("a", 1), line("b", 2)], large: [line("c", 9)], small: [] };
const rooms = [
  { id: "r1", n: 2, cap: 4 },
  { id: "r2", n: 1, cap: 2 },
  { id: "r3", n: 0, cap: 2 },
];
const tree = {
  name: "r",
  children: [
    { name: "c", children: [] },
    { name: "d", children: [{ name: "e", children: [] }] },
  ],
};
const jobs = [1, 2, 3, 4].map((n) => ({
  ...{ id: `j${n}`, n, type: n > 2 ? "x" : "y", k: n > 1 ? "x" : "y" },
  state: n % 2 === 1 ? "run" : "new",
  tags: [],
}));
const orders = ["1", "2"].map((id) => ({ id, jobs, meta: { log: [], owner: { name: id } } }));
const account = (n: number) => ({ id: `a${n}`, bal: n, log: [`l${n}`, "m"], child: { n } });
const accounts = [1, 2, 5].map(account);
const pairs = [
  { accounts, i: 0, j: 1 },
  { accounts, i: 1, j: 1 },
  { accounts, i: 0, j: 0 },
];
const list = [3, 1, 2].map((n) => ({ id: `i${n}`, n }));
const items = { items: jobs, other: jobs.slice(1), limit: 3 };

/** Inputs of the programs that are followed once the calls of their functions are written out, by name. */
const inputsByName: Readonly<Record<string, readonly unknown[]>> = {
  "chosen or gathered, 19": [jobs],
  "given by a helper: a line in another object": [order],
  "kept choices: a change behind an argument": [{ rooms, wants: [2, 3], all: [] }],
  "kept choices: a change behind an argument with a name": [{ rooms, wants: [2, 3], all: [] }],
  "elements by lists: a helper that puts them in order": [{ list }],
  "elements by lists: another name for them": [{ list }, { list: [] }],
  "elements by lists: the elements of another list": [{ list }, { list: [] }],
  "accumulators: the list that is given back is changed": [{ tree, ks: ["a", "b"] }],
  "called elsewhere: a closure that changes an element": [["a", "bbb", "cc"], []],
  "lists that helpers choose: given to a helper in the loop that reads them": [{ jobs, ids: ["j1"], k: 1 }],
  "parts of parents, refused 1": [{ orders }],
  "parts of parents, refused 2": [{ orders }],
  "two parts: with a name inside": pairs,
  "two parts: handed on": pairs,
  "two parts: one inside the other": pairs,
  "two parts: the list itself": pairs,
  "two parts: with a loop over one of them": pairs,
  "two parts: with a counter": pairs.slice(0, 1),
  "elements in groups, refused 22": [{ jobs }],
  "groups by helpers, refused 3": [{ jobs }],
  "elements in objects, refused 7": [items],
  "elements in objects, refused 8": [items],
  "elements in objects, refused 10": [items],
  "elements in objects, refused 14": [items],
  "elements in objects, refused 15": [items],
  "elements in objects, refused 16": [items],
  "elements in objects, refused 17": [items],
  "elements in objects, refused 18": [items],
  "elements in objects, refused 32": [items],
  "orders in objects, refused 11": [{ ...items, jobs, orders }],
};

/** True for a program of those lists that compiles. */
export function isFollowedByCalls({ name }: Program): boolean {
  return name in inputsByName;
}

const inputsOf = ({ name }: Program): readonly (readonly [unknown])[] =>
  (inputsByName[name] ?? []).map((input) => [input]);

/** What differs between the function and its machine, with each input. */
export async function differencesOf(program: CompiledProgram): Promise<readonly unknown[]> {
  const differences: unknown[] = [];
  for (const scenario of runs(...inputsOf(program))) {
    const native = await observeNative(program, scenario);
    const machine = await observeMachine(program, scenario);
    const isSame = JSON.stringify(native) === JSON.stringify(machine);
    const isMistake = "error" in native.end && native.end.error === "TypeError";
    if (!isSame || isMistake) differences.push({ program: program.name, input: scenario.input, native, machine });
  }
  return differences;
}
