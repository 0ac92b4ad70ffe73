import { CreateStateMachineCommand, SFNClient, ValidateStateMachineDefinitionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { createServices } from "../../simulator/services/create-services.js";

let simulator: Simulator;
let client: SFNClient;

beforeAll(async () => {
  const nowhere = "http://127.0.0.1:9";
  const endpoints = { bedrockruntime: nowhere, ecs: nowhere, eks: nowhere };
  simulator = await startSimulator({ clock: "virtual", endpoints, services: createServices().routed });
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
});

const definitionOf = (task: object) =>
  JSON.stringify({ StartAt: "A", States: { A: { Type: "Task", ...task, End: true } } });
const model = "arn:aws:states:::bedrock:invokeModel";
const runTask = "arn:aws:states:::ecs:runTask.sync";

test.each([
  ["a model's answer in S3", model, { ModelId: "m", Body: {}, Output: { S3Uri: "s3://b/k" } }, "use no 'Output'"],
  ["a computed place for it", model, { ModelId: "m", Body: {}, "Output.$": "$.place" }, "use no 'Output'"],
  ["several tasks of ECS", runTask, { TaskDefinition: "t", Count: 2 }, "follows one job"],
  ["a call of Kubernetes", "arn:aws:states:::eks:call", {}, "eks:call. Mock the state"],
  ["a job of Kubernetes", "arn:aws:states:::eks:runJob.sync", {}, "Mock the state"],
  [
    "a backup",
    "arn:aws:states:::aws-sdk:dynamodb:createBackup",
    { TableName: "t", BackupName: "b" },
    "has no createBackup",
  ],
])(
  "%s is refused by name when the machine is made, and by its validation",
  async (_what, Resource, parameters, why) => {
    const definition = definitionOf({ Resource, Parameters: parameters });
    const roleArn = "arn:aws:iam::123456789012:role/r";
    const refused = { name: "InvalidDefinition", message: expect.stringContaining(why) as string };
    await expect(client.send(new CreateStateMachineCommand({ name: "m", definition, roleArn }))).rejects.toMatchObject(
      refused,
    );
    for (const severity of ["ERROR", "WARNING"] as const) {
      const { result, diagnostics } = await client.send(
        new ValidateStateMachineDefinitionCommand({ definition, severity }),
      );
      expect(result).toBe("FAIL");
      expect(diagnostics?.map(({ message }) => message)).toContainEqual(expect.stringContaining(why));
    }
  },
);

test("one task of ECS, and a model's answer as the result, are taken", async () => {
  for (const [Resource, Parameters] of [
    [model, { ModelId: "m", Body: {} }],
    [runTask, { TaskDefinition: "t", Count: 1 }],
  ] as const) {
    const definition = definitionOf({ Resource, Parameters });
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition }))).toMatchObject({
      result: "OK",
    });
  }
});

test("what is wrong does not depend on whether warnings are asked for", async () => {
  // The specification wants a shorter heartbeat; the service does not look.
  const task = {
    Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    TimeoutSeconds: 5,
    HeartbeatSeconds: 9,
  };
  const definition = definitionOf({ ...task, Parameters: { QueueUrl: "q", "MessageBody.$": "$$.Task.Token" } });
  for (const severity of ["ERROR", "WARNING"] as const)
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition, severity }))).toMatchObject({
      result: "OK",
    });
});
