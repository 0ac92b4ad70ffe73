import { Agent, request } from "node:http";
import { connect } from "node:net";

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { inputShapes } from "../../../simulator/api/input-shape.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
});
afterAll(() => {
  agent.destroy();
  return simulator.close();
});

const post = (target: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(simulator.url, { method: "POST", headers: { "x-amz-target": target }, body });

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** As `post`, at a fraction of its cost, for tests of thousands of requests. */
const send = (target: string, body: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(simulator.url, { method: "POST", agent, headers: { "x-amz-target": target } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });

// A worker waits a minute for a task, which is right, and too long for a test.
const operations = Object.keys(inputShapes).filter((name) => name !== "GetActivityTask");
const members = [...new Set(Object.values(inputShapes).flatMap((shape) => Object.keys(shape)))];

test("whatever a request says, the answer is the service's: 200 or 400, in JSON", async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom("arn:aws:states:us-east-1:123456789012:stateMachine:x", '{"StartAt":"A","States":{}}', "", -1, 1e9),
  );
  const body = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operations), body, async (operation, input) => {
      const { status, body: text } = await send(`AWSStepFunctions.${operation}`, JSON.stringify(input));
      const answer = JSON.parse(text) as { __type?: string };
      expect([200, 400], text).toContain(status);
      if (status === 400) expect(answer.__type).toMatch(/^[A-Za-z]+$/);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, string, string | Uint8Array<ArrayBuffer>, number, string]>([
  ["no JSON", "AWSStepFunctions.ListStateMachines", "{", 400, "SerializationException"],
  ["JSON that is no object", "AWSStepFunctions.ListStateMachines", "[1]", 400, "SerializationException"],
  [
    "more than a mebibyte",
    "AWSStepFunctions.ListStateMachines",
    " ".repeat(1_048_577),
    413,
    "RequestEntityTooLargeException",
  ],
  [
    "broken UTF-8",
    "AWSStepFunctions.ListStateMachines",
    new Uint8Array([0x7b, 0xff, 0x7d]),
    400,
    "SerializationException",
  ],
  [
    "deep nesting",
    "AWSStepFunctions.ListStateMachines",
    `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
    400,
    "SerializationException",
  ],
  ["an unknown operation", "AWSStepFunctions.DoNothing", "{}", 400, "UnknownOperationException"],
  ["a member of Object.prototype", "AWSStepFunctions.constructor", "{}", 400, "UnknownOperationException"],
  ["an unknown service", "Nothing_1.Do", "{}", 404, "UnknownOperationException"],
  ["a wrong type", "AWSStepFunctions.ListStateMachines", '{"maxResults":"1"}', 400, "SerializationException"],
  ["a number out of bounds", "AWSStepFunctions.ListStateMachines", '{"maxResults":5000}', 400, "ValidationException"],
])("%s is refused", async (_name, target, body, status, type) => {
  const response = await post(target, body);
  expect(response.status).toBe(status);
  expect(((await response.json()) as { __type: string }).__type).toBe(type);
});

test("unknown members are ignored", async () => {
  expect((await post("AWSStepFunctions.ListStateMachines", '{"surprise":1}')).status).toBe(200);
});

test("a connection that closes halfway harms nobody", async () => {
  const { port, hostname } = new URL(simulator.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
      socket.destroy();
    });
    socket.on("close", () => resolve());
  });
  expect((await post("AWSStepFunctions.ListStateMachines", "{}")).status).toBe(200);
});

/** Whatever was sent before, the server goes on answering. */
const stillAnswers = async () => expect((await post("AWSStepFunctions.ListStateMachines", "{}")).status).toBe(200);

/** Writes to a connection of its own, ends its own half, and gives what the server says until it closes. */
function raw(text: string | Uint8Array): Promise<string> {
  const { port, hostname } = new URL(simulator.url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

const head = (length: number) =>
  `POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`;

test("a client that has closed its half still gets the answer", async () => {
  expect(await raw(`${head(2)}{}`)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["a body that ends early", `${head(100)}{`],
  ["bytes of no meaning", new Uint8Array([0, 255, 22, 3, 1, 13, 10, 13, 10])],
  ["a negative length", head(-1)],
])("%s ends the connection, and harms nobody", async (_name, text) => {
  expect(await raw(text)).not.toMatch(/^HTTP\/1\.1 200/);
  await stillAnswers();
});

test("a body beyond the limit of all services is refused", async () => {
  const { port, hostname } = new URL(simulator.url);
  const answer = await new Promise<string>((resolve) => {
    let received = "";
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    const socket = connect(Number(port), hostname, () => {
      socket.write(head(100 * chunk.length));
      for (let count = 0; count < 66; count += 1) socket.write(chunk);
    });
    socket.on("data", (data) => (received += data.toString("latin1")));
    socket.on("error", () => resolve(received)); // the server does not read the rest
    socket.on("close", () => resolve(received));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 |^$/);
  await stillAnswers();
});

test.each([
  ["input", "StartExecution", { stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:x" }, 262_145],
  ["definition", "CreateStateMachine", { name: "x", roleArn: "arn:aws:iam::123456789012:role/x" }, 1_048_577],
  ["taskToken", "SendTaskHeartbeat", {}, 2_049],
  ["name", "CreateActivity", {}, 81],
] as const)("a %s that is too long is a ValidationException", async (member, operation, others, length) => {
  const body = JSON.stringify({ ...others, [member]: "x".repeat(length) });
  const response = await post(`AWSStepFunctions.${operation}`, body);
  expect(response.status).toBe(400);
  const { __type, message } = (await response.json()) as { __type: string; message: string };
  expect(__type).toMatch(/^(ValidationException|InvalidName)$/);
  expect(message.length).toBeLessThan(length + 1_000);
});

test("members of every operation may have any JSON type", async () => {
  const values: readonly unknown[] = [null, true, 1, -1.5, "", "x", [], [1], {}, { a: 1 }];
  for (const operation of operations) {
    for (const member of Object.keys(inputShapes[operation as keyof typeof inputShapes])) {
      const sent = values.map((value) => send(`AWSStepFunctions.${operation}`, JSON.stringify({ [member]: value })));
      const answers = await Promise.all(sent);
      for (const [index, { status }] of answers.entries())
        expect([200, 400], `${operation}.${member} = ${JSON.stringify(values[index])}`).toContain(status);
    }
  }
});

test("ten thousand requests at once are all answered, and none of them is kept", async () => {
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, () => send("AWSStepFunctions.ListStateMachines", "{}")),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // Virtual time would stand still for good if one of them were taken for under way.
  await simulator.engine.time.passTime(1_000);
});
