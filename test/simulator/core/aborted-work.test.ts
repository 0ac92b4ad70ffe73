import { DescribeExecutionCommand, GetExecutionHistoryCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test } from "vitest";

import { runMachine, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

const wait = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Wait", Seconds: 60, End: true } } });
const map = (processor: object) => ({ Type: "Map", ItemsPath: "$.items", ItemProcessor: processor, End: true });
const distributed = { ...wait("C"), ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } };
const branchOf = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
const input = { items: [1, 2] };

/** A branch that iterates, one with a map run, one that waits inside of a branch, and one that ends all of them. */
const definition = {
  StartAt: "P",
  States: {
    P: {
      Type: "Parallel",
      Branches: [
        branchOf("M", map(wait("I"))),
        branchOf("D", map(distributed)),
        branchOf("Q", { Type: "Parallel", Branches: [wait("W")], End: true }),
        {
          StartAt: "L",
          States: { L: { Type: "Wait", Seconds: 3, Next: "F" }, F: { Type: "Fail", Error: "E", Cause: "C" } },
        },
      ],
      End: true,
    },
  },
};

test("what a failed branch ends has events of its own, from the inside out", async () => {
  const { history, childHistories } = await runMachine({ definition, input });
  const failed = history.findIndex(({ type }) => type === "FailStateEntered");
  const after = history.slice(failed + 1).map(({ type, details }) => [type, ...Object.values(details ?? {})]);
  expect(after).toEqual([
    ["WaitStateAborted"],
    ["MapIterationAborted", "M", 0],
    ["WaitStateAborted"],
    ["MapIterationAborted", "M", 1],
    ["MapStateAborted"],
    ["MapRunAborted"],
    ["MapStateAborted"],
    ["WaitStateAborted"],
    ["ParallelStateAborted"],
    ["ParallelStateFailed"],
    ["ExecutionFailed", "E", "C"],
  ]);
  expect(childHistories.map((events) => events.at(-1)?.type)).toEqual(["ExecutionAborted", "ExecutionAborted"]);
});

test("the map run of an execution that is stopped is aborted before it", async () => {
  const simulator = await startSimulator({});
  const { create, start, client } = clientOf(simulator.url);
  onTestFinished(async () => {
    client.destroy();
    await simulator.close();
  });
  const arn = await create({ D: map(distributed) }, { fields: { QueryLanguage: "JSONPath" } });
  const executionArn = await start(arn, input);
  await client.send(new StopExecutionCommand({ executionArn }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "ABORTED" });
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.slice(-2).map(({ type }) => type)).toEqual(["MapRunAborted", "ExecutionAborted"]);
});
