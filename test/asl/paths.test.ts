import { describe, expect, test } from "vitest";
import {
  checkIntrinsicCall,
  isTimestamp,
  parseIntrinsicFunction,
  parseJsonPath,
  parseTaskResource,
} from "../../asl/index.js";

describe("parseJsonPath", () => {
  test.each([
    ["$", true],
    ["$$", true],
    ["$.a.b", true],
    ["$$.Execution.Id", true],
    ["$x.y", true],
    ["$['a b'][\"c\"]", true],
    ["$.a[0]", true],
    ["$.a[-1]", true],
    ["$.café_au_lait", true],
    ["$.a-b", true],
    ["$.[0]", true],
    ["$.a[*]", false],
    ["$.*", false],
    ["$..a", false],
    ["$.a..b", false],
    ["$.a[0,1]", false],
    ["$.a[1:2]", false],
    ["$.a[:2]", false],
    ["$.a[-2:]", false],
    ["$['a','b']", false],
    ["$.[*].['a', 'b']", false],
    ["$.a[?(@.b == ']')]", false],
    ["$.a[?(@.b in ['x'])].c", false],
    ["$.a[(@.length-1)].b", false],
    ["$.a[( @.length - 2 )]", false],
  ])("%s is a path, singular: %s", (text, singular) => {
    const parsed = parseJsonPath(text);
    expect(parsed.ok && parsed.path.singular).toBe(singular);
    expect(parsed.ok).toBe(true);
  });

  test.each([
    "",
    "a",
    ".a",
    "a.$",
    "$.",
    "$..",
    "$.a.",
    "$.a[",
    "$.a[b]",
    "$.a['b",
    "$a b",
    "$.a b",
    "$.a[(@.length)]",
    "$.a[(@.size-1)]",
    "$$$",
  ])("%s is no path", (text) => {
    expect(parseJsonPath(text).ok).toBe(false);
  });
});

describe("intrinsic functions", () => {
  const problems = (text: string) => {
    const parsed = parseIntrinsicFunction(text);
    return parsed.ok ? checkIntrinsicCall(parsed.call) : [parsed.reason];
  };

  test.each([
    "States.UUID()",
    "States.Format('it\\'s {} \\{\\} \\\\', $.a)",
    "States.Format($.template, 1, -2.5e3, true, null, 'x')",
    "States.Array()",
    "States.MathRandom(1, 9)",
    "States.MathRandom(1, 9, $.seed)",
    "States.JsonMerge($.a, $$.b, false)",
    "States.ArrayGetItem(States.StringSplit($$.StateMachine.Name, '-'), States.MathAdd(States.ArrayLength($x), -1))",
    "States.Format( 'a' ,\n $.b )",
    "States.ArrayContains($.a[?(@.b == ')')], 1)",
  ])("%s is correct", (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    "States.Format",
    "States.Format(",
    "States.Format('a'",
    "States.Format('a' $.b)",
    "States.Format('\\n')",
    'States.Format("a")',
    "States.Format(a)",
    "States.Format()",
    "States.UUID() x",
    "States.Hash($.a)",
    "States.ArrayRange(1, 2)",
    "States.MathAdd(1, '2')",
    "States.StringSplit($.a, 1)",
    "States.ArrayLength('a')",
    "States.format('a')",
    "Format('a')",
    " States.UUID()",
    "States.toString()",
  ])("%s is not", (text) => {
    expect(problems(text)).not.toEqual([]);
  });
});

describe("parseTaskResource", () => {
  test.each([
    [
      "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      { kind: "integration", service: "sqs", action: "sendMessage", pattern: "waitForTaskToken" },
    ],
    [
      "arn:aws:states:::states:startExecution.sync:2",
      { kind: "integration", service: "states", action: "startExecution", pattern: "sync:2" },
    ],
    [
      "arn:aws-cn:states:::aws-sdk:s3:getObject",
      { kind: "integration", service: "aws-sdk:s3", action: "getObject", pattern: "requestResponse" },
    ],
    [
      "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject",
      { kind: "integration", service: "aws-sdk:s3", action: "getObject", pattern: "requestResponse" },
    ],
    ["arn:aws:states:us-east-1:123456789012:activity:a b", { kind: "activity", name: "a b" }],
    ["arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", { kind: "function", name: "f:$LATEST" }],
    ["arn:aws:lambda:us-east-1:123456789012:layer:l", { kind: "unrecognized" }],
    ["arn:aws:states:::constructor:toString", { kind: "unrecognized" }],
    ["arn:aws:sqs:us-east-1:123456789012:q", { kind: "other" }],
    ["f", { kind: "notAnArn" }],
  ])("%s", (text, expected) => {
    expect(parseTaskResource(text)).toEqual(expected);
  });
});

describe("isTimestamp", () => {
  test.each([
    ["2016-03-14T01:59:00Z", true],
    ["2016-03-14T01:59:00.123456789Z", true],
    ["2016-03-14T01:59:00+02:00", true],
    ["2024-02-29T00:00:00Z", true],
    ["2023-02-29T00:00:00Z", false],
    ["2016-03-14t01:59:00z", false],
    ["2016-03-14T01:59Z", false],
    ["2016-13-05T21:29:29Z", false],
    ["2016-12-05T25:29:29Z", false],
    ["05-12-2016T21:29:29Z", false],
  ])("%s: %s", (text, expected) => {
    expect(isTimestamp(text)).toBe(expected);
  });
});
