import fc from "fast-check";
import { expect, test } from "vitest";
import { compileEach, observeMachine } from "../differential/harness.js";

type Settings = readonly [locale: string | undefined, options: Intl.NumberFormatOptions];

const settings: readonly Settings[] = [
  [undefined, {}],
  ["en-US", { style: "currency", currency: "USD" }],
  ["en-US", { style: "currency", currency: "JPY" }],
  ["en-GB", { style: "currency", currency: "GBP", minimumFractionDigits: 0 }],
  ["en-US", { style: "currency", currency: "CHF", currencyDisplay: "code" }],
  ["de-DE", { style: "currency", currency: "EUR" }],
  ["de-DE", { maximumFractionDigits: 1 }],
  ["es-ES", { minimumFractionDigits: 2, maximumFractionDigits: 4 }],
  ["fr-FR", { style: "percent", maximumFractionDigits: 1 }],
  ["en", { style: "percent" }],
  ["en", { useGrouping: false, maximumFractionDigits: 0 }],
  ["de-CH", { style: "currency", currency: "CHF" }],
  ["pl", { style: "currency", currency: "PLN" }],
  ["en", { minimumFractionDigits: 3, maximumFractionDigits: 3 }],
];

const numbers = fc.oneof(
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000),
  fc.integer(),
  fc.double({ min: -2, max: 2, noNaN: true }).filter((n) => Math.abs(n) > 1e-5),
  fc.double({ min: -1e11, max: 1e11, noNaN: true }),
  fc.constantFrom(0, 0.5, 1.005, 2.675, 0.045, 999.995, 9999.5, -0.004, 1e15, 123_456_789_012_345_680_000),
);

test.each(settings)("%s %j: numbers are written as Intl.NumberFormat does", async (locale, options) => {
  const args = `${JSON.stringify(locale) ?? "undefined"}, ${JSON.stringify(options)}`;
  const body = `async (numbers: number[]) => numbers.map((n) => n.toLocaleString(${args}))`;
  const { compiled, refused } = compileEach([{ name: "format", before: "", body }]);
  expect(refused.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual([]);
  const format = new Intl.NumberFormat(locale ?? "en-US", options);
  const input = [0.1, ...fc.sample(numbers, { numRuns: 400, seed: 1 })].map((n) => (n === 0 ? 0 : n));
  const { end } = await observeMachine(compiled[0]!, { input });
  expect(end).toEqual({ output: input.map((n) => format.format(n)) });
});
