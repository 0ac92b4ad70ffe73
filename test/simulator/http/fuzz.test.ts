import { connect } from "node:net";

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { inputShapes } from "../../../simulator/api/input-shape.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
});
afterAll(() => simulator.close());

const post = (target: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(simulator.url, { method: "POST", headers: { "x-amz-target": target }, body });

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
    fc.asyncProperty(fc.constantFrom(...operations), body, async (operation, request) => {
      const response = await post(`AWSStepFunctions.${operation}`, JSON.stringify(request));
      const answer = (await response.json()) as { __type?: string };
      expect([200, 400], JSON.stringify(answer)).toContain(response.status);
      if (response.status === 400) expect(answer.__type).toMatch(/^[A-Za-z]+$/);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, string, string | Uint8Array<ArrayBuffer>, number, string]>([
  ["no JSON", "AWSStepFunctions.ListStateMachines", "{", 400, "SerializationException"],
  ["JSON that is no object", "AWSStepFunctions.ListStateMachines", "[1]", 400, "SerializationException"],
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

test("a thousand requests at once are all answered", async () => {
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async () => (await post("AWSStepFunctions.ListStateMachines", "{}")).status),
  );
  expect(new Set(answers)).toEqual(new Set([200]));
});
