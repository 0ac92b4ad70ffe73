import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function ask(action: string) {
  const headers = { "x-amz-target": `SetpieceSimulator.${action}`, "content-type": "application/x-amz-json-1.0" };
  const response = await fetch(simulator.url, { method: "POST", headers, body: "{}" });
  return { status: response.status, ...((await response.json()) as object) };
}

test("another process lets the deadline of a paused task strike", async () => {
  simulator = await startSimulator({
    clock: "virtual",
    functions: new Map([["ask", () => null]]),
  });
  expect(await ask("DescribeTime")).toMatchObject({ status: 200, clock: "virtual", nowMs: simulator.engine.nowMs() });
  expect(await ask("SkipPause")).toEqual({ status: 200, skipped: false });

  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const client = new SFNClient({ endpoint: simulator.url, region: "us-east-1", credentials });
  const state = {
    ...{ Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", TimeoutSeconds: 86_400, End: true },
    Arguments: { FunctionName: "ask", Payload: "{% $states.context.Task.Token %}" },
  };
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Ask", States: { Ask: state } });
  const roleArn = "arn:aws:iam::123456789012:role/any";
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: "ask", definition, roleArn }));
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
  await expect.poll(() => ask("SkipPause")).toEqual({ status: 200, skipped: true });
  await expect
    .poll(() => client.send(new DescribeExecutionCommand({ executionArn })))
    .toMatchObject({ status: "FAILED", error: "States.Timeout" });
  client.destroy();
});

test("real time skips nothing; what is unknown is refused by name", async () => {
  simulator = await startSimulator();
  expect(await ask("DescribeTime")).toMatchObject({ clock: "real" });
  expect(await ask("SkipPause")).toMatchObject({ status: 400, __type: "ValidationException" });
  expect(await ask("StopTime")).toMatchObject({ status: 400, __type: "UnknownOperationException" });
});
