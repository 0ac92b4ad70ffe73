import { expect } from "vitest";
import { summaryTest } from "./inside-test.js";
import type { RetailWorld } from "./retail-world.js";

/** What the compiler adds for values that cannot be computed; its own tests reach it. */
const compilersOwn = "fail: a value cannot be computed";

/**
 * The last test of a file: those before have entered every state of the workflows, so every branch of theirs was taken,
 * and every timeout has struck. Where the engine is elsewhere, Express executions show no history: their states count not.
 */
export function testEveryState(world: () => RetailWorld, ...workflows: readonly string[]): void {
  summaryTest(
    `the tests above enter every state, and let every timeout strike, of ${workflows.join(", ")}`,
    async () => {
      const coverage = await world().readHistories();
      const open = coverage.neverEntered(...workflows);
      expect(open.filter((state) => !state.includes(compilersOwn))).toEqual([]);
      expect(coverage.neverTimedOut(...workflows)).toEqual([]);
    },
  );
}
