import { expect, test } from "vitest";
import { compileEach } from "./harness.js";
import { perhapsSame } from "./same-elements.js";

test("comparisons of objects of which it is not known where they stand are refused", () => {
  const { compiled, refused } = compileEach(perhapsSame);
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(refused.map(({ program, diagnostics }) => [program.name, diagnostics[0]?.code])).toEqual(
    perhapsSame.map(({ name, code }) => [name, code]),
  );
});
