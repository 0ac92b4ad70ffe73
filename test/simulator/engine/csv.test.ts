import { expect, test } from "vitest";

import { parseCsv } from "../../../simulator/engine/csv.js";

test.each<[string, string, readonly (readonly string[])[]]>([
  [
    "a,b\n1,2\n",
    ",",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a|b\r\n1|2",
    "|",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ['"a,b","say ""hi""","two\nlines"', ",", [["a,b", 'say "hi"', "two\nlines"]]],
  [",,\n", ",", [["", "", ""]]],
  ["a\n\nb\n", ",", [["a"], ["b"]]],
  ["   \n", ",", [["   "]]],
  ["", ",", []],
])("%j with %j", (text, delimiter, rows) => {
  expect(parseCsv(text, delimiter)).toEqual(rows);
});
