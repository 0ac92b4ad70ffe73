import { expect, test } from "vitest";
import { groupsSeenOtherwise } from "../elements-in-groups.js";
import { objectsSeenOtherwise } from "../elements-in-objects.js";
import { helpedGroupsSeenOtherwise } from "../groups-by-helpers.js";
import { compileEach, type Program } from "../harness.js";
import { ordersSeenOtherwise } from "../orders-in-objects.js";

/** Programs in which elements of a list are in groups or objects as well, and change where that cannot be followed. */
const programs: readonly (Program & { readonly code?: string })[] = [
  ...groupsSeenOtherwise,
  ...helpedGroupsSeenOtherwise,
  ...objectsSeenOtherwise,
  ...ordersSeenOtherwise,
];

test("changes that groups or objects with elements would see are refused", { timeout: 120_000 }, () => {
  const { compiled, refused } = compileEach(programs);
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(refused.map(({ program, diagnostics }) => [program.name, diagnostics[0]?.code])).toEqual(
    programs.map(({ name, code = "SP1244" }) => [name, code]),
  );
});
