import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { clientOf } from "../client.js";

// A model of Bedrock behind its real client, which answers with what it was asked.

const resource = "arn:aws:states:::bedrock:invokeModel";
let bedrock: Server;
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
let s3: S3Client;
let asked: { readonly url: string; readonly type: string; readonly accept: string; readonly body: string }[];
let respond: (response: ServerResponse, body: string) => void;

beforeAll(async () => {
  bedrock = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { "content-type": type = "", accept = "" } = request.headers;
      const body = Buffer.concat(chunks).toString();
      asked.push({ url: request.url ?? "", type, accept, body });
      respond(response, body);
    });
  }).listen(0, "127.0.0.1");
  await once(bedrock, "listening");
  const bedrockruntime = `http://127.0.0.1:${(bedrock.address() as AddressInfo).port}`;
  simulator = await startSimulator({
    clock: "virtual",
    services: createServices().routed,
    endpoints: { bedrockruntime },
  });
  sfn = clientOf(simulator.url);
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  s3 = new S3Client({ endpoint: simulator.url, region: "us-east-1", credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "prompts" }));
});

afterAll(async () => {
  s3.destroy();
  sfn.client.destroy();
  await simulator.close();
  bedrock.close();
  bedrock.closeAllConnections();
});

beforeEach(() => {
  asked = [];
  respond = (response, body) => response.writeHead(200, { "content-type": "application/json" }).end(body);
});

async function run(parameters: object) {
  const task = { Type: "Task", Resource: resource, Arguments: "{% $states.input %}", End: true };
  const { status, output, error, cause } = await simulator.engine.ended(
    await sfn.start(await sfn.create({ A: task }), { ModelId: "cohere.command", ...parameters }),
  );
  return status === "SUCCEEDED" ? output : { error, cause };
}

test("a body of JSON goes to the model, and its answer is the result", async () => {
  const Body = { prompt: "What?", max_tokens: 20 };
  expect(await run({ Body })).toEqual({ Body, ContentType: "application/json" });
  const json = "application/json";
  expect(asked).toEqual([
    { url: "/model/cohere.command/invoke", type: json, accept: json, body: JSON.stringify(Body) },
  ]);
});

test("a body that is text goes as it is, with the types that the task names", async () => {
  respond = (response, body) => response.writeHead(200, { "content-type": "text/plain" }).end(body);
  const result = await run({ Body: '{"a": 1}', ContentType: "text/plain", Accept: "*/*" });
  expect(result).toEqual({ Body: '{"a": 1}', ContentType: "text/plain" });
  expect(asked[0]).toMatchObject({ type: "text/plain", accept: "*/*", body: '{"a": 1}' });
});

test("an object of S3 is what the model is asked, with the type of the object", async () => {
  const Body = `{"text": "${"ä".repeat(200_000)}"}`;
  await s3.send(new PutObjectCommand({ Bucket: "prompts", Key: "a/1.json", Body, ContentType: "application/x-json" }));
  respond = (response) => response.writeHead(200, { "content-type": "application/json" }).end("{}");
  expect(await run({ Input: { S3Uri: "s3://prompts/a/1.json" } })).toMatchObject({ Body: {} });
  expect(asked[0]).toMatchObject({ type: "application/x-json", body: Body });
});

test("a refusal has the name of the service's error", async () => {
  respond = (response) =>
    response
      .writeHead(429, { "content-type": "application/json", "x-amzn-errortype": "ThrottlingException" })
      .end('{"message":"Too many requests"}');
  expect(await run({ Body: {} })).toMatchObject({
    error: "Bedrock.ThrottlingException",
    cause: expect.stringContaining("Too many requests") as unknown,
  });
});

test.each<[string, object, string, string]>([
  ["no body", {}, "States.Runtime", "The field 'Body' is required but was missing"],
  ["a body and an input", { Body: {}, Input: { S3Uri: "s3://b/k" } }, "States.Runtime", "not both"],
  ["an input that is no address", { Input: { S3Uri: "b/k" } }, "States.Runtime", "'Input' has an invalid format"],
  ["an output", { Body: {}, Output: { S3Uri: "s3://b/k" } }, "States.Runtime", "use no 'Output'"],
  ["an unknown parameter", { Body: {}, Temperature: 1 }, "States.Runtime", '"Temperature" is not supported'],
  ["an input that is not there", { Input: { S3Uri: "s3://prompts/none" } }, "S3.NoSuchKeyException", "does not exist"],
])("%s fails the task", async (_name, parameters, error, cause) => {
  expect(await run(parameters)).toEqual({ error, cause: expect.stringContaining(cause) as unknown });
  expect(asked).toEqual([]);
});

test("an answer that is no text fails the task", async () => {
  respond = (response) => response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([0x89, 0xff]));
  expect(await run({ Body: {} })).toMatchObject({ error: "States.Runtime" });
});

test("a task may wait for its token", async () => {
  const waiting = `${resource}.waitForTaskToken`;
  const Arguments = { ModelId: "m", Body: { token: "{% $states.context.Task.Token %}" } };
  const executionArn = await sfn.start(
    await sfn.create({ A: { Type: "Task", Resource: waiting, Arguments, End: true } }),
  );
  await expect.poll(() => asked).toHaveLength(1);
  const { token: taskToken } = JSON.parse(asked[0]?.body ?? "") as { token: string };
  await sfn.client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
  expect(await simulator.engine.ended(executionArn)).toMatchObject({ output: 1 });
});

test("without an endpoint the machine is refused", async () => {
  const bare = await startSimulator();
  const client = clientOf(bare.url);
  const creating = client.create({ A: { Type: "Task", Resource: resource, Arguments: {}, End: true } });
  await expect(creating).rejects.toThrow("The simulator has no endpoint for bedrockruntime");
  client.client.destroy();
  await bare.close();
});
