import { expect, test } from "vitest";
import { findJsonSyntaxError } from "../../asl/index.js";

// The words are Jackson's (2.10 to 2.15), which says where its own reading stands: mostly after the character.
const value = "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const token = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const inNumber = "in numeric value";
const source = (text: string, column: number, line = 1) =>
  `[Source: (String)"${text}"; line: ${line}, column: ${column}]`;

test.each<[text: string, message: string, column: number, line?: number]>([
  ["", `Unexpected end-of-input: ${value}`, 1],
  ["nope", `Unrecognized token 'nope': ${token}`, 5],
  ["{'a':1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 3],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 7],
  ['{"a":}', "Unexpected character ('}' (code 125)): expected a value", 7],
  ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 9],
  ["[1,]", `Unexpected character (']' (code 93)): ${value}`, 5],
  ["[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 5],
  ["[1}", `Unexpected close marker '}': expected ']' (for Array starting at ${source("[1}", 1)})`, 4],
  ['{"a":1]', `Unexpected close marker ']': expected '}' (for Object starting at ${source('{"a":1]', 1)})`, 8],
  ["[1", `Unexpected end-of-input: expected close marker for Array (start marker at ${source("[1", 1)})`, 3],
  ["[1,", "Unexpected end-of-input within/between Array entries", 4],
  ['{"a"', "Unexpected end-of-input within/between Object entries", 5],
  ['{"a', "Unexpected end-of-input in field name", 4],
  ['"a', "Unexpected end-of-input: was expecting closing quote for a string value", 3],
  ['"\\u12', "Unexpected end-of-input in character escape sequence", 6],
  ['"\\x"', "Unrecognized character escape 'x' (code 120)", 4],
  [
    '{\n"a\n":1}',
    "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in name",
    4,
    2,
  ],
  [
    "[\u0001]",
    "Illegal character ((CTRL-CHAR, code 1)): only regular white space (\\r, \\n, \\t) is allowed between tokens",
    3,
  ],
  ["[…]", `Unexpected character ('…' (code 8230 / 0x2026)): ${value}`, 3],
  ["01", "Invalid numeric value: Leading zeroes not allowed", 2],
  [
    "-x",
    `Unexpected character ('x' (code 120)) ${inNumber}: expected digit (0-9) to follow minus sign, for valid numeric value`,
    3,
  ],
  ["[1.]", `Unexpected character (']' (code 93)) ${inNumber}: Decimal point not followed by a digit`, 4],
  ["[1e]", `Unexpected character (']' (code 93)) ${inNumber}: Exponent indicator not followed by a digit`, 4],
  ["5x", "Unexpected character ('x' (code 120)): Expected space separating root-level values", 3],
  ["{} x", `Unrecognized token 'x': ${token}`, 5],
])("%j is no JSON", (text, message, column, line = 1) => {
  const place = source(text, column, line);
  expect(findJsonSyntaxError(text)).toEqual({ message: `${message}\n at ${place}`, source: place, line, column });
});

test("a long text is gone through once", () => {
  const text = `[${'{"a":[true]},\n'.repeat(60_000)}`;
  expect(findJsonSyntaxError(text)).toMatchObject({ line: 60_001, column: 1 });
});
