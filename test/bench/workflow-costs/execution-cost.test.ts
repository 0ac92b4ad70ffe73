import { runMachine } from "setpiece/simulator";
import { expect, test } from "vitest";
import { costOf, transitionsOf } from "./execution-cost.js";

const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: "read" } };
const retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 3 }];

async function record(tookMs: number) {
  let calls = 0;
  const { history } = await runMachine({
    definition: {
      QueryLanguage: "JSONata",
      StartAt: "Read",
      States: { Read: { ...task, Retry: retry, Next: "Done" }, Done: { Type: "Succeed" } },
    },
    integrations: () => {
      calls += 1;
      if (calls < 3) throw new Error("busy");
      return {};
    },
  });
  const start = { executionArn: "arn" } as Parameters<typeof costOf>[0]["start"]; // all that is asked of it
  return { start, history: [...history], startMs: 0, stopMs: tookMs };
}

test("states and second attempts are transitions, which Standard workflows are billed for", async () => {
  const run = await record(0);
  expect(transitionsOf(run)).toBe(4);
  expect(costOf(run, false)).toEqual({ standardTransitions: 4, expressRequests: 0, usd: 0.0001 });
});

test.each([
  [0, 0.1],
  [100, 0.1],
  [101, 0.2],
  [60_000, 60],
])("an Express workflow of %i ms is billed for its request and %d s of 64 MB", async (tookMs, seconds) => {
  const { usd, expressRequests } = costOf(await record(tookMs), true);
  expect(expressRequests).toBe(1);
  expect(usd).toBeCloseTo(0.000001 + (seconds * 0.00001667) / 16, 12);
});
