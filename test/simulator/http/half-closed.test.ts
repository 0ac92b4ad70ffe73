import { connect } from "node:net";

import { CreateActivityCommand, GetActivityTaskCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { HttpRequest } from "../../../simulator/http/http-handler.js";
import { listen } from "../../../simulator/http/listen.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { createServices } from "../../../simulator/services/create-services.js";
import { clientOf } from "../client.js";

const delayMs = 150;
let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({
    services: createServices().routed,
    functions: new Map([
      ["slow", (input: unknown) => new Promise((resolve) => setTimeout(() => resolve(input), delayMs))],
    ]),
  });
  sfn = clientOf(simulator.url);
});
afterAll(() => simulator.close());

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function requestText({ path = "/", method = "POST", headers = {}, body = {} }: Asked): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nHost: x\r\n${lines.join("")}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const target = (name: string) => ({ "X-Amz-Target": name });

/** Writes, ends its own half at once, and gives what comes until the server ends the other one. */
function tellAndEnd(text: string, url = simulator.url): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () => socket.end(text));
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

const askAndEnd = (...requests: readonly Asked[]) => tellAndEnd(requests.map(requestText).join(""));

const bodiesOf = (answers: string) =>
  answers
    .split(/(?=HTTP\/1\.1 )/)
    .map((answer) => ({ status: Number(answer.slice(9, 12)), body: answer.slice(answer.indexOf("\r\n\r\n") + 4) }));

describe("a client that has closed its half of the connection gets its answer", () => {
  test("to a synchronous execution, and to one behind it", async () => {
    const stateMachineArn = await sfn.create(
      { Wait: { Type: "Task", Resource: functionArn("slow"), Output: "{% $states.result %}", End: true } },
      { type: "EXPRESS" },
    );
    const start = (input: string) => ({
      headers: target("AWSStepFunctions.StartSyncExecution"),
      body: { stateMachineArn, input },
    });
    const answers = bodiesOf(await askAndEnd(start("1"), start("2")));
    expect(answers.map(({ status, body }) => [status, (JSON.parse(body) as { output: string }).output])).toEqual([
      [200, "1"],
      [200, "2"],
    ]);
  });

  test.each<[string, () => Asked, RegExp]>([
    [
      "a function",
      () => ({ path: "/2015-03-31/functions/slow/invocations", body: { a: 1 } }),
      /^HTTP\/1\.1 200 [^]*\{"a":1\}$/,
    ],
    [
      "TestState",
      () => ({
        headers: target("AWSStepFunctions.TestState"),
        body: {
          definition: JSON.stringify({ Type: "Task", Resource: functionArn("slow"), End: true }),
          roleArn: "arn:aws:iam::123456789012:role/any",
          input: '"here"',
        },
      }),
      /^HTTP\/1\.1 200 [^]*"output":"\\"here\\""/,
    ],
    ["a bucket", () => ({ method: "PUT", path: "/left", headers: signedFor("s3"), body: "" }), /^HTTP\/1\.1 200 /],
    [
      "an object that is put",
      () => ({ method: "PUT", path: "/left/object", headers: signedFor("s3"), body: "x".repeat(300_000) }),
      /^HTTP\/1\.1 200 [^]*etag/i,
    ],
    [
      "an object that is got",
      () => ({ method: "GET", path: "/left/object", headers: signedFor("s3"), body: "" }),
      /^HTTP\/1\.1 200 [^]*x$/,
    ],
  ])("of %s", async (_name, ask, expected) => {
    expect(await askAndEnd(ask())).toMatch(expected);
  });

  const functionArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
  const signedFor = (service: string) => ({
    Authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`,
  });
});

describe("work is not given to a client that may have gone", () => {
  test("a task of an activity goes to the next worker", async () => {
    const { activityArn = "" } = await sfn.client.send(new CreateActivityCommand({ name: "left" }));
    const poll = { headers: target("AWSStepFunctions.GetActivityTask"), body: { activityArn, workerName: "gone" } };
    expect(bodiesOf(await askAndEnd(poll))).toEqual([{ status: 200, body: "{}" }]);
    const stateMachineArn = await sfn.create({ Do: { Type: "Task", Resource: activityArn, End: true } });
    await sfn.start(stateMachineArn, { order: 1 });
    const { input } = await sfn.client.send(new GetActivityTaskCommand({ activityArn, workerName: "here" }));
    expect(input).toBe('{"order":1}');
  });

  test.each([
    ["AWS JSON", { headers: target("AmazonSQS.ReceiveMessage"), body: { QueueUrl: "left", WaitTimeSeconds: 20 } }],
    [
      "the query protocol",
      {
        headers: { "Content-Type": "application/x-www-form-urlencoded", ...authorization("sqs") },
        path: "/123456789012/left",
        body: "Action=ReceiveMessage&WaitTimeSeconds=20",
      },
    ],
  ])("a message of a queue stays for the next one (%s)", async (_name, receive) => {
    const sqs = async (action: string, body: object) => {
      const headers = { "x-amz-target": `AmazonSQS.${action}` };
      const response = await fetch(simulator.url, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as { Messages?: { Body: string; ReceiptHandle: string }[] };
    };
    await sqs("CreateQueue", { QueueName: "left" });
    expect(await askAndEnd(receive)).toMatch(/^HTTP\/1\.1 200 /);
    await sqs("SendMessage", { QueueUrl: "left", MessageBody: "kept" });
    const { Messages = [] } = await sqs("ReceiveMessage", { QueueUrl: "left" });
    expect(Messages.map(({ Body }) => Body)).toEqual(["kept"]);
    await sqs("DeleteMessage", { QueueUrl: "left", ReceiptHandle: Messages[0]?.ReceiptHandle });
  });

  function authorization(service: string) {
    return {
      Authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`,
    };
  }

  test("workers that poll one after the other on one connection make no noise", async () => {
    const { activityArn = "" } = await sfn.client.send(new CreateActivityCommand({ name: "many" }));
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on("warning", keep);
    const poll = { headers: target("AWSStepFunctions.GetActivityTask"), body: { activityArn } };
    const answers = bodiesOf(await askAndEnd(...Array.from({ length: 30 }, () => poll)));
    process.off("warning", keep);
    expect(answers).toHaveLength(30);
    expect(warnings).toEqual([]);
  });
});

describe("no connection stays behind", () => {
  test.each([
    ["without a request", ""],
    ["within a header", "POST / HTTP/1.1\r\nHost:"],
    ["within a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"],
  ])("when its client ends %s", async (_name, text) => {
    expect(await tellAndEnd(text)).not.toMatch(/^HTTP\/1\.1 200/);
  });

  test("when its client ends after its answer", async () => {
    const { port, hostname } = new URL(simulator.url);
    await new Promise((resolve, reject) => {
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }, () =>
        socket.write(requestText({ headers: target("AWSStepFunctions.ListActivities") })),
      );
      socket.once("data", () => socket.end());
      socket.on("error", reject);
      socket.on("close", resolve);
    });
  });

  test("a client that is asked for says that it has gone", async () => {
    let seen: ((request: HttpRequest) => void) | undefined;
    const asked = new Promise<HttpRequest>((resolve) => (seen = resolve));
    const server = await listen((request) => (seen?.(request), new Promise(() => undefined)), 0, "127.0.0.1");
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => socket.write(requestText({})));
    const gone = (await asked).whenGone?.();
    expect(gone?.aborted).toBe(false);
    const ended = new Promise((resolve) => gone?.addEventListener("abort", resolve));
    socket.destroy();
    await ended;
    await server.close();
  });
});
