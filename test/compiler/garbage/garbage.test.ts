import { expect, test } from "vitest";
import { compileGarbage } from "./compile-garbage.js";

const batches = 2;
const batchSize = 100;

/** Other cases each day; `GARBAGE_SEED` repeats a run. */
const first = Number(process.env["GARBAGE_SEED"] ?? Math.floor(Date.now() / 86_400_000) * 1000);

test.each(Array.from({ length: batches }, (_, batch) => first + batch * batchSize))(
  `${batchSize} spoiled programs from seed %i give diagnostics, never exceptions`,
  (seed) => {
    const seeds = Array.from({ length: batchSize }, (_, index) => seed + index);
    expect(compileGarbage(seeds)).toEqual([]);
  },
  120_000,
);
