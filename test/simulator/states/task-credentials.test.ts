import { describe, expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";
import { historyEventView } from "../../../simulator/api/history-view.js";

const roleArn = "arn:aws:iam::111111111111:role/other";
const task = (fields: object, language: object) => ({
  ...language,
  StartAt: "Call",
  States: { Call: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", End: true, ...fields } },
});
const jsonata = { QueryLanguage: "JSONata" };
const message = { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: "m" };
const run = (definition: object) =>
  runMachine({ definition, input: { role: roleArn, five: 5 }, integrations: () => ({ sent: true }) });

describe("the role of a task", () => {
  test.each([
    ["written down", task({ Parameters: message, Credentials: { RoleArn: roleArn } }, {})],
    ["at a path", task({ Parameters: message, Credentials: { "RoleArn.$": "$.role" } }, {})],
    ["computed", task({ Arguments: message, Credentials: { RoleArn: "{% $states.input.role %}" } }, jsonata)],
  ])("that is %s is told in the history, as the API has it", async (_how, definition) => {
    const { status, history } = await run(definition);
    expect(status).toBe("SUCCEEDED");
    const scheduled = history.find(({ type }) => type === "TaskScheduled");
    expect(scheduled && historyEventView(scheduled)).toMatchObject({
      taskScheduledEventDetails: { taskCredentials: { roleArn } },
    });
  });

  test.each([
    [
      task({ Parameters: message, Credentials: { "RoleArn.$": "$.five" } }, {}),
      "States.Runtime",
      "The value for the field 'RoleArn' must be a STRING",
    ],
    [
      task({ Arguments: message, Credentials: { RoleArn: "{% $states.input.five %}" } }, jsonata),
      "States.QueryEvaluationError",
      "The JSONata expression '$states.input.five' specified for the field 'Credentials/RoleArn' returned an unexpected result type. Expected 'string', but was 'number' for value: 5",
    ],
  ])("that is no text fails the state", async (definition, error, cause) => {
    const ended = await run(definition);
    expect(ended).toMatchObject({ status: "FAILED", error, cause: expect.stringContaining(cause) as string });
  });
});
