import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateConnectionCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  TestStateCommand,
} from "@aws-sdk/client-sfn";
import { type Simulator, startSimulator } from "setpiece/simulator";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createServices } from "../../../simulator/services/create-services.js";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const config = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const seen: Seen[] = [];
/** What the server of the test does, by path. */
const answers: Readonly<Record<string, { status?: number; type?: string; body: string | Buffer }>> = {
  "/json": { type: "application/json", body: '{"ok":true}' },
  "/problem": { type: "application/problem+json; charset=utf-8", body: '{"title":"x"}' },
  "/garbage": { type: "application/json", body: "<html>" },
  "/text": { type: "text/plain", body: "hello" },
  "/empty": { status: 204, body: "" },
  "/image": { type: "image/png", body: "png" },
  "/binary": { type: "text/plain", body: Buffer.from([0xff, 0xfe, 0x00]) },
  "/large": { type: "text/plain", body: "x".repeat(262_145) },
  "/busy": { status: 503, type: "text/plain", body: "slow down" },
  "/moved": { status: 302, body: "" },
  "/token": { type: "application/json", body: '{"access_token":"granted"}' },
  "/no-token": { status: 401, type: "application/json", body: "{}" },
};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { method = "", url = "", headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const path = url.split("?")[0] ?? "";
    if (path === "/reset") request.socket.resetAndDestroy();
    if (path === "/reset" || path === "/silence") return;
    const { status = 200, type, body } = answers[path] ?? { status: 404, body: "not here" };
    response.writeHead(status, type === undefined ? {} : { "content-type": type }).end(body);
  });
});

