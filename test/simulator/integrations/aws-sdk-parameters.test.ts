import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { clientOf } from "../client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual", functions: new Map(), services: createServices().routed });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const task = (action: string, parameters: object) => ({
  S: { Type: "Task", Resource: `arn:aws:states:::aws-sdk:${action}`, Arguments: parameters, End: true },
});
const run = async (action: string, parameters: object) =>
  simulator.engine.ended(await sfn.start(await sfn.create(task(action, parameters)), {}));

test.each<[string, object, string]>([
  ["s3:getObject", { bucket: "b", Key: "k" }, "bucket"],
  ["s3:getObject", { Bucket: "b", Key: "k", Nope: 1 }, "Nope"],
  ["sqs:createQueue", { QueueName: "q", Attribute: {} }, "Attribute"],
  ["dynamodb:transactWriteItems", { TransactItems: [{ Put: { TableName: "t", item: {} } }] }, "item"],
])("%s refuses %j", async (action, parameters, name) => {
  expect(await run(action, parameters)).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [The field "${name}" is not supported by Step Functions]`,
  });
});

test("names with capitals as the SDK for Java has them, and keys of maps, are taken", async () => {
  const given = { QueueName: "q", Attributes: { DelaySeconds: "1" }, Tags: { own: "x" } };
  expect(await run("sqs:createQueue", given)).toMatchObject({ status: "SUCCEEDED" });
  expect(await run("s3:putObject", { Bucket: "none", Key: "k", Body: "", SsekmsKeyId: "k" })).toMatchObject({
    error: "S3.NoSuchBucketException",
  });
});

test.each([
  ["s3:headObject", { Bucket: "none", Key: "k" }, "S3.NoSuchKeyException"],
  ["s3:headBucket", { Bucket: "none" }, "S3.NoSuchBucketException"],
])("%s has no message to tell", async (action, parameters, error) => {
  expect(await run(action, parameters)).toMatchObject({
    error,
    cause: expect.stringMatching(
      /^null \(Service: S3, Status Code: 404, Request ID: [^,]+, Extended Request ID: [^,]+\)$/,
    ),
  });
});

test("what Lambda's embedded stand-in lacks is refused by name", async () => {
  await expect(sfn.create(task("lambda:getFunction", { FunctionName: "f" }))).rejects.toMatchObject({
    name: "InvalidDefinition",
    message: expect.stringContaining("aws-sdk:lambda:getFunction does not do"),
  });
});
