import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf } from "./client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
/** Waits ten seconds and answers twice what it was given. */
let express: string;
let standard: string;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  sfn = clientOf(simulator.url);
  const child = {
    Wait: { Type: "Wait", Seconds: 10, Next: "End" },
    End: { Type: "Pass", Output: "{% $states.input.n * 2 %}", End: true },
  };
  express = await sfn.create(child, { type: "EXPRESS", name: "express" });
  standard = await sfn.create(child, { name: "standard" });
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

async function run(resource: string, Arguments: object, more: object = {}) {
  const task = { Type: "Task", Resource: `arn:aws:states:::${resource}`, Arguments, End: true, ...more };
  const executionArn = await sfn.start(await sfn.create({ T: task }));
  return simulator.engine.ended(executionArn);
}

test.each(["states:startExecution.sync", "states:startExecution.sync:2"])(
  "%s does not follow an Express execution, and starts none",
  async (resource) => {
    const record = await run(resource, { StateMachineArn: express, Input: { n: 2 } });
    expect(record).toMatchObject({
      status: "FAILED",
      error: "StepFunctions.StateMachineTypeNotSupportedException",
      cause: expect.stringContaining("not supported by this type of state machine"),
    });
    expect(record.history.map(({ type }) => type)).toContain("TaskSubmitFailed");
    expect(record.stopMs).toBe(record.startMs);
  },
);

test("startExecution of an Express machine goes on at once", async () => {
  const record = await run("states:startExecution", { StateMachineArn: express, Input: { n: 2 } });
  expect(record).toMatchObject({ status: "SUCCEEDED", stopMs: record.startMs });
  expect(record.output).toMatchObject({ ExecutionArn: expect.stringContaining(":express:express:") });
});

test("aws-sdk:sfn:startSyncExecution waits for an Express execution, in virtual time", async () => {
  const record = await run("aws-sdk:sfn:startSyncExecution", {
    StateMachineArn: express,
    Input: { n: 2 },
    Name: "one",
  });
  expect(record).toMatchObject({ status: "SUCCEEDED", stopMs: record.startMs + 10_000 });
  expect(record.output).toEqual({
    BillingDetails: { BilledDurationInMilliseconds: 10_000, BilledMemoryUsedInMB: 64 },
    ExecutionArn: expect.stringContaining(":express:express:one:"),
    Input: '{"n":2}',
    InputDetails: { Included: true },
    Name: "one",
    Output: "4",
    OutputDetails: { Included: true },
    StartDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    StateMachineArn: express,
    Status: "SUCCEEDED",
    StopDate: expect.stringMatching(/Z$/),
  });
});

test("aws-sdk:sfn:startSyncExecution is cut off by the timeout of its task", async () => {
  const Arguments = { StateMachineArn: express, Input: "{}" };
  const record = await run("aws-sdk:sfn:startSyncExecution", Arguments, { TimeoutSeconds: 5 });
  expect(record).toMatchObject({ status: "FAILED", error: "States.Timeout", stopMs: record.startMs + 5_000 });
});

test.each([
  ["a Standard machine", () => ({ StateMachineArn: standard }), "Sfn.StateMachineTypeNotSupportedException"],
  ["no machine", () => ({ StateMachineArn: `${express}s` }), "Sfn.StateMachineDoesNotExistException"],
  ["no JSON", () => ({ StateMachineArn: express, Input: "{" }), "Sfn.InvalidExecutionInputException"],
])("aws-sdk:sfn:startSyncExecution of %s is refused", async (_, parameters, error) => {
  expect(await run("aws-sdk:sfn:startSyncExecution", parameters())).toMatchObject({ status: "FAILED", error });
});
