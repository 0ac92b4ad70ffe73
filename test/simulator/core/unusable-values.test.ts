import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const run = (language: "JSONata" | "JSONPath", state: object, input: object) =>
  runMachine({
    definition: { QueryLanguage: language, StartAt: "S", States: { S: { End: true, ...state } } },
    input,
    integrations: () => ({}),
  });
const task = { Type: "Task", Resource: "arn:aws:states:::aws-sdk:sqs:sendMessage" };
const map = { Type: "Map", ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } } };

test.each<[string, object, number, string]>([
  ["TimeoutSeconds", task, 0, "TimeoutSeconds must be between 1 and 99999999."],
  ["TimeoutSeconds", task, 100_000_000, "TimeoutSeconds must be between 1 and 99999999."],
  ["HeartbeatSeconds", task, -1, "HeartbeatSeconds must be between 1 and 99999999."],
  ["MaxConcurrency", map, -1, "MaxConcurrency cannot be negative."],
])("a computed %s out of its bounds fails the state (%#)", async (field, state, value, detail) => {
  const cause = `An error occurred while executing the state 'S' (entered at the event id #2). ${detail}`;
  const items = state === map ? { ItemsPath: "$.items" } : {};
  const byPath = await run("JSONPath", { ...state, ...items, [`${field}Path`]: "$.v" }, { v: value, items: [] });
  expect(byPath).toMatchObject({ error: "States.Runtime", cause });
  const evaluated = state === map ? { Items: [] } : {};
  const byExpression = await run("JSONata", { ...state, ...evaluated, [field]: "{% $states.input.v %}" }, { v: value });
  expect(byExpression).toMatchObject({ error: "States.QueryEvaluationError", cause });
  // The expression itself was fine: the event follows the state's entry.
  expect(byExpression.history.find(({ type }) => type === "EvaluationFailed")).toMatchObject({
    previousEventId: 2,
    details: { location: field, state: "S" },
  });
});
