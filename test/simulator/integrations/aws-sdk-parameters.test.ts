import { TestStateCommand, ValidateStateMachineDefinitionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { clientOf, roleArn } from "../client.js";

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

const refused = (problems: string) => ({
  name: "InvalidDefinition",
  message: `Invalid State Machine Definition: '${problems}'`,
});
const schemaError = (message: string, place: string) => `SCHEMA_VALIDATION_FAILED: ${message} at /States/S/${place}`;
const unknown = (name: string) => schemaError(`The field "${name}" is not supported by Step Functions`, "Arguments");
const missing = (name: string) => schemaError(`The field '${name}' is required but was missing`, "Arguments");

test.each<[string, object, string]>([
  ["s3:getObject", { bucket: "b", Key: "{% 'k' %}" }, `${unknown("bucket")}, ${missing("Bucket")}`],
  ["s3:getObject", { Bucket: "b", Key: "k", Nope: 1 }, unknown("Nope")],
  ["dynamodb:transactWriteItems", { TransactItems: [{ Put: { TableName: "t", item: {} } }] }, unknown("item")],
])("a machine with %s of %j is refused", async (action, parameters, problems) => {
  await expect(sfn.create(task(action, parameters))).rejects.toMatchObject(refused(problems));
});

test("names of JSONPath templates are those without their sign", async () => {
  const state = {
    ...{ Type: "Task", Resource: "arn:aws:states:::aws-sdk:s3:getObject", QueryLanguage: "JSONPath", End: true },
    Parameters: { "Bucket.$": "$.bucket", "Nope.$": "$.key" },
  };
  const machine = { QueryLanguage: "JSONPath", StartAt: "S", States: { S: state } };
  await expect(sfn.create({ S: state }, { definition: JSON.stringify(machine) })).rejects.toMatchObject(
    refused(`${unknown("Nope")}, ${missing("Key")}`.replaceAll("Arguments", "Parameters")),
  );
});

test.each(["sqs:createQueues", "sqs:createqueue"])("an action that is none is refused: %s", async (action) => {
  const why = "The value is not a valid resource ARN, or the resource is not available in this region.";
  const arn = `arn:aws:states:::aws-sdk:${action}`;
  const message = `The resource provided ${arn} is not recognized. ${why}`;
  const states = task(action, { QueueName: "q" });
  await expect(sfn.create(states)).rejects.toMatchObject(refused(schemaError(message, "Resource")));
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "S", States: states });
  expect(await sfn.client.send(new ValidateStateMachineDefinitionCommand({ definition }))).toMatchObject({
    result: "FAIL",
    diagnostics: [{ code: "SCHEMA_VALIDATION_FAILED", message, location: "/States/S/Resource" }],
  });
});

test.each<[string, object, string]>([
  ["sqs:createQueue", { QueueName: "q", Attribute: {} }, "Attribute"],
  ["dynamodb:transactWriteItems", { TransactItems: [{ Put: { TableName: "t", item: {} } }] }, "item"],
])("%s fails when it computes %j", async (action, parameters, name) => {
  const states = { S: { ...task(action, {}).S, Arguments: "{% $states.input %}" } };
  expect(await simulator.engine.ended(await sfn.start(await sfn.create(states), parameters))).toMatchObject({
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

describe("what an embedded service lacks is refused by name", () => {
  const message = (service: string, action: string) =>
    `The simulator's own ${service} has no ${action}, which arn:aws:states:::aws-sdk:${service}:${action} calls. Start it with an endpoint for ${service}, or mock the state.`;
  const cases: [string, string, object][] = [
    ["lambda", "getFunction", { FunctionName: "f" }],
    ["dynamodb", "createBackup", { TableName: "t", BackupName: "b" }],
    ["s3", "getBucketVersioning", { Bucket: "b" }],
    ["scheduler", "tagResource", { ResourceArn: "arn", Tags: [] }],
  ];

  test.each(cases)("%s: %s", async (service, action, parameters) => {
    const states = task(`${service}:${action}`, parameters);
    await expect(sfn.create(states)).rejects.toMatchObject(refused(schemaError(message(service, action), "Resource")));
    const test = new TestStateCommand({
      definition: JSON.stringify({ ...states.S, QueryLanguage: "JSONata" }),
      roleArn,
    });
    await expect(sfn.client.send(test)).rejects.toMatchObject({ message: expect.stringContaining("has no") });
  });

  test("and taken where an endpoint is configured", async () => {
    const other = await startSimulator({ services: createServices().routed, awsEndpoint: "http://127.0.0.1:1" });
    const client = clientOf(other.url);
    await client.create(task("dynamodb:executeStatement", { Statement: "SELECT" }));
    await client.create(task("ecs:describeAnything", { Any: 1 }));
    await expect(client.create(task("dynamodb:executeStatements", {}))).rejects.toThrow("is not recognized");
    client.client.destroy();
    await other.close();
  });
});

describe("an object of S3", () => {
  const object = { Bucket: "checked", Key: "k" };

  test("is shown with its checksum where that is asked for, and without it otherwise", async () => {
    await run("s3:createBucket", { Bucket: object.Bucket });
    expect(await run("s3:putObject", { ...object, Body: "text" })).toMatchObject({
      output: { ChecksumCRC32: expect.any(String) as string, ChecksumType: "FULL_OBJECT" },
    });
    const shown = async (more: object) => {
      const { status, output } = await run("s3:getObject", { ...object, ...more });
      expect(status).toBe("SUCCEEDED");
      return Object.keys(output as object).sort();
    };
    const names = ["AcceptRanges", "Body", "ContentLength", "ContentType", "ETag", "LastModified", "Metadata"];
    expect(await shown({})).toEqual([...names, "ServerSideEncryption"]);
    expect(await shown({ ChecksumMode: "ENABLED" })).toEqual(expect.arrayContaining(["ChecksumCRC32", "ChecksumType"]));
  });
});
