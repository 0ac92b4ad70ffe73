import * as client from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createServices } from "../../../simulator/services/create-services.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { roleArn } from "../client.js";
import { answerSchema, foreignMembers } from "../sdk-members.js";

let simulator: Simulator;
beforeAll(async () => {
  const functions = new Map<string, (payload: unknown) => unknown>([
    ["double", (n: unknown) => Number(n) * 2],
    ["refuse", () => Promise.reject(new Error("no"))],
  ]);
  simulator = await startSimulator({
    clock: "virtual",
    pausedTasks: "skip",
    functions,
    services: createServices().routed,
  });
});
afterAll(() => simulator.close());

const asked = new Set<string>();
const seenEvents = new Set<string>();

/** Asks, and holds the answer against the client's model: a member that it does not know would be lost there. */
async function ask(action: string, input: object): Promise<Record<string, string>> {
  const response = await fetch(simulator.url, {
    method: "POST",
    headers: { "x-amz-target": `AWSStepFunctions.${action}` },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, string>;
  expect(response.status, JSON.stringify(answer)).toBe(200);
  expect([...foreignMembers(answerSchema({ ...client }, action), answer)], action).toEqual([]);
  asked.add(action);
  return answer;
}

const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const task = (Resource: string, fields: object = {}) => ({ Type: "Task", Resource, End: true, ...fields });
const done = { Type: "Succeed" };
const failed = { Type: "Fail", Error: "E", Cause: "c" };
const processor = (states: object, config?: object) => ({
  ...(config === undefined ? {} : { ProcessorConfig: config }),
  StartAt: Object.keys(states)[0],
  States: states,
});
const distributed = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
const call = (name: string) => ({ FunctionName: lambda(name), Payload: 2 });
const caught = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }], Next: "End", End: undefined };

let count = 0;
async function execute(states: object, more: { fields?: object; machine?: object } = {}): Promise<string> {
  count += 1;
  const definition = JSON.stringify({ ...processor(states), ...more.fields });
  const { stateMachineArn } = await ask("CreateStateMachine", {
    name: `m${count}`,
    definition,
    roleArn,
    ...more.machine,
  });
  const { executionArn } = await ask("StartExecution", { stateMachineArn, input: "[1,2]" });
  return executionArn ?? "";
}

async function look(executionArn: string): Promise<void> {
  await simulator.engine.ended(executionArn);
  await ask("DescribeExecution", { executionArn });
  await ask("DescribeStateMachineForExecution", { executionArn });
  for (const includeExecutionData of [true, false]) {
    const { events } = await ask("GetExecutionHistory", { executionArn, includeExecutionData });
    for (const { type } of events as unknown as readonly { type: string }[]) seenEvents.add(type);
  }
}

test("a member that the model does not have is found", () => {
  const events = [{ taskScheduledEventDetails: { taskCredentials: { RoleArn: "x" }, region: "r" } }];
  expect([...foreignMembers(answerSchema({ ...client }, "GetExecutionHistory"), { events })]).toEqual([
    "events[].taskScheduledEventDetails.taskCredentials.RoleArn",
  ]);
});

