import { expect, test } from "vitest";
import { checkPrograms, scenariosFor } from "./statements/check.js";
import { describeMismatch } from "./statements/describe.js";
import { generateAboutRecursion } from "./statements/program.js";
import { shrinkMismatch } from "./statements/shrink.js";

/** Every run checks the same programs; `npm run fuzz:statements -- --about recursion` goes on with others. */
const seeds = Array.from({ length: 40 }, (_, index) => 2_000 + index);

test("functions that call themselves do what they do in JavaScript", async () => {
  const result = await checkPrograms(
    seeds.map((seed) => generateAboutRecursion(seed, 8)),
    scenariosFor(2),
  );
  const [first] = result.mismatches;
  if (first !== undefined) expect.fail(describeMismatch(await shrinkMismatch(first)));
  expect(result.crashed.map(({ program, error }) => `seed ${program.seed}: ${error.message}`)).toEqual([]);
  expect(result.clean).toBeGreaterThan(seeds.length * 0.9);
}, 180_000);
