import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

test("a path that leads to the same values again and again fails the state", async () => {
  const chain = '{"a":'.repeat(400) + "1" + "}".repeat(400);
  const run = await runMachine({
    definition: { StartAt: "S", States: { S: { Type: "Pass", Parameters: { "v.$": "$..*..*..*..*" }, End: true } } },
    input: JSON.parse(chain),
  });
  expect(run).toMatchObject({
    error: "States.Runtime",
    cause: expect.stringContaining("A path leads to more than 1000000 values."),
  });
});

test("a regular expression of a filter that goes on for ever fails the state", async () => {
  const run = await runMachine({
    definition: {
      StartAt: "S",
      States: { S: { Type: "Pass", Parameters: { "v.$": "$.a[?(@ =~ /(x+x+)+y/)]" }, End: true } },
    },
    input: { a: ["x".repeat(60)] },
  });
  expect(run).toMatchObject({ error: "States.Runtime", cause: expect.stringContaining("takes too long to match") });
});
