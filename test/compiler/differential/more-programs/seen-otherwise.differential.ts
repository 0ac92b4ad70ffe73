import { expect, test } from "vitest";
import { groupsSeenOtherwise } from "../elements-in-groups.js";
import { objectsSeenOtherwise } from "../elements-in-objects.js";
import { helpedGroupsSeenOtherwise } from "../groups-by-helpers.js";
import { differencesOf, isFollowedByCalls } from "../followed-by-calls.js";
import { compileEach, compilePrograms, type Program } from "../harness.js";
import { ordersSeenOtherwise } from "../orders-in-objects.js";

/** Programs in which elements of a list are in groups or objects as well, and change where that cannot be followed. */
const programs: readonly (Program & { readonly code?: string })[] = [
  ...groupsSeenOtherwise,
  ...helpedGroupsSeenOtherwise,
  ...objectsSeenOtherwise,
  ...ordersSeenOtherwise,
];

const followed = programs.filter(isFollowedByCalls);
const seenOtherwise = programs.filter((program) => !isFollowedByCalls(program));

test("changes that groups or objects with elements would see are refused", { timeout: 120_000 }, () => {
  const { compiled, refused } = compileEach(seenOtherwise);
  expect(compiled.map(({ name }) => name)).toEqual([]);
  expect(refused.map(({ program, diagnostics }) => [program.name, diagnostics[0]?.code])).toEqual(
    seenOtherwise.map(({ name, code = "SP1244" }) => [name, code]),
  );
});

test("changes that are followed once calls are written out do the same", { timeout: 60_000 }, async () => {
  const differences = await Promise.all(compilePrograms(followed).map(differencesOf));
  expect(differences.flat()).toEqual([]);
});
