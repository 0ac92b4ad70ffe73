import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateActivityCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, expect, test } from "vitest";

import { startSimulator } from "../../../simulator/index.js";
import { MockConfigError, mockedResponse, parseMockConfig } from "../../../simulator/mock-config/parse-mock-config.js";
import { clientOf } from "../client.js";

const folder = mkdtempSync(join(tmpdir(), "setpiece-mocks-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text = JSON.stringify({
  StateMachines: { "machine-1": { TestCases: { Good: { Job: "job" }, Bad: { Job: "broken" } } } },
  MockedResponses: {
    job: { "0": { Throw: { Error: "Busy", Cause: "later" } }, "1-2": { Return: ["done"] } },
    broken: { "0": {} },
  },
});

test("a mocked response answers by number, and by inclusive range", () => {
  const config = parseMockConfig(text);
  expect(mockedResponse(config, "job", 0)).toEqual({ kind: "throw", error: "Busy", cause: "later" });
  expect(mockedResponse(config, "job", 2)).toEqual({ kind: "return", value: ["done"] });
  expect(mockedResponse(config, "job", 3)).toMatchObject({ kind: "unusable" });
  expect(mockedResponse(config, "broken", 0)).toMatchObject({ kind: "unusable" });
});

test.each(["", "[]", "{}", '{"StateMachines": {}}', '{"StateMachines": {"m": {}}, "MockedResponses": {}}'])(
  "%j is no mock configuration",
  (bad) => {
    expect(() => parseMockConfig(bad)).toThrow(MockConfigError);
  },
);

test("a test case stands in for what is not simulated, and a broken mock fails only when its state runs", async () => {
  const path = join(folder, "mocks.json");
  writeFileSync(path, text);
  const simulator = await startSimulator({ clock: "virtual", mockConfig: path });
  const { client, create, start } = clientOf(simulator.url);
  try {
    const arn = await create({
      Job: {
        Type: "Task",
        Resource: "arn:aws:states:::batch:submitJob.sync",
        Arguments: { JobName: "j", JobDefinition: "d", JobQueue: "q" },
        Retry: [{ ErrorEquals: ["Busy"] }],
        End: true,
      },
    });
    const good = await simulator.engine.ended(await start(`${arn}#Good`));
    expect(good).toMatchObject({ status: "SUCCEEDED", output: ["done"] });
    const bad = await simulator.engine.ended(await start(`${arn}#Bad`));
    expect(bad).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  } finally {
    client.destroy();
    await simulator.close();
  }
});

test("an execution follows no test case that is not there", async () => {
  const path = join(folder, "cases.json");
  writeFileSync(path, text);
  const simulator = await startSimulator({ clock: "virtual", mockConfig: path });
  const { client, create, start } = clientOf(simulator.url);
  const states = { Job: { Type: "Pass", End: true } };
  const refusal = (message: RegExp) => ({ name: "InvalidName", message: expect.stringMatching(message) });
  try {
    const arn = await create(states);
    await expect(start(`${arn}#Other`)).rejects.toMatchObject(refusal(/no such test case .* but Good, Bad$/));
    await expect(start(`${arn}#Good#Bad`)).rejects.toMatchObject(refusal(/no such test case/));
    await expect(start(`${arn}#`)).rejects.toMatchObject(refusal(/no such test case/));
    await expect(start(`${await create(states)}#Good`)).rejects.toMatchObject(refusal(/no state machine 'machine-2'/));
    const express = `${await create(states, { type: "EXPRESS" })}#Good`;
    await expect(client.send(new StartSyncExecutionCommand({ stateMachineArn: express }))).rejects.toMatchObject(
      refusal(/no state machine 'machine-3'/),
    );
    for (const _ of [1, 2]) {
      writeFileSync(path, "{");
      await expect(start(`${arn}#Good`)).rejects.toMatchObject(refusal(/cannot be read: .* not a JSON object/));
    }
    writeFileSync(path, text);
    expect(await simulator.engine.ended(await start(`${arn}#Good`))).toMatchObject({ status: "SUCCEEDED" });
  } finally {
    client.destroy();
    await simulator.close();
  }
});

test("of states that a test case mocks in vain a person is told once", async () => {
  const path = join(folder, "in-vain.json");
  writeFileSync(path, text.replace('"Job":"job"', '"Job":"job","Jbo":"job","Then":"job"'));
  const told: string[] = [];
  const warn = (message: string) => told.push(message);
  const simulator = await startSimulator({ clock: "virtual", mockConfig: path, warn });
  const { client, create, start } = clientOf(simulator.url);
  const job = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: "f" }, End: true };
  const machine = { StartAt: "Job", States: { Job: job } };
  try {
    const arn = await create({
      All: { Type: "Parallel", Branches: [machine], Next: "Then" },
      Then: { Type: "Pass", End: true },
    });
    await start(`${arn}#Bad`);
    for (const _ of [1, 2]) await start(`${arn}#Good`);
    expect(told).toEqual([
      "The test case 'Good' of the mock configuration mocks nothing of 'Jbo', 'Then': the machine 'machine-1' has no such Task state.",
    ]);
  } finally {
    client.destroy();
    await simulator.close();
  }
});

test("without a mock configuration there are no test cases", async () => {
  const simulator = await startSimulator({ clock: "virtual" });
  const { client, create } = clientOf(simulator.url);
  try {
    const stateMachineArn = `${await create({ Job: { Type: "Pass", End: true } })}#Good`;
    await expect(client.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      message: "Invalid Name: '#Good': the simulator was started without a mock configuration",
    });
  } finally {
    client.destroy();
    await simulator.close();
  }
});

test("a mock does the work of an activity", async () => {
  const path = join(folder, "activity.json");
  writeFileSync(path, text);
  const simulator = await startSimulator({ clock: "virtual", mockConfig: path });
  const { client, create, start } = clientOf(simulator.url);
  try {
    const { activityArn } = await client.send(new CreateActivityCommand({ name: "a" }));
    const arn = await create({
      Job: { Type: "Task", Resource: activityArn, Retry: [{ ErrorEquals: ["Busy"] }], TimeoutSeconds: 60, End: true },
    });
    const executionArn = await start(`${arn}#Good`);
    expect(await simulator.engine.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: ["done"] });
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ type }) => type)).toEqual([
      ...["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivityFailed"],
      ...["ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded"],
    ]);
  } finally {
    client.destroy();
    await simulator.close();
  }
});
