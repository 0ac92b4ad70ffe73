import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { HttpRequest, RoutedService } from "../../../simulator/index.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { startS3 } from "../../../simulator/services/s3/s3.js";
import { listen, type Listening } from "../../../simulator/http/listen.js";

/** An endpoint that answers everything alike and remembers what it was asked. */
let elsewhere: Listening;
let asked: HttpRequest[] = [];
const opened: Simulator[] = [];
beforeAll(async () => {
  elsewhere = await listen(
    async (request) => {
      asked.push(request);
      return { status: 200, headers: { "content-type": "application/json", "x-from": "elsewhere" }, body: '"there"' };
    },
    0,
    "127.0.0.1",
  );
});
afterAll(async () => {
  for (const simulator of opened) await simulator.close();
  await elsewhere.close();
});

const here: RoutedService = {
  name: "dynamodb",
  targets: ["DynamoDB_20120810."],
  scopes: ["dynamodb"],
  handler: async () => ({ status: 200, headers: {}, body: '{"TableNames":["here"]}' }),
};

async function simulatorWith(options: Parameters<typeof startSimulator>[0]) {
  const simulator = await startSimulator({ services: [here], ...options });
  opened.push(simulator);
  asked = [];
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  return { endpoint: simulator.url, region: "us-east-1", credentials, maxAttempts: 1 };
}

const tables = async (config: Awaited<ReturnType<typeof simulatorWith>>) =>
  (await new DynamoDBClient(config).send(new ListTablesCommand({ Limit: 3 }))).TableNames;
const invoke = async (config: Awaited<ReturnType<typeof simulatorWith>>, name: string) => {
  const answer = await new LambdaClient(config).send(new InvokeCommand({ FunctionName: name, Payload: '{"n":1}' }));
  return Buffer.from(answer.Payload ?? []).toString();
};
const double = new Map([["double", ({ n }: { n: number }) => n * 2]]);

test("a service in process answers as long as no endpoint is configured for it", async () => {
  expect(await tables(await simulatorWith({}))).toEqual(["here"]);
  expect(asked).toEqual([]);
});

test("a request is sent on as it came to the endpoint that is configured for its service", async () => {
  await tables(await simulatorWith({ endpoints: { dynamodb: elsewhere.url } })).catch(() => undefined);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ method: "POST", path: "/" });
  expect(asked[0]?.headers["x-amz-target"]).toBe("DynamoDB_20120810.ListTables");
  expect(asked[0]?.body.toString()).toBe('{"Limit":3}');
});

test("the endpoint of another service changes nothing", async () => {
  expect(await tables(await simulatorWith({ endpoints: { sqs: elsewhere.url } }))).toEqual(["here"]);
});

test("with an endpoint for all of AWS, everything but Step Functions and functions in process goes there", async () => {
  const config = await simulatorWith({ awsEndpoint: elsewhere.url, functions: double });
  await tables(config).catch(() => undefined);
  await new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: "s" })).catch(() => undefined);
  expect(asked.map(({ headers }) => headers["x-amz-target"])).toEqual([
    "DynamoDB_20120810.ListTables",
    "secretsmanager.GetSecretValue",
  ]);
  expect(await invoke(config, "double")).toBe("2");
  expect(asked).toHaveLength(2);
});

test("a function that is not in process is invoked at the Lambda endpoint", async () => {
  const config = await simulatorWith({ endpoints: { lambda: elsewhere.url }, functions: double });
  expect(await invoke(config, "other")).toBe('"there"');
  expect(asked[0]?.path).toBe("/2015-03-31/functions/other/invocations");
  expect(await invoke(config, "double")).toBe("2");
});

test("a query and the answer's headers pass through", async () => {
  const { endpoint } = await simulatorWith({ awsEndpoint: elsewhere.url });
  const response = await fetch(`${endpoint}/bucket/a%20b?list-type=2&prefix=x%2Fy`);
  expect(response.headers.get("x-from")).toBe("elsewhere");
  expect(asked[0]?.path).toBe("/bucket/a%20b");
  expect(asked[0]?.query.get("prefix")).toBe("x/y");
});

test("a compressed object passes both ways byte for byte, and its length without it", async () => {
  const store = await startS3();
  const compressed = gzipSync("text");
  const { endpoint, ...config } = await simulatorWith({ endpoints: { s3: store.url } });
  const client = new S3Client({ endpoint, ...config, forcePathStyle: true });
  try {
    await client.send(new CreateBucketCommand({ Bucket: "bucket" }));
    await client.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: compressed, ContentEncoding: "gzip" }));
    expect(store.s3.read("bucket", "k")).toEqual(compressed);
    const { Body: body, ContentEncoding: encoding } = await client.send(
      new GetObjectCommand({ Bucket: "bucket", Key: "k" }),
    );
    expect(Buffer.from((await body?.transformToByteArray()) ?? [])).toEqual(compressed);
    expect(encoding).toBe("gzip");
    const { ContentLength: length } = await client.send(new HeadObjectCommand({ Bucket: "bucket", Key: "k" }));
    expect(length).toBe(compressed.length);
  } finally {
    client.destroy();
    await store.close();
  }
});

test("an endpoint that does not answer is named", async () => {
  const { endpoint } = await simulatorWith({ awsEndpoint: "http://127.0.0.1:1" });
  const response = await fetch(endpoint, { method: "POST", headers: { "x-amz-target": "Any_1.Thing" }, body: "{}" });
  expect(response.status).toBe(502);
  expect(await response.text()).toContain("http://127.0.0.1:1 does not answer");
});

test("a service that is not simulated is refused in the protocol of the request", async () => {
  const simulator = await startSimulator({ clock: "virtual" });
  opened.push(simulator);
  const call = (headers: Record<string, string>, body: string) =>
    fetch(simulator.url, { method: "POST", headers, body }).then((response) => response.text());
  const authorization =
    "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0";
  const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8", authorization };
  const message = "The simulator has no service for POST / sts";
  expect(await call(form, "Action=GetCallerIdentity&Version=2011-06-15")).toContain(
    `<Error><Type>Sender</Type><Code>UnknownOperationException</Code><Message>${message}</Message></Error>`,
  );
  expect(await call({ authorization }, "{}")).toBe(JSON.stringify({ __type: "UnknownOperationException", message }));
});
