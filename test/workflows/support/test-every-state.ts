import { afterEach, expect } from "vitest";
import { isElsewhere } from "./elsewhere.js";
import { summaryTest } from "./inside-test.js";
import type { RetailWorld } from "./retail-world.js";

/** What the compiler adds for values that cannot be computed; its own tests reach it. */
const compilersOwn = "fail: a value cannot be computed";

/**
 * The last test of a file: those before have entered every state of the workflows, so every branch of theirs was taken,
 * and every timeout has struck. Where the engine is elsewhere and has no log groups, Express executions show no history: their
 * states count not.
 */
export function testEveryState(world: () => RetailWorld, ...workflows: readonly string[]): void {
  // After each test: an engine lets go of executions 90 days after their end, and some tests wait longer.
  if (isElsewhere) afterEach(async () => void (await world().readHistories()));
  summaryTest(
    `the tests above enter every state, and let every timeout strike, of ${workflows.join(", ")}`,
    async () => {
      let coverage = await world().readHistories();
      const isWhole = () =>
        coverage.neverEntered(...workflows).length + coverage.neverTimedOut(...workflows).length === 0;
      // What is logged elsewhere may be on its way still.
      for (let look = 0; isElsewhere && look < 5 && !isWhole(); look++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        coverage = await world().readHistories();
      }
      const open = coverage.neverEntered(...workflows);
      expect(open.filter((state) => !state.includes(compilersOwn))).toEqual([]);
      expect(coverage.neverTimedOut(...workflows)).toEqual([]);
    },
  );
}
