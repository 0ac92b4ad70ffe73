import { describe, expect, test } from "vitest";
import { noUnreadPayload, unreadPayload } from "./payload.js";
import { retailWorkflows } from "./retail-workflows.js";

/** The same of all small programs is checked where they run. */
describe.each(retailWorkflows)("$name", ({ definition }) => {
  test("carries nothing that nothing reads", () => {
    expect(unreadPayload(definition)).toEqual(noUnreadPayload);
  });
});

test("what nothing reads is found", () => {
  const machine = {
    QueryLanguage: "JSONata",
    StartAt: "a",
    States: {
      a: { Type: "Pass", Assign: { idle: 1, used: 2 }, Output: "{% $states.input %}", Next: "b" },
      b: {
        Type: "Map",
        Items: "{% [$used] %}",
        ItemProcessor: { StartAt: "c", States: { c: { Type: "Pass", Output: "{% $used %}", End: true } } },
        Output: {},
        End: true,
      },
    },
  };
  expect(unreadPayload(machine)).toEqual({ variables: ["idle"], outputs: ["a"], results: ["b"] });
});