test("every answer has the members of the service's model alone", async () => {
  const { activityArn } = await ask("CreateActivity", { name: "work", tags: [{ key: "k", value: "v" }] });
  const wait = { Type: "Wait", Seconds: 1, Next: "Pass" };
  const jsonata = { QueryLanguage: "JSONata" };
  const each = processor({ One: done });
  const executions = [
    await execute({ Wait: wait, Pass: { Type: "Pass", Assign: { a: 1 }, Next: "End" }, End: done }),
    await execute({
      Choice: { Type: "Choice", Choices: [{ Variable: "$", IsNull: true, Next: "Fail" }], Default: "Fail" },
      Fail: failed,
    }),
    await execute({ Old: task(lambda("double"), { Credentials: { RoleArn: roleArn }, TimeoutSeconds: 9 }) }),
    await execute({ Old: task(lambda("refuse")) }),
    await execute({
      New: task("arn:aws:states:::lambda:invoke", { Parameters: call("double"), Credentials: { RoleArn: roleArn } }),
    }),
    await execute({
      New: task("arn:aws:states:::lambda:invoke", { Parameters: call("refuse"), ...caught }),
      End: done,
    }),
    await execute({ Do: task(activityArn ?? "", { TimeoutSeconds: 3, HeartbeatSeconds: 2 }) }),
    await execute({ Bad: { Type: "Pass", Output: "{% 1 + 'x' %}", End: true } }, { fields: jsonata }),
    await execute({ Long: { Type: "Wait", Seconds: 9, End: true } }, { fields: { TimeoutSeconds: 1 } }),
    await execute({ Both: { Type: "Parallel", Branches: [each, processor({ Two: failed })], ...caught }, End: done }),
    await execute({ Both: { Type: "Parallel", Branches: [each, processor({ Two: done })], End: true } }),
    await execute({ All: { Type: "Map", ItemProcessor: each, End: true } }),
    await execute({ All: { Type: "Map", ItemProcessor: processor({ Two: failed }), End: true } }),
    await execute({ All: { Type: "Map", ItemProcessor: processor({ Three: done }, distributed), End: true } }),
  ];
  for (const executionArn of executions) await look(executionArn);

  const mapExecution = await execute({
    All: { Type: "Map", Label: "all", ItemProcessor: processor({ Four: failed }, distributed), End: true },
  });
  await look(mapExecution);
  const { mapRuns } = await ask("ListMapRuns", { executionArn: mapExecution });
  const [{ mapRunArn }] = mapRuns as unknown as [{ mapRunArn: string }];
  const { executions: children } = await ask("ListExecutions", { mapRunArn });
  await look((children as unknown as [{ executionArn: string }])[0].executionArn);
  await ask("DescribeMapRun", { mapRunArn });
  await ask("RedriveExecution", { executionArn: mapExecution });
  await look(mapExecution);
  await ask("DescribeMapRun", { mapRunArn });

  const message = { QueueUrl: `${simulator.url}/123456789012/q`, "MessageBody.$": "$$.Task.Token" };
  await simulator.engine.hold(() =>
    fetch(simulator.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.CreateQueue" },
      body: JSON.stringify({ QueueName: "q" }),
    }),
  );
  const paused = await execute({
    Ask: task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", { Parameters: message }),
  });
  await expect.poll(() => simulator.engine.record(paused)?.history.at(-1)?.type).toBe("TaskSubmitted");
  await ask("StopExecution", { executionArn: paused, error: "E", cause: "c" });
  await look(paused);

  const machine = {
    name: "kept",
    roleArn,
    publish: true,
    versionDescription: "first",
    tags: [{ key: "k", value: "v" }],
  };
  const definition = JSON.stringify({
    ...jsonata,
    ...processor({ A: { Type: "Pass", Output: "{% $v %}", Assign: { v: 1 }, Next: "B" }, B: done }),
  });
  const { stateMachineArn, stateMachineVersionArn } = await ask("CreateStateMachine", { ...machine, definition });
  await ask("DescribeStateMachine", { stateMachineArn });
  await ask("UpdateStateMachine", { stateMachineArn, definition, publish: true });
  await ask("PublishStateMachineVersion", { stateMachineArn });
  await ask("ListStateMachineVersions", { stateMachineArn });
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const { stateMachineAliasArn } = await ask("CreateStateMachineAlias", { name: "live", routingConfiguration });
  await ask("UpdateStateMachineAlias", { stateMachineAliasArn, description: "d" });
  await ask("DescribeStateMachineAlias", { stateMachineAliasArn });
  await ask("ListStateMachineAliases", { stateMachineArn });
  await ask("ListExecutions", { stateMachineArn, maxResults: 1 });
  await ask("ListStateMachines", { maxResults: 1 });
  await ask("TagResource", { resourceArn: stateMachineArn, tags: [{ key: "x", value: "y" }] });
  await ask("ListTagsForResource", { resourceArn: stateMachineArn });
  await ask("UntagResource", { resourceArn: stateMachineArn, tagKeys: ["x"] });
  await ask("DescribeActivity", { activityArn });
  await ask("ListActivities", { maxResults: 1 });
  const express = JSON.stringify(processor({ A: failed }));
  const sync = await ask("CreateStateMachine", { name: "sync", roleArn, definition: express, type: "EXPRESS" });
  await ask("StartSyncExecution", { stateMachineArn: sync.stateMachineArn, traceHeader: "Root=1" });
  const mock = { result: '{"Payload":1}' };
  const tested = task("arn:aws:states:::lambda:invoke", { Parameters: call("double") });
  await ask("TestState", { definition: JSON.stringify(tested), roleArn, mock, inspectionLevel: "TRACE" });
  await ask("ValidateStateMachineDefinition", { definition: '{"StartAt":"A"}' });
  await ask("DeleteStateMachineAlias", { stateMachineAliasArn });
  await ask("DeleteStateMachineVersion", { stateMachineVersionArn });
  await ask("DeleteStateMachine", { stateMachineArn });
  await ask("DeleteActivity", { activityArn });

  expect(asked.size).toBeGreaterThan(30);
  expect(seenEvents.size).toBeGreaterThan(40);
});
