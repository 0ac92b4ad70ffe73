import { expect, test } from "vitest";

import { runMachine } from "../../../simulator/index.js";

const missing = "{% $states.input.missing %}";
const task = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", End: true };
const machine = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const distributed = { ...machine, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
const map = { Type: "Map", Items: [1], ItemProcessor: machine, End: true };
const run = { ...map, ItemProcessor: distributed };
const reader = { Resource: "arn:aws:states:::s3:getObject", Arguments: { Bucket: "b", Key: "k" } };
const writer = { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: missing, Prefix: "p" } };
const choice = { Type: "Choice", Default: "E" };
const rule = { Condition: "{% true %}", Next: "E" };
const catcher = { ErrorEquals: ["States.ALL"], Next: "E" };

/** The state, where its evaluation fails, and the event that the failure follows. */
test.each<[string, object, number?]>([
  ["Arguments/a[1]/b", { ...task, Arguments: { a: [1, { b: missing }] } }],
  ["TimeoutSeconds", { ...task, TimeoutSeconds: missing }],
  ["HeartbeatSeconds", { ...task, HeartbeatSeconds: missing }],
  ["Credentials/RoleArn", { ...task, Credentials: { RoleArn: missing } }],
  ["Output/x y", { ...task, Output: { "x y": missing } }, 5],
  ["Assign/x", { ...task, Assign: { x: missing } }, 5],
  ["Catch[0]/Output/a", { ...task, Arguments: { fail: true }, Catch: [{ ...catcher, Output: { a: missing } }] }, 5],
  ["Catch[0]/Assign/a", { ...task, Arguments: { fail: true }, Catch: [{ ...catcher, Assign: { a: missing } }] }, 5],
  ["Choices[0]/Condition", { ...choice, Choices: [{ ...rule, Condition: missing }] }],
  ["Choices[0]/Output", { ...choice, Choices: [{ ...rule, Output: missing }] }],
  ["Choices[0]/Assign/a", { ...choice, Choices: [{ ...rule, Assign: { a: missing } }] }],
  ["Seconds", { Type: "Wait", Seconds: missing, End: true }],
  ["Timestamp", { Type: "Wait", Timestamp: missing, End: true }],
  ["Error", { Type: "Fail", Error: missing }],
  ["Cause", { Type: "Fail", Cause: missing }],
  ["Output", { Type: "Succeed", Output: missing }],
  ["Items", { ...map, Items: missing }],
  ["Items[0]", { ...map, Items: [missing] }],
  ["ItemSelector/a", { ...map, ItemSelector: { a: missing } }, 3],
  ["MaxConcurrency", { ...map, MaxConcurrency: missing }],
  ["ItemReader/Arguments/Key", { ...run, ItemReader: { ...reader, Arguments: { Bucket: "b", Key: missing } } }],
  ["ItemReader/ReaderConfig/MaxItems", { ...run, ItemReader: { ...reader, ReaderConfig: { MaxItems: missing } } }],
  ["ToleratedFailureCount", { ...run, ToleratedFailureCount: missing }, 3],
  ["ToleratedFailurePercentage", { ...run, ToleratedFailurePercentage: missing }, 3],
  ["ItemBatcher/MaxItemsPerBatch", { ...run, ItemBatcher: { MaxItemsPerBatch: missing } }, 3],
  ["ItemBatcher/BatchInput/a", { ...run, ItemBatcher: { MaxItemsPerBatch: 1, BatchInput: { a: missing } } }, 3],
  ["ResultWriter/Arguments/Bucket", { ...run, ResultWriter: writer }, 3],
])("an expression that fails in %s", async (location, state, previousEventId = 0) => {
  const { history, error, cause } = await runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "S",
      States: "Choices" in state || "Catch" in state ? { S: state, E: { Type: "Succeed" } } : { S: state },
    },
    input: {},
    lambda: (_, payload) => {
      if (JSON.stringify(payload) === '{"fail":true}') throw new Error("told to");
      return {};
    },
  });
  expect(error).toBe("States.QueryEvaluationError");
  expect(cause).toBe(
    `An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '$states.input.missing' specified for the field '${location}' returned nothing (undefined).`,
  );
  expect(history.filter(({ type }) => type === "EvaluationFailed")).toMatchObject([
    { previousEventId, details: { error, cause, location, state: "S" } },
  ]);
});

test.each([0, 1, 2])(
  "iterations end when a later item cannot be selected, with a concurrency of %d",
  async (concurrency) => {
    const wait = { Type: "Wait", Seconds: "{% $states.input %}", Next: "P" };
    const { history } = await runMachine({
      definition: {
        ...{ QueryLanguage: "JSONata", StartAt: "S" },
        States: {
          S: {
            ...{ ...map, MaxConcurrency: concurrency, Catch: [catcher] },
            Items: [{ x: 1 }, { x: 9 }, {}, { x: 3 }],
            ItemSelector: "{% $states.context.Map.Item.Value.x %}",
            ItemProcessor: { StartAt: "W", States: { W: wait, P: { Type: "Pass", End: true } } },
          },
          E: { Type: "Wait", Seconds: 60, End: true },
        },
      },
    });
    const types = history.map(({ type }) => type);
    const failed = types.indexOf("MapStateFailed");
    expect(types.slice(failed)).toEqual([
      ...["MapStateFailed", "MapStateExited", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded"],
    ]);
    const count = (wanted: string) => types.filter((type) => type === wanted).length;
    expect(count("MapIterationAborted") + count("MapIterationSucceeded")).toBe(count("MapIterationStarted"));
  },
);

test("an item that cannot be selected fails the map run with the cause of its state", async () => {
  const { history, cause } = await runMachine({
    definition: { QueryLanguage: "JSONata", StartAt: "S", States: { S: { ...run, ItemSelector: missing } } },
  });
  expect(cause).toContain("An error occurred while executing the state 'S' (entered at the event id #2). The JSONata");
  expect(history.map(({ type }) => type)).toContain("MapRunFailed");
});

test("a picture without any active character has the service's code", async () => {
  const definition = {
    ...{ QueryLanguage: "JSONata", StartAt: "S" },
    States: { S: { Type: "Pass", Output: "{% $formatNumber(1, 'x') %}", End: true } },
  };
  expect((await runMachine({ definition })).cause).toContain(
    "threw an error during evaluation. D3086: The sub-picture",
  );
});

test.each([
  ["Parallel", { Type: "Parallel", Branches: [machine] }],
  ["Map", { Type: "Map", ItemProcessor: machine }],
])("a %s that fails for its own fields is told of by its machine alone, in JSONPath", async (type, state) => {
  const S = { ...state, InputPath: "$.missing", End: true };
  const { history, error } = await runMachine({ definition: { StartAt: "S", States: { S } } });
  expect(error).toBe("States.Runtime");
  expect(history.map((event) => event.type)).toEqual(["ExecutionStarted", `${type}StateEntered`, "ExecutionFailed"]);
});