let base: string;
let simulator: Simulator;
let client: SFNClient;
let machines = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = createServices();
  simulator = await startSimulator({
    clock: "virtual",
    services: services.routed,
    connections: services.events.credentialsOf,
    httpRedirects: { "https://tax.example.com/v1": base },
    httpPatienceMs: 50,
  });
  const events = new EventBridgeClient({ ...config, endpoint: simulator.url });
  const oauth = (path: string) => ({
    OAuthParameters: {
      ClientParameters: { ClientID: "me", ClientSecret: "secret" },
      AuthorizationEndpoint: `${base}${path}`,
      HttpMethod: "POST" as const,
    },
  });
  const own = {
    HeaderParameters: [{ Key: "X-Own", Value: "connection" }],
    QueryStringParameters: [{ Key: "tenant", Value: "shop" }],
    BodyParameters: [{ Key: "client", Value: "7" }],
  };
  const create = (Name: string, AuthorizationType: "BASIC" | "API_KEY" | "OAUTH_CLIENT_CREDENTIALS", auth: object) =>
    events.send(new CreateConnectionCommand({ Name, AuthorizationType, AuthParameters: auth }));
  await create("key", "API_KEY", { ApiKeyAuthParameters: { ApiKeyName: "X-Api-Key", ApiKeyValue: "open sesame" } });
  await create("basic", "BASIC", { BasicAuthParameters: { Username: "me", Password: "pass" } });
  await create("oauth", "OAUTH_CLIENT_CREDENTIALS", oauth("/token"));
  await create("refused", "OAUTH_CLIENT_CREDENTIALS", oauth("/no-token"));
  await create("own", "API_KEY", {
    ApiKeyAuthParameters: { ApiKeyName: "X-Api-Key", ApiKeyValue: "k" },
    InvocationHttpParameters: own,
  });
  events.destroy();
  client = new SFNClient({ ...config, endpoint: simulator.url, disableHostPrefix: true });
});
afterAll(async () => {
  client.destroy();
  await simulator.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => (seen.length = 0));

function argumentsFor(path: string, more: object = {}, connection = "key") {
  const ConnectionArn = `arn:aws:events:us-east-1:123456789012:connection/${connection}/0`;
  return { ApiEndpoint: `${base}${path}`, Method: "GET", Authentication: { ConnectionArn }, ...more };
}

async function invoke(args: object, state: object = {}) {
  machines += 1;
  const task = { Type: "Task", Resource: "arn:aws:states:::http:invoke", Arguments: args, End: true, ...state };
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Call", States: { Call: task } });
  const name = `http-${machines}`;
  const roleArn = "arn:aws:iam::123456789012:role/local";
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
  await simulator.engine.ended(executionArn ?? "");
  const { status, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  return {
    status,
    error,
    cause,
    output: output === undefined ? undefined : (JSON.parse(output) as Record<string, unknown>),
    events: events.map(({ type }) => type),
  };
}

describe("an answer", () => {
  test("that is JSON is data, with its status and headers", async () => {
    const { status, output, events } = await invoke(argumentsFor("/json"));
    expect(status).toBe("SUCCEEDED");
    expect(output).toMatchObject({
      StatusCode: 200,
      StatusText: "OK",
      Headers: { "content-type": ["application/json"] },
      ResponseBody: { ok: true },
    });
    expect(events.slice(2, 5)).toEqual(["TaskScheduled", "TaskStarted", "TaskSucceeded"]);
  });

  test.each([
    ["/problem", { title: "x" }],
    ["/garbage", "<html>"],
    ["/text", "hello"],
    ["/empty", ""],
  ])("of %s has the body %j", async (path, body) => {
    expect((await invoke(argumentsFor(path))).output).toMatchObject({ ResponseBody: body });
  });

  test.each([
    ["/busy", "States.Http.StatusCode.503", "slow down"],
    ["/moved", "States.Http.StatusCode.302", "Found"],
    ["/nowhere", "States.Http.StatusCode.404", "not here"],
    ["/image", "States.Runtime", "image/png"],
    ["/binary", "States.Runtime", "not text"],
    ["/large", "States.DataLimitExceeded", "262144 bytes"],
    ["/reset", "States.Http.Socket", ""],
  ])("of %s is the error %s", async (path, error, cause) => {
    const result = await invoke(argumentsFor(path));
    expect(result).toMatchObject({ status: "FAILED", error });
    expect(result.cause).toContain(cause);
  });

  test("that does not come is States.Timeout once the time of the task is up", async () => {
    const result = await invoke(argumentsFor("/silence"), { TimeoutSeconds: 3 });
    expect(result).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(result.events).toContain("TaskTimedOut");
  });

  test("is asked for again by a retrier that names its status", async () => {
    const retry = [{ ErrorEquals: ["States.Http.StatusCode.503"], MaxAttempts: 2 }];
    await invoke(argumentsFor("/busy"), { Retry: retry });
    expect(seen).toHaveLength(3);
  });
});

describe("a request", () => {
  test("has the method, query, headers and JSON of the state", async () => {
    await invoke(
      argumentsFor("/json?fixed=1", {
        Method: "POST",
        QueryParameters: { a: [1, "two"], b: true, gone: null },
        Headers: { "X-One": "1", "X-Many": ["a", "b"] },
        RequestBody: { n: 1, none: null },
      }),
    );
    expect(seen[0]).toMatchObject({
      method: "POST",
      url: "/json?fixed=1&a=1&a=two&b=true",
      body: '{"n":1,"none":null}',
    });
    expect(seen[0]?.headers).toMatchObject({
      "x-one": "1",
      "x-many": "a, b",
      "content-type": "application/json; charset=UTF-8",
      "user-agent": "Amazon|StepFunctions|HttpInvoke|us-east-1",
      range: "bytes=0-262144",
      "x-api-key": "open sesame",
    });
  });

  test.each([
    ["INDICES", "a=1&list%5B0%5D=x&list%5B1%5D=y%20z&deep%5Bin%5D=true"],
    ["REPEAT", "a=1&list=x&list=y%20z&deep%5Bin%5D=true"],
    ["COMMAS", "a=1&list=x%2Cy%20z&deep%5Bin%5D=true"],
    ["BRACKETS", "a=1&list%5B%5D=x&list%5B%5D=y%20z&deep%5Bin%5D=true"],
  ])("with a form has lists as %s say", async (ArrayFormat, body) => {
    const Transform = { RequestBodyEncoding: "URL_ENCODED", RequestEncodingOptions: { ArrayFormat } };
    const RequestBody = { a: 1, list: ["x", "y z"], deep: { in: true }, none: null };
    await invoke(argumentsFor("/json", { Method: "POST", Transform, RequestBody }));
    expect(seen[0]?.body).toBe(body);
  });

  test("for an address that is redirected goes there", async () => {
    await invoke(argumentsFor("", { ApiEndpoint: "https://tax.example.com/v1/json?q=1" }));
    expect(seen[0]?.url).toBe("/json?q=1");
  });

  test.each([
    ["a header that is not allowed", { Headers: { Authorization: "x" } }, "Authorization"],
    ["no TLS", { ApiEndpoint: "http://tax.example.com/" }, "https://"],
    ["no URL", { ApiEndpoint: "tax" }, "ApiEndpoint"],
    ["a strange method", { Method: "BREW" }, "Method"],
    ["no connection", { Authentication: {} }, "ConnectionArn"],
    ["a query that is no object", { QueryParameters: "a=1" }, "QueryParameters"],
  ])("with %s is not made", async (_case, more, cause) => {
    const result = await invoke(argumentsFor("/json", more));
    expect(result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(result.cause).toContain(cause);
    expect(seen).toEqual([]);
  });
});

describe("a connection", () => {
  test("sends a user and password", async () => {
    await invoke(argumentsFor("/json", {}, "basic"));
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("me:pass").toString("base64")}`);
  });

  test("gets a token first", async () => {
    await invoke(argumentsFor("/json", {}, "oauth"));
    expect(seen[0]?.body).toBe("grant_type=client_credentials&client_id=me&client_secret=secret");
    expect(seen[1]?.headers.authorization).toBe("Bearer granted");
  });

  test("that gets no token is the error of the connection", async () => {
    const error = "Events.ConnectionResource.InvalidConnectionState";
    expect(await invoke(argumentsFor("/json", {}, "refused"))).toMatchObject({ error });
  });

  test("that does not exist is an error", async () => {
    const error = "Events.ConnectionResource.ResourceNotFound";
    expect(await invoke(argumentsFor("/json", {}, "unknown"))).toMatchObject({ error });
    expect(seen).toEqual([]);
  });

  test("wins with its own headers, query and body", async () => {
    const given = {
      Headers: { "X-Own": "state" },
      QueryParameters: { tenant: "x" },
      RequestBody: { client: "1", n: 1 },
    };
    await invoke(argumentsFor("/json", { Method: "POST", ...given }, "own"));
    expect(seen[0]).toMatchObject({ url: "/json?tenant=shop", body: '{"client":"7","n":1}' });
    expect(seen[0]?.headers["x-own"]).toBe("connection");
  });

  test("with a body of its own does not go with text", async () => {
    const result = await invoke(argumentsFor("/json", { Method: "POST", RequestBody: "text" }, "own"));
    expect(result).toMatchObject({ error: "States.Runtime" });
  });
});

test("TestState calls the service too", async () => {
  const definition = {
    Type: "Task",
    Resource: "arn:aws:states:::http:invoke",
    Arguments: argumentsFor("/json"),
    End: true,
  };
  const roleArn = "arn:aws:iam::123456789012:role/local";
  const text = JSON.stringify({ QueryLanguage: "JSONata", ...definition });
  const { status, output } = await client.send(new TestStateCommand({ definition: text, roleArn }));
  expect(status).toBe("SUCCEEDED");
  expect(JSON.parse(output ?? "null")).toMatchObject({ ResponseBody: { ok: true } });
});

describe("TestState at the level TRACE", () => {
  const trace = async (path: string, more: object = {}) => {
    const Arguments = argumentsFor(
      path,
      { Method: "POST", Headers: { "X-Shop": "north" }, RequestBody: { n: 1 } },
      "own",
    );
    const definition = JSON.stringify({
      ...{ QueryLanguage: "JSONata", Type: "Task", Resource: "arn:aws:states:::http:invoke", Arguments, End: true },
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Other" }],
    });
    const roleArn = "arn:aws:iam::123456789012:role/local";
    const command = new TestStateCommand({ definition, roleArn, inspectionLevel: "TRACE", ...more });
    return (await client.send(command)).inspectionData;
  };

  test("shows the request without what the connection adds, and the response", async () => {
    const { request, response } = (await trace("/json")) ?? {};
    expect(request).toMatchObject({ protocol: "http", method: "POST", url: `${base}/json`, body: '{"n":1}' });
    expect(request?.headers).toContain("x-shop: north");
    expect(JSON.stringify(request)).not.toMatch(/connection|tenant|api-key/i);
    expect(response).toMatchObject({ statusCode: "200", statusMessage: "OK", body: '{"ok":true}' });
    expect(response?.headers).toContain("content-type: application/json");
    expect(seen[0]?.headers["x-api-key"]).toBe("k");
  });

  test("reveals the secrets where that is asked for", async () => {
    const { request } = (await trace("/json", { revealSecrets: true })) ?? {};
    expect(request).toMatchObject({ url: `${base}/json?tenant=shop`, body: '{"n":1,"client":"7"}' });
    expect(request?.headers).toContain("x-api-key: k");
  });

  test("shows a response that is an error, and nothing at the level DEBUG", async () => {
    expect((await trace("/busy"))?.response).toMatchObject({ statusCode: "503", body: "slow down" });
    expect(await trace("/json", { inspectionLevel: "DEBUG" })).not.toHaveProperty("request");
  });
});
