import { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartSyncExecutionCommand,
  TestStateCommand,
} from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";

import { startSimulatorOrFail } from "../../cli/local-simulator.js";
import { clientConfig } from "../../simulator/index.js";
import { roleArn } from "./client.js";

const state = { Type: "Pass", End: true };

async function configured(region?: string) {
  const simulator = await startSimulatorOrFail({ port: 0, ...(region === undefined ? {} : { region }) });
  const config = clientConfig(simulator.url, region);
  const [sfn, s3] = [new SFNClient(config), new S3Client(config)];
  onTestFinished(async () => {
    sfn.destroy();
    s3.destroy();
    await simulator.close();
  });
  return { sfn, s3 };
}

test("a client made with it reaches the actions for which SDKs put sync- before the host", async () => {
  const { sfn } = await configured();
  const definition = JSON.stringify({ StartAt: "A", States: { A: state } });
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: "m", definition, roleArn, type: "EXPRESS" }),
  );
  const run = await sfn.send(new StartSyncExecutionCommand({ stateMachineArn, input: "[1]" }));
  expect(run).toMatchObject({ status: "SUCCEEDED", output: "[1]" });
  const tested = await sfn.send(new TestStateCommand({ definition: JSON.stringify(state), input: "[2]" }));
  expect(tested).toMatchObject({ status: "SUCCEEDED", output: "[2]" });
});

test("clients of the services beside it take it too", async () => {
  const { s3 } = await configured();
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "a/b", Body: "text" }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "a/b" }));
  expect(await Body?.transformToString()).toBe("text");
});

test("it is told the simulator's region", async () => {
  const { sfn } = await configured("eu-west-1");
  await sfn.send(
    new CreateStateMachineCommand({
      name: "m",
      definition: JSON.stringify({ StartAt: "A", States: { A: state } }),
      roleArn,
    }),
  );
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  expect(stateMachines.map((machine) => machine.stateMachineArn)).toEqual([
    "arn:aws:states:eu-west-1:123456789012:stateMachine:m",
  ]);
});
