import { expect, test } from "vitest";
import { compileEach } from "./harness.js";

const child = "async (n: number) => [n, n > 5 ? n : undefined]";
const taker = "async (list: (number | undefined)[]) => list[0] ?? 7";

test.each([
  ["results of other workflows", { child }, "async (n: number) => { const r = await child(n); return r[1] ?? 0; }"],
  ["results in calls side by side", { child }, "async (n: number) => await Promise.all([child(n), double(n)])"],
  ["input of other workflows", { taker }, "async (n: number) => await taker([n, n > 5 ? n : undefined])"],
])("%s have no undefined elements", (_what, nested, body) => {
  const { compiled, refused } = compileEach([{ name: "n", nested, body }]);
  expect(compiled).toEqual([]);
  expect(refused.map(({ diagnostics }) => diagnostics[0]?.code)).toEqual(["SP1206"]);
});
