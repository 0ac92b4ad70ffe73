import { ListExecutionsCommand, ListMapRunsCommand, UpdateMapRunCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runMachine, type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf } from "./client.js";
import { memoryObjects } from "./engine/memory-objects.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const distributed = (
  more: object = {},
  states: object = { W: { Type: "Wait", Seconds: "{% $states.input.s %}", End: true } },
) => ({
  M: {
    Type: "Map",
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: Object.keys(states)[0],
      States: states,
    },
    End: true,
    ...more,
  },
});

test("every item is an execution of its own", async () => {
  const executionArn = await sfn.start(await sfn.create(distributed()), [{ s: 3 }, { s: 1 }]);
  const record = await simulator.engine.ended(executionArn);
  expect(record.output).toEqual([{ s: 3 }, { s: 1 }]);
  expect(record.history.map(({ type }) => type)).toEqual([
    ...["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted"],
    ...["MapRunSucceeded", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"],
  ]);
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn }));
  const { executions } = await sfn.client.send(new ListExecutionsCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn }));
  expect(executions?.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
});

const run = (map: object, states: object, input: unknown) =>
  runMachine({ definition: { QueryLanguage: "JSONata", StartAt: "M", States: distributed(map, states) }, input });
const failBelow = {
  C: { Type: "Choice", Choices: [{ Condition: "{% $states.input < 0 %}", Next: "F" }], Default: "S" },
  F: { Type: "Fail", Error: "Negative" },
  S: { Type: "Succeed" },
};

test.each<[string, object, unknown, object]>([
  [
    "no failure is tolerated by default",
    {},
    [1, -1],
    { status: "FAILED", error: "States.ExceedToleratedFailureThreshold" },
  ],
  ["a tolerated failure leaves no result", { ToleratedFailureCount: 1 }, [1, -1, 2], { output: [1, 2] }],
  ["more than the tolerated percentage fails", { ToleratedFailurePercentage: 30 }, [1, -1], { status: "FAILED" }],
  ["the tolerated percentage itself does not", { ToleratedFailurePercentage: 50 }, [1, -1], { output: [1] }],
])("%s", async (_name, map, input, expected) => {
  expect(await run({ MaxConcurrency: 1, ...map }, failBelow, input)).toMatchObject(expected);
});

test("items come in batches", async () => {
  const batched = await run(
    { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { b: 1 } } },
    { P: { Type: "Pass", End: true } },
    [1, 2, 3],
  );
  expect(batched.output).toEqual([
    { BatchInput: { b: 1 }, Items: [1, 2] },
    { BatchInput: { b: 1 }, Items: [3] },
  ]);
});

test("a batch is no larger than an execution's input may be", async () => {
  const items = Array.from({ length: 5 }, (_, index) => String(index).repeat(100_000));
  const batched = await run(
    { ItemBatcher: { MaxItemsPerBatch: 5 } },
    { P: { Type: "Pass", Output: "{% $count($states.input.Items) %}", End: true } },
    [1, 2, 3],
  );
  expect(batched.output).toEqual([3]);
  const objects = memoryObjects({ "b/k": JSON.stringify(items) });
  const large = await runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "M",
      States: distributed(
        {
          ItemBatcher: { MaxItemsPerBatch: 5 },
          ItemReader: { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "b", Key: "k" } },
        },
        { P: { Type: "Pass", Output: "{% $count($states.input.Items) %}", End: true } },
      ),
    },
    objects,
  });
  expect(large.output).toEqual([2, 2, 1]);
});

test("an item that is too large for the input of an execution fails the run", async () => {
  const reader = { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "b", Key: "k" } };
  const objects = memoryObjects({ "b/k": JSON.stringify(["small", "x".repeat(262_144)]) });
  const definition = (map: object) => ({
    QueryLanguage: "JSONata",
    StartAt: "M",
    States: distributed({ ItemReader: reader, ...map }, pass),
  });
  const result = await runMachine({ definition: definition({}), objects });
  expect(result).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  const ItemSelector = "{% $length($states.context.Map.Item.Value) %}";
  expect((await runMachine({ definition: definition({ ItemSelector }), objects })).output).toEqual([5, 262_144]);
});

test("children do not see the variables around the Map", async () => {
  const states = { ...distributed({}, { P: { Type: "Pass", Output: "{% $x %}", End: true } }) };
  const result = await runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: { A: { Type: "Pass", Assign: { x: 1 }, Next: "M" }, ...states },
    },
    input: [1],
  });
  expect(result.status).toBe("FAILED");
});

const pass = { P: { Type: "Pass", End: true } };

test("an item tells where it comes from", async () => {
  const reader = { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "bucket", Key: "key" } };
  const definition = (map: object) => ({
    QueryLanguage: "JSONata",
    StartAt: "M",
    States: distributed({ ItemSelector: "{% $states.context.Map.Item %}", ...map }, pass),
  });
  const objects = memoryObjects({ "bucket/key": '{"a":1}' });
  const fromState = await runMachine({ definition: definition({}), input: [5] });
  expect(fromState.output).toEqual([{ Index: 0, Value: 5, Source: "STATE_DATA" }]);
  const fromObject = await runMachine({ definition: definition({ ItemReader: reader }), objects });
  expect(fromObject.output).toEqual([{ Index: 0, Key: "a", Value: 1, Source: "S3://bucket/key" }]);
  const listing = { ...reader, Resource: "arn:aws:states:::s3:listObjectsV2", Arguments: { Bucket: "bucket" } };
  const fromListing = await runMachine({ definition: definition({ ItemReader: listing }), objects });
  expect(fromListing.output).toMatchObject([{ Index: 0, Source: "S3://bucket" }]);
});

