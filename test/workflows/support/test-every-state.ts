import { expect } from "vitest";
import { historyTest } from "./inside-test.js";
import type { RetailWorld } from "./retail-world.js";

/** What the compiler adds for values that cannot be computed; its own tests reach it. */
const compilersOwn = "fail: a value cannot be computed";

/**
 * The last test of a file: those before have entered every state of the workflows, so every branch of theirs was taken,
 * and every timeout has struck.
 * The histories are read in this process, so it is skipped where the engine is elsewhere.
 */
export function testEveryState(world: () => RetailWorld, ...workflows: readonly string[]): void {
  historyTest(`the tests above enter every state, and let every timeout strike, of ${workflows.join(", ")}`, () => {
    const open = world().coverage.neverEntered(...workflows);
    expect(open.filter((state) => !state.includes(compilersOwn))).toEqual([]);
    expect(world().coverage.neverTimedOut(...workflows)).toEqual([]);
  });
}
