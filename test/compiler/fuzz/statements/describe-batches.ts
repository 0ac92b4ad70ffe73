import { describe, expect, test } from "vitest";
import { checkPrograms, scenariosFor } from "./check.js";
import { describeMismatch } from "./describe.js";
import { generateProgram } from "./program.js";
import { shrinkMismatch } from "./shrink.js";

/** Every run checks the same programs; `npm run fuzz:statements` goes on with others. */
const programsPerBatch = 250;
/** Statements in a program at most: small ones, for every run of the tests pays for them. */
const statements = 4;

/**
 * The random programs that the compiler may refuse: TypeScript itself finds fault with some, some share values, change them
 * beside a call, keep functions for later that read what changes, or make calls between a promise and the several places that
 * await it.
 */
const mostRefused = 0.06;
const mayRefuse = new Set(["SP1000", "SP1108", "SP1244", "SP1249", "SP1305", "SP1404", "SP1413", "SP1414", "SP2103"]);

/** Tests that go through batches of random programs; the batches are spread over files, which run side by side. */
export function describeBatches(batches: readonly number[]): void {
  describe("random programs behave as their functions do", () => {
    test.each(batches)(
      "batch %i",
      async (batch) => {
        const seeds = Array.from({ length: programsPerBatch }, (_, index) => batch * 10_000 + index);
        const result = await checkPrograms(
          seeds.map((seed) => generateProgram(seed, statements)),
          scenariosFor(2),
        );
        const [first] = result.mismatches;
        if (first !== undefined) expect.fail(describeMismatch(await shrinkMismatch(first)));
        expect(result.crashed.map(({ program, error }) => `seed ${program.seed}: ${error.message}`)).toEqual([]);
        const refusals = result.refused.filter(({ codes }) => codes.some((code) => !mayRefuse.has(code)));
        expect(refusals.map(({ program, messages }) => `seed ${program.seed}: ${messages.join("\n")}`)).toEqual([]);
        expect(result.refused.length).toBeLessThanOrEqual(programsPerBatch * mostRefused);
        expect(result.clean).toBe(programsPerBatch - result.refused.length);
      },
      180_000,
    );
  });
}
