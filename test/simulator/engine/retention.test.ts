import { expect, test } from "vitest";

import { Retention } from "../../../simulator/engine/retention.js";

function retention(keptEvents: number) {
  const forgotten: string[] = [];
  return { forgotten, kept: new Retention(keptEvents, (arn) => forgotten.push(arn)) };
}

test("the executions that ended first go when there are more events than are kept", () => {
  const { kept, forgotten } = retention(10);
  for (const arn of ["a", "b", "c"]) kept.add(arn, 4);
  expect(forgotten).toEqual(["a"]);
  kept.add("d", 6);
  expect(forgotten).toEqual(["a", "b"]);
});

test("the latest one stays, however large", () => {
  const { kept, forgotten } = retention(10);
  kept.add("large", 100);
  expect(forgotten).toEqual([]);
  kept.add("next", 1);
  expect(forgotten).toEqual(["large"]);
});

test("an execution that runs again is not let go of, and counts anew at its end", () => {
  const { kept, forgotten } = retention(10);
  kept.add("redriven", 8);
  kept.remove("redriven");
  kept.add("other", 9);
  expect(forgotten).toEqual([]);
  kept.add("redriven", 9);
  expect(forgotten).toEqual(["other"]);
});
