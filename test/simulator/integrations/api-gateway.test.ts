import { DescribeExecutionCommand, SendTaskSuccessCommand, TestStateCommand } from "@aws-sdk/client-sfn";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

const ApiEndpoint = "a1b2c3.execute-api.us-east-1.amazonaws.com";
const resource = "arn:aws:states:::apigateway:invoke";

interface Request {
  readonly line: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let api: Server;
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
let requests: Request[];
let respond: (response: ServerResponse, body: string) => void;

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  api = createServer((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      requests.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.headers, body });
      respond(response, body);
    });
  }).listen(0, "127.0.0.1");
  await once(api, "listening");
  simulator = await startSimulator({
    clock: "virtual",
    httpRedirects: { [`https://${ApiEndpoint}`]: `http://127.0.0.1:${(api.address() as AddressInfo).port}` },
  });
  sfn = clientOf(simulator.url);
});

afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
  api.close();
  api.closeAllConnections();
});

beforeEach(() => {
  requests = [];
  respond = (response, body) => response.writeHead(200, { "Content-Type": "application/json" }).end(body || "{}");
});

/** Runs one task; its arguments are computed, so that nothing of them is known before. */
async function run(parameters: object) {
  const machine = await sfn.create({
    A: { Type: "Task", Resource: resource, Arguments: "{% $states.input %}", End: true },
  });
  const { status, output, error, cause } = await simulator.engine.ended(
    await sfn.start(machine, { ApiEndpoint, ...parameters }),
  );
  return status === "SUCCEEDED" ? (output as Readonly<Record<string, unknown>>) : { error, cause };
}

test("stage, path, parameters, headers and body make the request; the answer is the result", async () => {
  const result = await run({
    Method: "POST",
    Stage: "prod",
    Path: "/bills/a b",
    QueryParameters: { id: ["1", "2"], text: ["ä&="] },
    Headers: { "X-Custom": ["one", "two"] },
    RequestBody: { amount: 5, note: null, lines: [null, { gone: null }] },
  });
  const [request] = requests;
  expect(request?.line).toBe("POST /prod/bills/a%20b?id=1&id=2&text=%C3%A4%26%3D");
  expect(request?.headers).toMatchObject({ "x-custom": "one, two", "content-type": "application/json" });
  expect(request?.headers).not.toHaveProperty("authorization");
  expect(request?.body).toBe('{"amount":5,"lines":[null,{}]}');
  expect(result).toMatchObject({
    ResponseBody: { amount: 5, lines: [null, {}] },
    StatusCode: 200,
    StatusText: "OK",
    Headers: { "Content-Type": ["application/json"] },
  });
});

// As recorded of the service: text is sent as JSON, null only when that is allowed.
test.each<[unknown, string, unknown, object?]>([
  ["HelloWorld", '"HelloWorld"', "HelloWorld"],
  ["", '""', ""],
  ['{"message": "HelloWorld!"}', String.raw`"{\"message\": \"HelloWorld!\"}"`, '{"message": "HelloWorld!"}'],
  [null, "", {}],
  [null, "null", null, { AllowNullValues: true }],
  [{ a: null }, '{"a":null}', { a: null }, { AllowNullValues: true }],
])("the body %j is sent as %s", async (RequestBody, sent, echoed, more = {}) => {
  const result = await run({ Method: "POST", RequestBody, ...more });
  expect(requests[0]).toMatchObject({ line: "POST /", body: sent });
  expect(result).toMatchObject({ ResponseBody: echoed });
});

test("an answer that is no JSON is text, with all its headers", async () => {
  respond = (response) =>
    response.writeHead(201, "Made", { "Content-Type": "text/plain", "Set-Cookie": ["a=1", "b=2"] }).end("[1]");
  expect(await run({ Method: "PUT" })).toMatchObject({
    ResponseBody: "[1]",
    StatusCode: 201,
    StatusText: "Made",
    Headers: { "Set-Cookie": ["a=1", "b=2"] },
  });
});

