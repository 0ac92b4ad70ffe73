import fc from "fast-check";
import jsonata from "jsonata";
import { expect, test } from "vitest";
import { collationCharacters } from "../../../compiler/emit/collation.js";
import { withPrelude } from "../../../compiler/emit/prelude.js";

const alike = new Intl.Collator("en", { sensitivity: "base" });
const character = fc.constantFrom(...collationCharacters);
const pairs = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["Œ", "OE"],
]);

/** Two texts that are nearly the same: letters with other accents, capitals, ligatures taken apart. */
const texts = fc
  .array(fc.tuple(character, fc.integer({ min: 0, max: 9 }), character, fc.nat()), { maxLength: 5 })
  .map((parts): [string, string] => [
    parts.map(([one]) => one).join(""),
    parts
      .map(([one, change, other, at]) => {
        if (change < 3) return one;
        if (change > 8) return other;
        const others = [...collationCharacters].filter((candidate) => alike.compare(candidate, one) === 0);
        return pairs.get(one) ?? others[at % others.length] ?? one;
      })
      .join(""),
  ]);

const digits = fc.stringMatching(/^[a.B ]?[0-9]{0,4}[aé.]?[0-9]{0,3}$/);
const numbered = fc.oneof(fc.tuple(digits, digits), texts);

const cases: readonly [level: number, numeric: boolean, sensitivity: "base" | "accent" | "variant"][] = [
  [1, false, "base"],
  [2, false, "accent"],
  [3, false, "variant"],
  [1, true, "base"],
  [3, true, "variant"],
];

test.each(cases)(
  "level %i, numbers %s: texts are ordered as localeCompare does",
  async (level, numeric, sensitivity) => {
    const comparison = jsonata(withPrelude(`$jsCompare($a, $b, ${level}, ${numeric})`));
    await fc.assert(
      fc.asyncProperty(numeric ? numbered : texts, async ([a, b]) => {
        const expected = a.localeCompare(b, "en", { sensitivity, numeric });
        expect(await comparison.evaluate(undefined, { a, b })).toBe(expected);
      }),
      { numRuns: 500, seed: 1 },
    );
  },
);

test("the languages that are known have the same order", () => {
  const languages = ["en-US", "en-GB", "de", "de-AT", "fr", "it", "nl", "pt", "pt-BR", "ca", "ga", "id"];
  const english = new Intl.Collator("en");
  const collators = languages.map((language) => new Intl.Collator(language));
  fc.assert(
    fc.property(texts, ([a, b]) => {
      const expected = english.compare(a, b);
      for (const collator of collators) expect(collator.compare(a, b)).toBe(expected);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test("other letters are refused, but for texts that are the same", async () => {
  const comparison = jsonata(withPrelude("$jsCompare($a, $b, 3, false)"));
  expect(await comparison.evaluate(undefined, { a: "東", b: "東" })).toBe(0);
  await expect(comparison.evaluate(undefined, { a: "東", b: "a" })).rejects.toThrow("only Latin letters");
});
