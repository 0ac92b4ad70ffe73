import { ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { expect, test } from "vitest";

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

test("members of an answer have capital first letters, in unions too", async () => {
  const answer = { output: { message: { role: "assistant", content: [{ text: "Hello" }] } } };
  expect(await fromSdkOutput(answer, output)).toEqual({
    Output: { Message: { Role: "assistant", Content: [{ Text: "Hello" }] } },
  });
});
