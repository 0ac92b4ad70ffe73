import { ListExecutionsCommand, ListMapRunsCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { runMachine, type Simulator, startSimulator } from "../../simulator/index.js";
import { clientOf } from "./client.js";

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
