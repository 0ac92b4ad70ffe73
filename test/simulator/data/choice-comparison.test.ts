import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const decide = async (rule: object, input: object) => {
  const result = await runMachine({
    definition: {
      StartAt: "C",
      States: {
        C: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
        Yes: { Type: "Pass", Result: true, End: true },
        No: { Type: "Pass", Result: false, End: true },
      },
    },
    input,
  });
  return result.status === "SUCCEEDED" ? result.output : result.error;
};
const rule = (operator: string, operand: unknown) => ({ Variable: "$.v", [operator]: operand });

test.each<[object, object, unknown]>([
  [rule("NumericEquals", 1), { v: 1 }, true],
  [rule("NumericEquals", 1), { v: "1" }, false],
  [rule("NumericLessThan", 2), { v: 1 }, true],
  [rule("NumericGreaterThanEquals", 2), { v: 2 }, true],
  [rule("NumericLessThanEqualsPath", "$.w"), { v: 3, w: 2 }, false],
  [rule("StringEquals", "a"), { v: "a" }, true],
  [rule("StringLessThan", "b"), { v: "a" }, true],
  [rule("StringGreaterThanPath", "$.w"), { v: "b", w: "a" }, true],
  [rule("StringMatches", "log-*.txt"), { v: "log-2026.txt" }, true],
  [rule("StringMatches", "a\\*b"), { v: "a*b" }, true],
  [rule("StringMatches", "a\\*b"), { v: "axb" }, false],
  [rule("StringMatches", "\\\\*"), { v: "\\a" }, true],
  [rule("StringMatches", "*a*b*"), { v: "xaxbx" }, true],
  [rule("StringMatches", "ab*ba"), { v: "aba" }, false],
  [rule("StringMatches", "*"), { v: "" }, true],
  [rule("StringMatches", "**a\n*"), { v: "\na\nb" }, true],
  // Neither hangs on what it nearly matches.
  [rule("StringMatches", `${"*a".repeat(40)}*b`), { v: "a".repeat(10_000) }, false],
  // A backslash escapes an asterisk or another one, and nothing else.
  [rule("StringMatches", "a\\"), { v: "a$" }, "States.Runtime"],
  [rule("StringMatches", "a\\b"), { v: "ab" }, "States.Runtime"],
  [rule("BooleanEquals", true), { v: true }, true],
  [rule("BooleanEquals", false), { v: null }, false],
  [rule("TimestampEquals", "2026-01-01T00:00:00Z"), { v: "2026-01-01T01:00:00+01:00" }, true],
  [rule("TimestampGreaterThan", "2026-01-01T00:00:00Z"), { v: "2026-01-01T00:00:01Z" }, true],
  [rule("TimestampLessThan", "2026-01-01T00:00:00Z"), { v: "yesterday" }, false],
  [rule("TimestampLessThan", "2026-01-01T00:00:00.000000002Z"), { v: "2026-01-01T00:00:00.000000001Z" }, true],
  [rule("TimestampEquals", "2026-01-01T00:00:00.1Z"), { v: "2026-01-01T00:00:00.1001Z" }, false],
  [rule("IsNull", true), { v: null }, true],
  [rule("IsNumeric", true), { v: 1 }, true],
  [rule("IsString", false), { v: 1 }, true],
  [rule("IsBoolean", true), { v: 1 }, false],
  [rule("IsTimestamp", true), { v: "2026-01-01T00:00:00Z" }, true],
  [rule("IsTimestamp", true), { v: "2026-02-30T00:00:00Z" }, false],
  [rule("IsTimestamp", true), { v: "2026-01-01T00:00:00" }, false],
  [rule("IsPresent", true), { v: null }, true],
  [rule("IsPresent", false), {}, true],
  [{ And: [rule("IsPresent", true), rule("NumericGreaterThan", 1)] }, { v: 2 }, true],
  [{ And: [rule("IsPresent", true), rule("NumericGreaterThan", 1)] }, {}, false],
  [{ Or: [rule("NumericEquals", 1), rule("NumericEquals", 2)] }, { v: 2 }, true],
  [{ Not: rule("NumericEquals", 1) }, { v: 2 }, true],
  [rule("NumericEquals", 1), {}, "States.Runtime"],
  // An item that is not there is nothing, and one that is null is there.
  [{ Variable: "$.v[0]", IsPresent: true }, { v: [] }, false],
  [{ Variable: "$.v[0]", IsPresent: true }, { v: [null] }, true],
  [{ Variable: "$.v[2]", IsPresent: false }, { v: [1, 2] }, true],
  [{ Variable: "$.v[-1]", IsPresent: true }, { v: [] }, false],
  [{ Variable: "$.v[0][0]", IsPresent: true }, { v: [[]] }, false],
  [{ Variable: "$.v[0].a", IsPresent: true }, { v: [] }, false],
  [{ Variable: "$.v[0]", IsNull: true }, { v: [] }, "States.Runtime"],
  [{ Variable: "$.v[0]", IsNull: true }, { v: [null] }, true],
  [{ Variable: "$.v[0]", StringEqualsPath: "$.v[1]" }, { v: ["a"] }, "States.Runtime"],
  [
    {
      And: [
        { Variable: "$.v[0]", IsPresent: true },
        { Variable: "$.v[0]", NumericEquals: 1 },
      ],
    },
    { v: [] },
    false,
  ],
])("%j over %j is %s", async (choice, input, expected) => {
  expect(await decide(choice, input)).toBe(expected);
});
