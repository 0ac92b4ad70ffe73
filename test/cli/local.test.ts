import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDynamoDb } from "../../simulator/services/dynamodb/dynamodb.js";
import { type RunningCommand, spawnSetpiece } from "./spawn-setpiece.js";

const cwd = join(import.meta.dirname, "fixtures");
const credentials = { accessKeyId: "any", secretAccessKey: "any" };
const roleArn = "arn:aws:iam::123456789012:role/any";

/** A machine by hand that knows nothing of Setpiece, in the older query language. */
const machine = {
  StartAt: "Wait",
  States: {
    Wait: { Type: "Wait", Seconds: 86_400, Next: "Greet" },
    Greet: { Type: "Pass", Parameters: { "text.$": "States.Format('Hello {}', $.name)" }, End: true },
  },
};

let local: RunningCommand;
let url: string;
let errorsAtStart: string;
beforeAll(async () => {
  local = spawnSetpiece(["local", "--port", "0", "--virtual-time"], cwd);
  [, url = ""] = await local.waitFor(/(http:\/\/127\.0\.0\.1:\d+)/);
  errorsAtStart = local.stderr();
});
afterAll(async () => {
  await local.stop("SIGKILL");
});

test("says in one line where it is, and names the setting against the host prefix", () => {
  expect(local.stdout()).toMatch(/^Setpiece simulator ready at http:\/\/127\.0\.0\.1:\d+ .*disableHostPrefix.*\n$/);
  expect(errorsAtStart).toBe("");
});

test("a machine may log to a group that nobody made, which is said", async () => {
  const client = new SFNClient({ endpoint: url, region: "us-east-1", credentials });
  const logGroupArn = "arn:aws:logs:us-east-1:123456789012:log-group:nobodys:*";
  const loggingConfiguration = { level: "ALL" as const, destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] };
  const definition = JSON.stringify(machine);
  await client.send(new CreateStateMachineCommand({ name: "logged", definition, roleArn, loggingConfiguration }));
  await expect.poll(() => local.stderr()).toContain("There was no log group nobodys: it was created. AWS refuses");
  client.destroy();
});

test("the AWS SDK runs a machine that knows nothing of Setpiece, in no time where it waits a day", async () => {
  const client = new SFNClient({ endpoint: url, region: "us-east-1", credentials });
  const definition = JSON.stringify(machine);
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({ name: "by-hand", definition, roleArn }),
  );
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"name":"Kim"}' }));
  const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe()).status).toBe("SUCCEEDED");
  expect((await describe()).output).toBe('{"text":"Hello Kim"}');
  client.destroy();
});

test("synchronous executions work with the setting that the line names", async () => {
  const client = new SFNClient({ endpoint: url, region: "us-east-1", credentials, disableHostPrefix: true });
  const definition = JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } });
  const created = await client.send(
    new CreateStateMachineCommand({ name: "express", definition, roleArn, type: "EXPRESS" }),
  );
  const { status, output } = await client.send(
    new StartSyncExecutionCommand({ stateMachineArn: created.stateMachineArn, input: "{}" }),
  );
  expect({ status, output }).toEqual({ status: "SUCCEEDED", output: "{}" });
  client.destroy();
});

test("other services answer at the same address", async () => {
  const client = new DynamoDBClient({ endpoint: url, region: "us-east-1", credentials });
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  client.destroy();
});

test("objects, topics and queues are at the same address too", async () => {
  const config = { endpoint: url, region: "us-east-1", credentials };
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "a/b", Body: "text" }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "a/b" }));
  expect(await Body?.transformToString()).toBe("text");

  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "news" }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const Endpoint = "arn:aws:sqs:us-east-1:123456789012:news";
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await sns.send(new PublishCommand({ TopicArn, Message: "hello" }));
  await expect
    .poll(async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body)
    .toContain('"Message":"hello"');
  for (const client of [s3, sns, sqs]) client.destroy();
});

