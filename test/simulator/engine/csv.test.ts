import { expect, test } from "vitest";

import { csvRows } from "../../../dsl/distributed-map/parse-csv.js";
import { parseCsv } from "../../../simulator/engine/csv.js";

const cases: readonly [string, string, readonly (readonly string[])[]][] = [
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
  ['"",a,""', ",", [["", "a", ""]]],
  ['{""k"":""v""},a"b', ",", [['{"k":"v"}', 'a"b']]],
  [
    String.raw`C:\\Program Files\\App.exe,1\,2,\"q\",x\y,z\\`,
    ",",
    [["C:\\Program Files\\App.exe", "1,2", '"q"', "xy", "z\\"]],
  ],
  [String.raw`"a\"b\|c",d\|e|f`, "|", [['a"b|c,d|e', "f"]]],
  ["a\\", ",", [["a"]]],
];

test.each(cases)("%j with %j", (text, delimiter, rows) => {
  expect(parseCsv(text, delimiter)).toEqual(rows);
});

test.each(cases)("%j with %j is the same in a native run", (text, delimiter, rows) => {
  const headers = ["0", "1", "2"];
  const expected = rows.map((row) => Object.fromEntries(headers.map((name, index) => [name, row[index] ?? ""])));
  expect(csvRows(text, delimiter, headers)).toEqual(expected);
});