test.each<[string, object, unknown, string]>([
  ["a batch of no items", { ItemBatcher: { MaxItemsPerBatch: "{% 0 %}" } }, [1], "MaxItemsPerBatch must be positive."],
  ["a negative MaxItems", {}, [1], "field MaxItems must be positive"],
])("%s fails the state", async (_name, map, input, cause) => {
  const reader = {
    Resource: "arn:aws:states:::s3:getObject",
    ReaderConfig: { InputType: "JSON", MaxItems: "{% -1 %}" },
    Arguments: { Bucket: "bucket", Key: "key" },
  };
  const definition = {
    QueryLanguage: "JSONata",
    StartAt: "M",
    States: distributed("ItemBatcher" in map ? map : { ItemReader: reader }, pass),
  };
  const result = await runMachine({ definition, input, objects: memoryObjects({ "bucket/key": "[1]" }) });
  expect(result.cause).toContain(cause);
});

test("the exit of a distributed Map in JSONata follows the start of its run", async () => {
  const { history } = await run({}, pass, []);
  const idOf = (type: string) => history.find((event) => event.type === type)?.id;
  expect(history.find(({ type }) => type === "MapStateExited")?.previousEventId).toBe(idOf("MapRunStarted"));
});

test("a run that fails writes what it has: results, failures and what never began", async () => {
  const objects = memoryObjects();
  const failing = await runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "M",
      States: distributed(
        { MaxConcurrency: 1, ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "b" } } },
        failBelow,
      ),
    },
    input: [1, -1, 2],
    objects,
  });
  expect(failing.error).toBe("States.ExceedToleratedFailureThreshold");
  const statuses = Object.entries(objects.all).map(([path, text]) => {
    const entries = JSON.parse(text) as readonly { readonly Status?: string }[];
    return [path.split("/").at(-1), Array.isArray(entries) ? entries.map(({ Status }) => Status) : undefined];
  });
  expect(Object.fromEntries(statuses)).toEqual({
    "SUCCEEDED_0.json": ["SUCCEEDED"],
    "FAILED_0.json": ["FAILED"],
    "PENDING_0.json": ["PENDING"],
    "manifest.json": undefined,
  });
});

test("the executions of a map run are listed with the run, and with how many items each was given", async () => {
  const map = distributed({ ItemBatcher: { MaxItemsPerBatch: 2 } }, pass);
  const executionArn = await sfn.start(await sfn.create(map), [1, 2, 3]);
  await simulator.engine.ended(executionArn);
  const { mapRuns } = await sfn.client.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns?.[0]?.mapRunArn;
  const { executions } = await sfn.client.send(new ListExecutionsCommand({ mapRunArn }));
  expect(executions).toMatchObject([
    { mapRunArn, itemCount: 1 },
    { mapRunArn, itemCount: 2 },
  ]);
});

test("a map run under way takes another tolerance", async () => {
  const late = {
    W: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: "missing" }, Next: "S" },
    S: { Type: "Succeed" },
  };
  const held = { Wait: { Type: "Wait", Seconds: 60, Next: "W" }, ...late };
  const real = await startSimulator({ clock: { scale: 1_000 }, functions: new Map() });
  const own = clientOf(real.url);
  try {
    const executionArn = await own.start(await own.create(distributed({}, held)), [1, 2]);
    const { mapRuns } = await own.client.send(new ListMapRunsCommand({ executionArn }));
    const mapRunArn = mapRuns?.[0]?.mapRunArn;
    await own.client.send(new UpdateMapRunCommand({ mapRunArn, toleratedFailureCount: 2 }));
    expect(await real.engine.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: [] });
  } finally {
    own.client.destroy();
    await real.close();
  }
});

test.each([
  [
    "ItemReader",
    { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "b", Key: "k", Range: "bytes=0-9" } },
  ],
  ["ItemReader", { Resource: "arn:aws:states:::s3:listObjectsV2", Arguments: { Bucket: "b", MaxKeys: 5 } }],
  ["ResultWriter", { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "b", ACL: "private" } }],
])("an argument of an %s that would do nothing is refused by name", async (field, part) => {
  const name = Object.keys(part.Arguments).at(-1) ?? "";
  const definition = (value: object) => ({
    QueryLanguage: "JSONata",
    StartAt: "M",
    States: distributed({ [field]: value }, pass),
  });
  await expect(runMachine({ definition: definition(part), input: [] })).rejects.toThrow(
    `The argument '${name}' of the ${field} is not simulated`,
  );
  const computed = { ...part, Arguments: `{% ${JSON.stringify(part.Arguments)} %}` };
  const result = await runMachine({
    definition: definition(computed),
    input: [],
    objects: memoryObjects({ "b/k": "[]" }),
  });
  expect(result).toMatchObject({ status: "FAILED", cause: expect.stringContaining(name) as string });
});
