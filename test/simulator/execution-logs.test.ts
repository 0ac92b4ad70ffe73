import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  type LoggingConfiguration,
  RedriveExecutionCommand,
  StartSyncExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { clientOf, roleArn } from "./client.js";

const credentials = { accessKeyId: "x", secretAccessKey: "x" };
const probe = "log_stream_created_by_aws_to_validate_log_delivery_subscriptions";
const to = (group: string, level: "ALL" | "ERROR" | "FATAL", includeExecutionData = false): LoggingConfiguration => ({
  level,
  includeExecutionData,
  destinations: [
    { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:123456789012:log-group:${group}:*` } },
  ],
});

function clientsOf(simulator: Simulator) {
  const sfn = clientOf(simulator.url);
  const client = new CloudWatchLogsClient({
    endpoint: simulator.url,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  return {
    sfn,
    createGroup: (logGroupName: string) => client.send(new CreateLogGroupCommand({ logGroupName })),
    deleteGroup: (logGroupName: string) => client.send(new DeleteLogGroupCommand({ logGroupName })),
    streams: async (logGroupName: string) =>
      (await client.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      ),
    /** The messages that executions left in a group, as JSON. */
    logged: async (logGroupName: string, filterPattern = "{ $.type = * }") => {
      const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
      return events.map(({ message = "" }) => JSON.parse(message) as Readonly<Record<string, unknown>>);
    },
    async close() {
      sfn.client.destroy();
      client.destroy();
      await simulator.close();
    },
  };
}

let simulator: Simulator;
let clients: ReturnType<typeof clientsOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  clients = clientsOf(simulator);
});
afterAll(() => clients.close());

async function another(options: SimulatorOptions) {
  const started = await startSimulator({ clock: "virtual", ...options });
  const its = clientsOf(started);
  return { ...its, url: started.url, ended: (arn: string) => started.engine.ended(arn) };
}

const pass = { P: { Type: "Pass", Output: { n: 1 }, End: true } };
const fail = { W: { Type: "Wait", Seconds: 7200, Next: "F" }, F: { Type: "Fail", Error: "No", Cause: "because" } };

async function run(states: object, group: string, logging: LoggingConfiguration, more: object = {}): Promise<string> {
  await clients.createGroup(group);
  const machine = await clients.sfn.create(states, { loggingConfiguration: logging, ...more });
  const execution = await clients.sfn.start(machine, { order: 7 });
  await simulator.engine.ended(execution);
  return execution;
}

test("at ALL every event is logged as AWS writes it, in a stream of the machine and the hour", async () => {
  const execution = await run(pass, "all", to("all", "ALL", true));
  const at = simulator.engine.record(execution)?.startMs ?? 0;
  const common = { redrive_count: "0", event_timestamp: String(at), execution_arn: execution };
  const input = { input: '{"order":7}', inputDetails: { truncated: false } };
  const output = { output: '{"n":1}', outputDetails: { truncated: false } };
  expect(await clients.logged("all")).toEqual([
    { ...common, id: "1", previous_event_id: "0", type: "ExecutionStarted", details: { ...input, roleArn } },
    { ...common, id: "2", previous_event_id: "0", type: "PassStateEntered", details: { ...input, name: "P" } },
    { ...common, id: "3", previous_event_id: "2", type: "PassStateExited", details: { name: "P", ...output } },
    { ...common, id: "4", previous_event_id: "3", type: "ExecutionSucceeded", details: output },
  ]);
  const hour = new Date(at).toISOString().slice(0, 13).replace("T", "-");
  const machine = execution.split(":")[6];
  expect(await clients.streams("all")).toEqual([probe, `states/${machine}/${hour}/00000000`]);
});

test("without execution data inputs and outputs are left out, and causes stay", async () => {
  await run(fail, "no-data", to("no-data", "ALL"));
  expect((await clients.logged("no-data")).map(({ type, details }) => [type, details])).toEqual([
    ["ExecutionStarted", { roleArn }],
    ["WaitStateEntered", { name: "W" }],
    ["WaitStateExited", { name: "W" }],
    ["FailStateEntered", { name: "F" }],
    ["ExecutionFailed", { cause: "because", error: "No" }],
  ]);
  expect(await clients.streams("no-data")).toHaveLength(3);
});

test.each<["ERROR" | "FATAL", readonly string[]]>([
  ["ERROR", ["FailStateEntered", "ExecutionFailed"]],
  ["FATAL", ["ExecutionFailed"]],
])("at %s only some events of failures are logged", async (level, types) => {
  const group = `only-${level}`;
  await run(fail, group, to(group, level));
  expect((await clients.logged(group)).map(({ type }) => type)).toEqual(types);
});

test("the log of an Express execution is its history", async () => {
  await clients.createGroup("express");
  const machine = await clients.sfn.create(pass, { type: "EXPRESS", loggingConfiguration: to("express", "ALL") });
  const { executionArn } = await clients.sfn.client.send(new StartSyncExecutionCommand({ stateMachineArn: machine }));
  const logged = await clients.logged("express", `{ $.execution_arn = "${executionArn}" }`);
  expect(logged.map(({ type }) => type)).toEqual([
    ...["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"],
  ]);
});

test("executions that a distributed Map starts are logged with the one that has it", async () => {
  const processor = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" }, StartAt: "P", States: pass };
  const states = { M: { Type: "Map", Items: [1, 2], ItemProcessor: processor, End: true } };
  const execution = await run(states, "map", to("map", "ALL"));
  const ends = await clients.logged("map", "ExecutionSucceeded");
  expect(ends.map(({ execution_arn: arn }) => arn === execution)).toEqual([false, false, true]);
  expect(await clients.streams("map")).toHaveLength(2);
});

test("a redrive counts, and an update decides about the executions that start after it", async () => {
  const execution = await run(fail, "redriven", to("redriven", "FATAL"));
  await clients.sfn.client.send(new RedriveExecutionCommand({ executionArn: execution }));
  await simulator.engine.ended(execution);
  expect((await clients.logged("redriven")).map(({ redrive_count: count }) => count)).toEqual(["0", "1"]);
  const stateMachineArn = execution.replace(":execution:", ":stateMachine:").split(":").slice(0, 7).join(":");
  const off = { stateMachineArn, loggingConfiguration: { level: "OFF" } } as const;
  await clients.sfn.client.send(new UpdateStateMachineCommand(off));
  await simulator.engine.ended(await clients.sfn.start(stateMachineArn));
  expect(await clients.logged("redriven")).toHaveLength(2);
});

test("a document that is too long when it is escaped is cut, and said to be", async () => {
  const states = { P: { Type: "Pass", Output: '"é'.repeat(43_000), End: true } };
  await run(states, "long", to("long", "ALL", true));
  const [exited] = await clients.logged("long", "{ $.type = PassStateExited }");
  const { output, outputDetails } = exited?.details as { output: string; outputDetails: object };
  expect(outputDetails).toEqual({ truncated: true });
  const bytes = Buffer.byteLength(JSON.stringify(output)) - 2;
  expect(bytes).toBeLessThanOrEqual(248 * 1024);
  expect(bytes).toBeGreaterThan(248 * 1024 - 4);
});

test("a machine whose log group is not there is refused, unless the group is to be created", async () => {
  const create = () => clients.sfn.create(pass, { loggingConfiguration: to("nowhere", "ALL") });
  await expect(create()).rejects.toMatchObject({
    name: "InvalidLoggingConfiguration",
    message: "Invalid Logging Configuration: Log Destination not found.",
  });
  const machine = await clients.sfn.create(pass);
  const update = { stateMachineArn: machine, loggingConfiguration: to("nowhere", "ERROR") };
  await expect(clients.sfn.client.send(new UpdateStateMachineCommand(update))).rejects.toMatchObject({
    name: "InvalidLoggingConfiguration",
  });
  const warnings: string[] = [];
  const lenient = await another({ missingLogGroups: "created", warn: (message) => warnings.push(message) });
  await lenient.sfn.create(pass, { loggingConfiguration: to("nowhere", "ALL") });
  expect(warnings).toEqual([expect.stringMatching(/^There was no log group nowhere: it was created/)]);
  expect(await lenient.streams("nowhere")).toEqual([probe]);
  await lenient.close();
});

test("what is logged to a group that has been deleted is lost, which is said once", async () => {
  const warnings: string[] = [];
  const here = await another({ warn: (message) => warnings.push(message) });
  await here.createGroup("gone");
  const machine = await here.sfn.create(pass, { loggingConfiguration: to("gone", "ALL") });
  await here.deleteGroup("gone");
  for (const name of ["a", "b"])
    expect(await here.ended(await here.sfn.start(machine, {}, name))).toMatchObject({ status: "SUCCEEDED" });
  expect(warnings).toEqual([expect.stringContaining("The log group gone has been deleted")]);
  await here.close();
});

test("with an endpoint for logs, groups are looked for and written to there", async () => {
  const warnings: string[] = [];
  const here = await another({ endpoints: { logs: simulator.url }, warn: (message) => warnings.push(message) });
  const logging = { loggingConfiguration: to("elsewhere", "ALL") };
  await expect(here.sfn.create(pass, logging)).rejects.toMatchObject({
    message: "Invalid Logging Configuration: Log Destination not found.",
  });
  await clients.createGroup("elsewhere");
  await here.ended(await here.sfn.start(await here.sfn.create(pass, logging)));
  await here.close();
  expect(await clients.logged("elsewhere")).toHaveLength(4);
  expect(warnings).toEqual([]);
});

test("what an endpoint does not take is said once, and holds nothing up", async () => {
  const warnings: string[] = [];
  const elsewhere = await another({});
  const endpoints = { logs: elsewhere.url };
  const here = await another({ endpoints, warn: (message) => warnings.push(message) });
  await elsewhere.createGroup("g");
  const machine = await here.sfn.create(pass, { loggingConfiguration: to("g", "ALL") });
  await elsewhere.close();
  for (const name of ["a", "b"])
    expect(await here.ended(await here.sfn.start(machine, {}, name))).toMatchObject({ status: "SUCCEEDED" });
  await here.close();
  expect(warnings).toEqual([expect.stringContaining("Log group g: some events are lost. Calling cloudwatchlogs at")]);
});

test("an endpoint that does not answer is an error that says so", async () => {
  const deaf = await another({ endpoints: { logs: "http://127.0.0.1:1" } });
  await expect(deaf.sfn.create(pass, { loggingConfiguration: to("any", "ALL") })).rejects.toMatchObject({
    name: "InvalidLoggingConfiguration",
    message: expect.stringContaining(
      "The log group cannot be looked for. Calling cloudwatchlogs at http://127.0.0.1:1",
    ),
  });
  await deaf.close();
});

test("after a restart the log goes on, with what happens from then on", async () => {
  const data = mkdtempSync(join(tmpdir(), "setpiece-logs-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const before = await another({ data });
  await before.createGroup("kept");
  const machine = await before.sfn.create(fail, { loggingConfiguration: to("kept", "ALL") });
  const execution = await before.sfn.start(machine);
  await before.ended(execution);
  await before.close();
  const after = await another({ data });
  expect(await after.logged("kept")).toEqual([]);
  await after.ended(await after.sfn.start(machine));
  expect((await after.logged("kept")).map(({ type }) => type)).toContain("ExecutionFailed");
  await after.close();
});

test("machines call CloudWatch Logs too", async () => {
  await clients.createGroup("tasks");
  const states = {
    S: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:cloudwatchlogs:createLogStream",
      Arguments: { LogGroupName: "tasks", LogStreamName: "s" },
      Next: "P",
    },
    P: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:cloudwatchlogs:putLogEvents",
      Arguments: {
        LogGroupName: "tasks",
        LogStreamName: "s",
        LogEvents: [{ Timestamp: "{% $toMillis($states.context.State.EnteredTime) %}", Message: '{"type":"mine"}' }],
      },
      Next: "D",
    },
    D: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:cloudwatchlogs:deleteLogGroup",
      Arguments: { LogGroupName: "missing" },
      End: true,
    },
  };
  const execution = await clients.sfn.start(await clients.sfn.create(states));
  expect(await simulator.engine.ended(execution)).toMatchObject({
    error: "CloudWatchLogs.ResourceNotFoundException",
    cause: expect.stringMatching(
      /^The specified log group does not exist\. \(Service: CloudWatchLogs, Status Code: 400, /,
    ),
  });
  expect(await clients.logged("tasks")).toEqual([{ type: "mine" }]);
});
