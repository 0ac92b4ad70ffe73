import { expect, test } from "vitest";
import { generateAboutParts } from "./parts/program.js";
import { checkPrograms, scenariosFor } from "./statements/check.js";
import { describeMismatch } from "./statements/describe.js";
import { shrinkMismatch } from "./statements/shrink.js";

/** Every run checks the same programs; `npm run fuzz:statements -- --about parts` goes on with others. */
const seeds = Array.from({ length: 50 }, (_, index) => 1_000 + index);

/** Changes beside a name for what they move, or for what may be elsewhere; TypeScript finds fault with some. */
const mayRefuse = new Set(["SP1000", "SP1244", "SP1305"]);

test("names for parts of values keep to JavaScript's references, or are refused", async () => {
  const result = await checkPrograms(
    seeds.map((seed) => generateAboutParts(seed)),
    scenariosFor(2),
  );
  const [first] = result.mismatches;
  if (first !== undefined) expect.fail(describeMismatch(await shrinkMismatch(first)));
  expect(result.crashed.map(({ program, error }) => `seed ${program.seed}: ${error.message}`)).toEqual([]);
  const others = result.refused.filter(({ codes }) => codes.some((code) => !mayRefuse.has(code)));
  expect(others.map(({ program, messages }) => `seed ${program.seed}: ${messages.join("\n")}`)).toEqual([]);
  expect(result.clean).toBeGreaterThan(seeds.length / 2);
}, 180_000);
