import fc from "fast-check";
import jsonata from "jsonata";
import { expect, test } from "vitest";
import { withPrelude } from "../../../compiler/emit/prelude.js";

/** Texts that are nearly right: with characters more, less or in place of others. */
function nearly(texts: fc.Arbitrary<string>, pieces: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    remove: fc.integer({ min: 0, max: 2 }),
    insert: fc.constantFrom("", ...pieces),
  });
  return fc.tuple(texts, fc.array(change, { maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((before, { at, remove, insert }) => {
      const place = at % (before.length + 1);
      return before.slice(0, place) + insert + before.slice(place + remove);
    }, text),
  );
}

function canRead(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

async function compare(helper: string, read: (text: string) => unknown, texts: fc.Arbitrary<string>): Promise<void> {
  const test_ = jsonata(withPrelude(`$${helper}($text)`));
  let readable = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const expected = canRead(read, text);
      if (expected) readable++;
      expect(await test_.evaluate(undefined, { text })).toBe(expected);
    }),
    { numRuns: 3000, seed: 1 },
  );
  // Both answers come often.
  expect(readable).toBeGreaterThan(600);
  expect(readable).toBeLessThan(2400);
}

const jsonPieces = [
  ...'{}[]"\\,:0123456789.eE+-tfnus_/ \t\n\r\f\u0001\u2028\u00e9',
  '""',
  "null",
  "true",
  "\\u00",
  '"a":',
  "[]",
];
const pretty = fc
  .tuple(fc.jsonValue(), fc.constantFrom(0, 1, "\t"))
  .map(([value, indent]) => JSON.stringify(value, null, indent));
const soup = fc.array(fc.constantFrom(...jsonPieces), { maxLength: 8 }).map((pieces) => pieces.join(""));

test("a text is JSON where JSON.parse reads it", async () => {
  await compare("jsIsJson", JSON.parse, fc.oneof({ weight: 4, arbitrary: nearly(pretty, jsonPieces) }, soup));
});

test("JSON of more than 64 levels is refused", async () => {
  const isJson = jsonata(withPrelude("$jsIsJson($text)"));
  const nested = (levels: number) => "[".repeat(levels) + "1" + "]".repeat(levels);
  expect(await isJson.evaluate(undefined, { text: nested(64) })).toBe(true);
  await expect(isJson.evaluate(undefined, { text: nested(65) })).rejects.toThrow("more than 64 levels");
});

const bytes = fc.integer({ min: 0, max: 255 }).map((byte) => `%${byte.toString(16).padStart(2, "0")}`);
const encoded = fc.string({ unit: "binary", maxLength: 6 }).map(encodeURIComponent);
const escapes = ["%", "%2", "%e0%a0%80", "%C0", "%F4", "%8f", "%90", "%ED", "%a0", "%41", "a", "F", "\u00e9"];

test("a text is part of an address where decodeURIComponent reads it", async () => {
  const texts = fc.oneof(
    encoded,
    nearly(encoded, escapes),
    fc.array(fc.oneof(bytes, fc.constantFrom(...escapes)), { maxLength: 4 }).map((all) => all.join("")),
  );
  await compare("jsIsUri", decodeURIComponent, texts);
});

const base64 = fc.string({ unit: "binary-ascii", maxLength: 12 }).map(btoa);

test("a text is base64 where atob reads it", async () => {
  await compare("jsIsBase", atob, nearly(base64, ["=", "==", " ", "\n", "\u000b", "-", "_", "*", "+", "/", "A", "AA"]));
});
