import type { Row } from "./row.js";
import { inputs, runs } from "./stubs.js";

/** `list.length = n` */
export const shorterLists: readonly Row[] = [
  {
    name: "shorter lists: a constant length, one that is computed, and one less",
    body: `async (input: { list: number[]; most: number }) => {
  const list = [...input.list];
  if (list.length > input.most) list.length = input.most;
  await double(list.length);
  const doubled = list.map((n) => n * 2);
  while (doubled.length > 0 && doubled[doubled.length - 1]! > 4) doubled.length -= 1;
  const was = list.length--;
  const now = (list.length = 1);
  return { list, doubled, was, now, input };
}`,
    scenarios: runs([{ list: [1, 2, 3, 4], most: 3 }], [{ list: [1, 2], most: 5 }], [{ list: [9, 1, 5], most: 2 }]),
  },
  {
    name: "shorter lists: members, entries of Maps, arguments",
    before: `const cut = (list: unknown[], most: number) => { if (list.length > most) list.length = most; };`,
    body: `async (input: { history: string[]; rows: [number, number][] }) => {
  input.history.unshift("now");
  cut(input.history, 2);
  const byKey = new Map([["a", [...input.rows]]]);
  byKey.get("a")!.length = 1;
  return { input, entries: [...byKey.values()] };
}`,
    scenarios: inputs(
      {
        history: ["x", "y"],
        rows: [
          [1, 2],
          [3, 4],
        ],
      },
      { history: [], rows: [[1, 2]] },
    ),
  },
  {
    name: "shorter lists: a member of an object that is called length",
    before: `interface Board { length: number; name: string }`,
    body: `async (input: { boards: Board[] }) => {
  const first = input.boards[0]!;
  first.length = 9;
  first.length -= 2;
  await echo(first.length);
  return input.boards;
}`,
    scenarios: runs([
      {
        boards: [
          { length: 3, name: "a" },
          { length: 4, name: "b" },
        ],
      },
    ]),
  },
];
