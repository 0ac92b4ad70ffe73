import { expect, test } from "vitest";

import { Retention } from "../../../simulator/engine/retention.js";

function retention(keptEvents: number) {
  const forgotten: string[] = [];
  return { forgotten, kept: new Retention(keptEvents, (arn) => forgotten.push(arn)) };
}

test("the executions that ended first go when there are more events than are kept", () => {
  const { kept, forgotten } = retention(10);
  for (const arn of ["a", "b", "c"]) kept.add(arn, 4, 0);
  expect(forgotten).toEqual(["a"]);
  kept.add("d", 6, 0);
  expect(forgotten).toEqual(["a", "b"]);
});

test("the latest one stays, however large", () => {
  const { kept, forgotten } = retention(10);
  kept.add("large", 100, 0);
  expect(forgotten).toEqual([]);
  kept.add("next", 1, 0);
  expect(forgotten).toEqual(["large"]);
});

test("an execution that runs again is not let go of, and counts anew at its end", () => {
  const { kept, forgotten } = retention(10);
  kept.add("redriven", 8, 0);
  kept.remove("redriven");
  kept.add("other", 9, 0);
  expect(forgotten).toEqual([]);
  kept.add("redriven", 9, 0);
  expect(forgotten).toEqual(["other"]);
});

const day = 86_400_000;

test("an execution goes 90 days after its end, and not before", () => {
  const { kept, forgotten } = retention(1_000);
  kept.add("first", 1, 0);
  kept.add("second", 1, day);
  kept.forgetExpired(90 * day - 1);
  expect(forgotten).toEqual([]);
  kept.forgetExpired(90 * day);
  expect(forgotten).toEqual(["first"]);
  kept.forgetExpired(91 * day);
  expect(forgotten).toEqual(["first", "second"]);
});

test("an execution that runs again stays until 90 days after its new end", () => {
  const { kept, forgotten } = retention(1_000);
  kept.add("redriven", 1, 0);
  kept.add("other", 1, 0);
  kept.remove("redriven");
  kept.add("redriven", 1, 14 * day);
  kept.forgetExpired(95 * day);
  expect(forgotten).toEqual(["other"]);
  kept.forgetExpired(104 * day);
  expect(forgotten).toEqual(["other", "redriven"]);
});

test("executions that were restored in the order of their starts go in that of their ends", () => {
  const { kept, forgotten } = retention(1_000);
  kept.add("long", 1, 50 * day);
  kept.add("short", 1, day);
  kept.sort();
  kept.forgetExpired(100 * day);
  expect(forgotten).toEqual(["short"]);
});
