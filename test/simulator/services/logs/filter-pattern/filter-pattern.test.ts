import { expect, test } from "vitest";

import { parseFilterPattern } from "../../../../../simulator/services/logs/filter-pattern/filter-pattern.js";

const three = ["ERROR WARN message", "ERROR message", "WARN message"];
const trail = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [{ id: 1 }, { id: 2 }],
  SomeObject: null,
  ThisFlag: true,
  latency: 500,
  "dashed-name": "a.b",
});

/** Most rows are the examples of the CloudWatch Logs user guide. */
test.each<[string, readonly string[], readonly boolean[]]>([
  ["", three, [true, true, true]],
  ["ERROR", three, [true, true, false]],
  ["ERROR", ["Exiting with ERRORCODE: -1", "error"], [true, false]],
  ["ERROR WARN", three, [true, false, false]],
  ["?ERROR ?WARN", three, [true, true, true]],
  ["ERROR -WARN", three, [false, true, false]],
  ['"ERROR" - "WARN"', three, [false, true, false]],
  ['"WARN message"', three, [true, false, true]],
  ['"say \\"no\\""', ['say "no"', "say no"], [true, false]],
  ['{ $.eventType = "UpdateTrail" }', [trail, "UpdateTrail", "{}"], [true, false, false]],
  ["{ $.eventType = UpdateTrail }", [trail], [true]],
  ["{ $.eventType = *Trail }", [trail], [true]],
  ["{ $.eventType = Up*ail }", [trail], [false]],
  ["{ $.sourceIPAddress != 123.123.* }", [trail], [true]],
  ['{ $.arrayKey[0] = "value" }', [trail], [true]],
  ["{ $.objectList[1].id = 2 }", [trail], [true]],
  ["{ $.arrayKey = 1 }", [trail], [false]],
  ["{ $.arrayKey != 1 }", [trail], [false]],
  ["{ $.SomeObject IS NULL }", [trail], [true]],
  ["{ $.SomeOtherObject NOT EXISTS }", [trail], [true]],
  ["{ $.toString NOT EXISTS }", [trail], [true]],
  ["{ $.SomeOtherObject IS NULL }", [trail], [false]],
  ["{ $.ThisFlag IS TRUE }", [trail], [true]],
  ["{ $.latency >= 500 && $.latency < 10e3 }", [trail], [true]],
  ["{ $.latency > 500 }", [trail], [false]],
  ["{ $.latency = 5e2 }", [trail], [true]],
  ["{ $.latency = * }", [trail, "{}"], [true, false]],
  ['{ $.dashed-name = "a.b" }', [trail], [true]],
  ["{ $.latency = 1 && $.ThisFlag IS TRUE || $.latency = 500 }", [trail], [true]],
  ["{ $.latency = 500 || ($.latency = 1 && $.ThisFlag IS FALSE) }", [trail], [true]],
  ["{ ($.latency = 500 || $.latency = 1) && $.ThisFlag IS FALSE }", [trail], [false]],
])("%s", (pattern, given, expected) => {
  expect(given.map(parseFilterPattern(pattern))).toEqual(expected);
});

test.each([
  ["[ip, user]", "space-delimited"],
  ["%ERR.R%", "regular expressions"],
  ["{ $.a = %x% }", "regular expressions"],
  ["?ERROR WARN", "cannot be combined"],
  ["a-b", "quotation marks"],
  ['"open', "not closed"],
  ["{ $.a }", "invalid"],
  ["{ $.a = 1", "missing"],
  ["{ $.a > x }", "number"],
  ["{ a = 1 }", "expected"],
  ["{ $.a IS MISSING }", "IS"],
  ["{ $.a = 1 } x", "follows"],
])("%s is refused", (pattern, said) => {
  expect(() => parseFilterPattern(pattern)).toThrow(new RegExp(said, "i"));
});
