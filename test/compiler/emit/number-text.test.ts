import fc from "fast-check";
import jsonata from "jsonata";
import { expect, test } from "vitest";
import { withPrelude } from "../../../compiler/emit/prelude.js";

const sums = fc
  .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }))
  .map(([a, b]) => a / 100 + b / 100);
const quotients = fc.tuple(fc.integer(), fc.integer({ min: 1, max: 1000 })).map(([a, b]) => a / b);
/** Texts of 16 digits of these have two neighbours that are as near. */
const ties = fc.integer({ min: 8_800_000_000_000, max: 9_999_999_999_999 }).map((n) => n + 0.0625);
const numbers = fc.oneof(
  sums,
  quotients,
  ties,
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e16, max: 1e16, noNaN: true }),
  fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0.1 + 0.2, 0.9999999999999999, 0.09999999999999999, 1e15 + 0.5, 1e-7, 1e21, 2 ** 53, 5e-324),
);

test("numbers print as in JavaScript; only tiny ones with more than 15 digits and huge fractions are refused", async () => {
  const print = jsonata(withPrelude("$jsStr($n)"));
  const evaluate = async (n: number): Promise<unknown> => print.evaluate(undefined, { n });
  await fc.assert(
    fc.asyncProperty(numbers, async (n) => {
      const size = Math.abs(n);
      if (n === 0 || (size >= 1e-6 && size < 1e15)) expect(await evaluate(n)).toBe(String(n === 0 ? 0 : n));
      else expect(await evaluate(n).catch(() => String(n))).toBe(String(n));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test("toFixed rounds the exact value of the number", async () => {
  const fix = jsonata(withPrelude("$jsFixed($n, $d)"));
  const evaluate = async (n: number, d: number): Promise<unknown> => fix.evaluate(undefined, { n, d });
  const thousandths = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000);
  const halves = fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 64);
  await fc.assert(
    fc.asyncProperty(fc.oneof(numbers, thousandths, halves), fc.nat({ max: 15 }), async (n, d) => {
      if (Math.abs(n) * 10 ** d < 9e16) expect(await evaluate(n, d)).toBe((n === 0 ? 0 : n).toFixed(d));
      else expect(await evaluate(n, d).catch(() => n.toFixed(d))).toBe(n.toFixed(d));
    }),
    { numRuns: 3000, seed: 2 },
  );
});
