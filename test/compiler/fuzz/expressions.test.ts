import { describe, expect, test } from "vitest";
import { fuzz } from "./expressions/check.js";

/** `npm run fuzz:expressions` goes further. */
const programs = 450;

describe("random programs", () => {
  test("have the value that JavaScript computes", { timeout: 240_000 }, async () => {
    const report = await fuzz(1_000_001, programs, 4);
    expect(report.failures).toEqual([]);
    // The generator writes some programs that TypeScript itself refuses; the rest must compile.
    const unexpected = report.refused.filter(({ why }) => !why.startsWith("SP1000"));
    expect(unexpected).toEqual([]);
    expect(report.refused.length).toBeLessThan(programs / 20);
    expect(report.loud).toBeLessThan(report.evaluations / 50);
    expect(report.deepest).toBeLessThan(60);
  });
});