test("a schedule strikes as virtual time passes, and starts a state machine", async () => {
  const config = { endpoint: url, region: "us-east-1", credentials };
  const stepFunctions = new SFNClient(config);
  const create = async (name: string, states: object) => {
    const definition = JSON.stringify({ StartAt: "A", States: states });
    return (await stepFunctions.send(new CreateStateMachineCommand({ name, definition, roleArn }))).stateMachineArn;
  };
  const scheduled = await create("scheduled", { A: { Type: "Pass", End: true } });
  const week = await create("week", { A: { Type: "Wait", Seconds: 604_800, End: true } });
  const scheduler = new SchedulerClient(config);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: "daily",
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: scheduled, RoleArn: roleArn, Input: '{"by":"schedule"}' },
    }),
  );
  await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: week }));
  const executions = async () =>
    (await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn: scheduled }))).executions ?? [];
  await expect.poll(async () => (await executions()).length).toBeGreaterThanOrEqual(6);
  stepFunctions.destroy();
  scheduler.destroy();
});

test("an event on a bus reaches a state machine, by the rule that names it", async () => {
  const config = { endpoint: url, region: "us-east-1", credentials };
  const stepFunctions = new SFNClient(config);
  const eventBridge = new EventBridgeClient(config);
  const definition = JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } });
  const { stateMachineArn } = await stepFunctions.send(
    new CreateStateMachineCommand({ name: "on-order", definition, roleArn }),
  );
  await eventBridge.send(
    new PutRuleCommand({ Name: "orders", EventPattern: JSON.stringify({ "detail-type": ["OrderPlaced"] }) }),
  );
  await eventBridge.send(
    new PutTargetsCommand({ Rule: "orders", Targets: [{ Id: "one", Arn: stateMachineArn, RoleArn: roleArn }] }),
  );
  await eventBridge.send(
    new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "OrderPlaced", Detail: '{"total":12}' }] }),
  );
  const executions = async () =>
    (await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? [];
  await expect.poll(executions).toHaveLength(1);
  const [execution] = await executions();
  const { input = "" } = await stepFunctions.send(
    new DescribeExecutionCommand({ executionArn: execution?.executionArn }),
  );
  expect(JSON.parse(input)).toMatchObject({ source: "shop", "detail-type": "OrderPlaced", detail: { total: 12 } });
  stepFunctions.destroy();
  eventBridge.destroy();
});

test("services may be somewhere else: one by name, or all of them", async () => {
  const elsewhere = await startDynamoDb();
  elsewhere.dynamodb.ensureTable({ name: "elsewhere", partitionKey: "id" });
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Count",
    States: {
      Count: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:dynamodb:scan",
        Arguments: { TableName: "elsewhere" },
        Output: "{% $states.result.Count %}",
        End: true,
      },
    },
  });
  for (const option of ["--dynamodb-endpoint", "--aws-endpoint"]) {
    const command = spawnSetpiece(["local", "--port", "0", option, elsewhere.url], cwd);
    const [, endpoint = ""] = await command.waitFor(/(http:\/\/127\.0\.0\.1:\d+)/);
    const client = new SFNClient({ endpoint, region: "us-east-1", credentials });
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({ name: "count", definition, roleArn }),
    );
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    const describe = () => client.send(new DescribeExecutionCommand({ executionArn }));
    await expect.poll(async () => (await describe()).status).toBe("SUCCEEDED");
    expect((await describe()).output).toBe("0");
    client.destroy();
    expect(await command.stop()).toBe(0);
  }
  await elsewhere.close();
});

test("a port in use is a message that says what to do, and exit code 1", async () => {
  const second = spawnSetpiece(["local", "--port", new URL(url).port], cwd);
  expect(await second.ended()).toBe(1);
  expect(second.stderr()).toBe(
    `error: Port ${new URL(url).port} is in use.\n` +
      " hint: Stop what listens there, or take another one: --port 8084, or --port 0 for any free one.\n",
  );
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it cleanly", async (signal) => {
  const command = spawnSetpiece(["local", "--port", "0"], cwd);
  await command.waitFor(/ready/);
  expect(await command.stop(signal)).toBe(0);
  expect(command.stderr()).toBe("");
});
