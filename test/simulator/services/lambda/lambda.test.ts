import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLambda } from "../../../../simulator/services/lambda/lambda.js";

class OutOfStock extends Error {
  override readonly name = "OutOfStock";
}

const calls: unknown[] = [];
const functions = new Map<string, (payload: unknown) => unknown>([
  ["echo", (payload) => payload],
  ["nothing", () => undefined],
  ["record", (payload) => calls.push(payload)],
  ["fail", () => Promise.reject(new OutOfStock("none left"))],
  [
    "fail-oddly",
    () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- handlers may throw anything
      throw "a text";
    },
  ],
]);
let running: Awaited<ReturnType<typeof startLambda>>;
let client: LambdaClient;

beforeAll(async () => {
  running = await startLambda({ find: (name) => functions.get(name) });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new LambdaClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await running.close();
});

async function invoke(FunctionName: string, payload: unknown = {}, more: object = {}) {
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload), ...more }));
  return { ...answer, text: answer.Payload?.transformToString() ?? "" };
}

test.each([
  "echo",
  "echo:live",
  "123456789012:function:echo",
  "arn:aws:lambda:us-east-1:123456789012:function:echo:$LATEST",
])("a function answers under %s", async (name) => {
  const { text, StatusCode, ExecutedVersion, FunctionError } = await invoke(name, { a: [1, "ä"] });
  expect(JSON.parse(text)).toEqual({ a: [1, "ä"] });
  expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({
    StatusCode: 200,
    ExecutedVersion: "$LATEST",
    FunctionError: undefined,
  });
});

test("a function without a result answers null", async () => {
  expect((await invoke("nothing")).text).toBe("null");
});

test("a thrown error comes as the Node.js runtime words it", async () => {
  const { text, FunctionError, StatusCode } = await invoke("fail");
  expect({ FunctionError, StatusCode }).toEqual({ FunctionError: "Unhandled", StatusCode: 200 });
  const error = JSON.parse(text);
  expect(error).toMatchObject({ errorType: "OutOfStock", errorMessage: "none left" });
  expect(error.trace[0]).toMatch(/none left$/);
  expect(error.trace[1]).toMatch(/^ {4}at /);
  expect(JSON.parse((await invoke("fail-oddly")).text)).toEqual({
    errorType: "string",
    errorMessage: "a text",
    trace: [],
  });
});

test("an event is taken at once and runs by itself; a dry run runs nothing", async () => {
  expect((await invoke("record", { n: 1 }, { InvocationType: "Event" })).StatusCode).toBe(202);
  expect((await invoke("record", { n: 2 }, { InvocationType: "DryRun" })).StatusCode).toBe(204);
  await running.lambda.settled();
  expect(calls).toEqual([{ n: 1 }]);
});

test("a function that does not exist, and a payload that is not JSON, are refused", async () => {
  await expect(invoke("nobody")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(client.send(new InvokeCommand({ FunctionName: "echo", Payload: "{" }))).rejects.toMatchObject({
    name: "InvalidRequestContentException",
  });
});
