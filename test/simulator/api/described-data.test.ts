import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

const contexts: unknown[] = [];
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  const look = (_payload: unknown, context: unknown) => contexts.push(context);
  simulator = await startSimulator({ clock: "virtual", functions: new Map([["look", look]]) });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const states = { E: { Type: "Succeed" } };
const metadataOnly = { includedData: "METADATA_ONLY" } as const;

test("METADATA_ONLY leaves the data out", async () => {
  const stateMachineArn = await sfn.create(states);
  const executionArn = await sfn.start(stateMachineArn, { secret: 1 });
  await simulator.engine.ended(executionArn);
  const execution = await sfn.client.send(new DescribeExecutionCommand({ executionArn, ...metadataOnly }));
  expect(execution).toMatchObject({ status: "SUCCEEDED", inputDetails: { included: false } });
  const machine = await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn, ...metadataOnly }));
  const used = await sfn.client.send(new DescribeStateMachineForExecutionCommand({ executionArn, ...metadataOnly }));
  const express = await sfn.create(states, { type: "EXPRESS" });
  const sync = await sfn.client.send(new StartSyncExecutionCommand({ stateMachineArn: express, ...metadataOnly }));
  for (const answer of [execution, machine, used, sync])
    for (const data of ["input", "output", "definition"]) expect(answer).not.toHaveProperty(data);
});

test("the trace header is shown, also of an execution that another one started", async () => {
  const child = await sfn.create(states);
  const traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793";
  const nested = {
    Type: "Task",
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Arguments: { StateMachineArn: child, TraceHeader: traceHeader },
    Output: "{% $states.result.ExecutionArn %}",
    End: true,
  };
  const stateMachineArn = await sfn.create({ Nested: nested });
  const { executionArn = "" } = await sfn.client.send(new StartExecutionCommand({ stateMachineArn, traceHeader }));
  const { output } = (await simulator.engine.ended(executionArn)) ?? {};
  for (const arn of [executionArn, output as string])
    expect(await sfn.client.send(new DescribeExecutionCommand({ executionArn: arn }))).toMatchObject({ traceHeader });
});

test("a function gets the client context of its task", async () => {
  const clientContext = { custom: { tenant: "a" } };
  const Arguments = {
    FunctionName: "look",
    ClientContext: Buffer.from(JSON.stringify(clientContext)).toString("base64"),
  };
  const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments, End: true };
  await simulator.engine.ended(await sfn.start(await sfn.create({ Invoke: invoke })));
  expect(contexts.splice(0)).toEqual([{ functionName: "look", clientContext }]);
});

test("a dry run runs nothing, and what an invocation cannot have is refused by name", async () => {
  const call = (headers: Record<string, string>) =>
    fetch(`${simulator.url}/2015-03-31/functions/look/invocations`, { method: "POST", headers, body: "{}" });
  expect((await call({ "x-amz-invocation-type": "DryRun" })).status).toBe(204);
  expect(await (await call({ "x-amz-client-context": "e30=" })).text()).toContain("x-amz-client-context");
  expect((await call({ "x-amz-invocation-type": "Sometimes" })).status).toBe(400);
  expect(contexts).toEqual([]);
});
