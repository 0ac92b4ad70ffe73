import { ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, test } from "vitest";

import type { JsonValue } from "../../../simulator/json.js";
import { fromSdkOutput, toSdkInput } from "../../../simulator/integrations/sdk-shape.js";

// The schemas are what the commands of a client carry.
const { schema } = new ConverseCommand({ modelId: "m" });
const [, , , , input, output] = schema as unknown as [0, 0, 0, 0, unknown, unknown];

test("members get their own names, in unions too", () => {
  const given = { ModelId: "m", Messages: [{ Role: "user", Content: [{ Text: "Hello" }] }] };
  expect(toSdkInput(given, input)).toEqual({
    modelId: "m",
    messages: [{ role: "user", content: [{ text: "Hello" }] }],
  });
});

test.each<[JsonValue, unknown]>([
  ["2020-01-01T01:00:00.5+01:00", new Date("2020-01-01T00:00:00.500Z")],
  ["2020-01-01", "2020-01-01"],
  ["2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"],
  [1_577_836_800, 1_577_836_800],
])("a time in text is a time: %j", (time, expected) => {
  const { schema: ofEvents } = new PutEventsCommand({ Entries: [] });
  const [, , , , events] = ofEvents as unknown as [0, 0, 0, 0, unknown];
  expect(toSdkInput({ Entries: [{ Time: time }] }, events)).toEqual({ Entries: [{ Time: expected }] });
});

test("members of an answer have capital first letters, in unions too", async () => {
  const answer = { output: { message: { role: "assistant", content: [{ text: "Hello" }] } } };
  expect(await fromSdkOutput(answer, output)).toEqual({
    Output: { Message: { Role: "assistant", Content: [{ Text: "Hello" }] } },
  });
});