test.each([403, 500, 302])("the status %i is an error, with the body as its cause", async (status) => {
  const body = '{"message":"Missing Authentication Token"}';
  respond = (response) => response.writeHead(status, { Location: "/elsewhere" }).end(body);
  expect(await run({ Method: "GET" })).toEqual({ error: `ApiGateway.${status}`, cause: body });
  expect(requests).toHaveLength(1);
});

test("an API that nothing stands in for is not called", async () => {
  const { error, cause } = await run({ ApiEndpoint: "other.execute-api.us-east-1.amazonaws.com", Method: "GET" });
  expect(error).toBe("ApiGateway.SdkClientException");
  expect(cause).toContain("what stands in for https://other.execute-api.us-east-1.amazonaws.com");
});

test("an API that does not answer fails the task", async () => {
  simulator.redirectHttp("https://dead.execute-api.us-east-1.amazonaws.com", "http://127.0.0.1:9");
  const result = await run({ ApiEndpoint: "dead.execute-api.us-east-1.amazonaws.com", Method: "GET" });
  expect(result.error).toBe("ApiGateway.SdkClientException");
  expect(result.cause).toContain("ECONNREFUSED");
});

const notStarted = (problem: string) =>
  expect.stringMatching(new RegExp(`could not be used to start the Task: \\[.*${problem}`)) as unknown;

test.each<[object, string]>([
  [{ Method: "GET", Headers: { a: "single" } }, "The value of the field 'Headers' has an invalid format"],
  [{ Method: "GET", QueryParameters: { a: "1" } }, "The value of the field 'QueryParameters' has an invalid format"],
  [{ Method: "TRACE" }, "The value of the field 'Method' has an invalid format"],
  [{ Method: "GET", ApiEndpoint: "https://a.example.com" }, "The value of the field 'ApiEndpoint' has an invalid"],
  [{ Method: "GET", AuthType: "COGNITO" }, "The value of the field 'AuthType' has an invalid format"],
  [{ Method: "GET", AllowNullValues: "yes" }, "The value of the field 'AllowNullValues' has an invalid format"],
  [{ Method: "GET", Headers: { "X-Amzn-A": ["1"], host: ["h"] } }, "unsupported values: X-Amzn-A, host"],
  [{ Method: "GET", RequestBody: { a: 1 } }, "only supported for the methods PATCH, POST and PUT"],
  [{}, "The field 'Method' is required but was missing"],
  [{ Method: "GET", Timeout: 1 }, 'The field "Timeout" is not supported by Step Functions'],
])("%j keeps the task from being scheduled", async (parameters, problem) => {
  expect(await run(parameters)).toEqual({ error: "States.Runtime", cause: notStarted(problem) });
  expect(requests).toEqual([]);
});

test("a task may wait for its token, which goes with the request", async () => {
  const task = {
    Type: "Task",
    Resource: `${resource}.waitForTaskToken`,
    Arguments: {
      ApiEndpoint,
      Method: "POST",
      Headers: { TaskToken: ["{% $states.context.Task.Token %}"] },
      AuthType: "IAM_ROLE",
    },
    End: true,
  };
  const executionArn = await sfn.start(await sfn.create({ A: task }));
  await expect.poll(() => requests).toHaveLength(1);
  const taskToken = requests[0]?.headers["tasktoken"] as string;
  expect(await sfn.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "RUNNING" });
  await sfn.client.send(new SendTaskSuccessCommand({ taskToken, output: '{"paid":true}' }));
  expect(await simulator.engine.ended(executionArn)).toMatchObject({ output: { paid: true } });
});

test("TestState calls the API too", async () => {
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    Type: "Task",
    Resource: resource,
    Arguments: { ApiEndpoint, Method: "GET", Path: "bills" },
    End: true,
  });
  const { output } = await sfn.client.send(new TestStateCommand({ definition, roleArn }));
  expect(JSON.parse(output ?? "")).toMatchObject({ StatusCode: 200 });
  expect(requests[0]?.line).toBe("GET /bills");
});
