import { expect, test } from "vitest";
import { readEnd, readVisits } from "../../../cli/timeline/state-visit.js";
import * as event from "./timeline-events.js";

const summary = (events: ReturnType<typeof event.history>) =>
  readVisits(events).map(({ state, depth, enteredMs, endedMs, attempts, result }) => ({
    state,
    depth,
    took: endedMs === undefined ? undefined : endedMs - enteredMs,
    attempts,
    result: result?.kind === "value" ? (JSON.parse(result.json) as unknown) : result?.error,
  }));

test("a visit lasts from entering to leaving, and shows what its task gave", () => {
  const events = event.history(
    [0, 0, event.started],
    [0, 5, event.entered("Task", "double")],
    [2, 5, event.scheduled()],
    [3, 9, event.succeeded({ Payload: 4 })],
    [4, 12, event.exited("Task", "double", 4)],
    [5, 12, event.executionSucceeded(4)],
  );
  expect(summary(events)).toEqual([{ state: "double", depth: 0, took: 7, attempts: 1, result: { Payload: 4 } }]);
  expect(readEnd(events)).toMatchObject({ status: "SUCCEEDED", output: "4" });
});

test("attempts are counted, and a success after failures is a success", () => {
  const events = event.history(
    [0, 0, event.started],
    [0, 0, event.entered("Task", "pay")],
    [2, 0, event.scheduled()],
    [3, 1, event.failed("Busy", "later")],
    [4, 1000, event.scheduled()],
    [5, 1001, event.succeeded({ Payload: "ok" })],
    [6, 1001, event.exited("Task", "pay", "ok")],
  );
  expect(summary(events)).toEqual([{ state: "pay", depth: 0, took: 1001, attempts: 2, result: { Payload: "ok" } }]);
  expect(readEnd(events).status).toBe("RUNNING");
});

test("branches that run at once are kept apart, and lie one deeper", () => {
  const events = event.history(
    [0, 0, event.started],
    [0, 0, event.entered("Parallel", "both")],
    [2, 0, { type: "ParallelStateStarted" }],
    [3, 0, event.entered("Task", "tax")],
    [3, 0, event.entered("Task", "stock")],
    [4, 0, event.scheduled()],
    [5, 0, event.scheduled()],
    [7, 3, event.succeeded({ Payload: "stock" })],
    [6, 4, event.failed("TaxDown", "503")],
    [8, 4, event.exited("Task", "stock", "stock")],
    [9, 4, { type: "ParallelStateFailed" }],
    [11, 4, event.exited("Parallel", "both", null)],
    [12, 4, event.entered("Pass", "after")],
  );
  expect(summary(events)).toEqual([
    { state: "both", depth: 0, took: 4, attempts: 0, result: null },
    { state: "tax", depth: 1, took: 4, attempts: 1, result: "TaxDown" },
    { state: "stock", depth: 1, took: 4, attempts: 1, result: { Payload: "stock" } },
    { state: "after", depth: 0, took: undefined, attempts: 0, result: undefined },
  ]);
});

test.each([
  ["ExecutionFailed", event.executionFailed("OutOfStock", "shoes"), "FAILED", "OutOfStock"],
  ["ExecutionTimedOut", { type: "ExecutionTimedOut" } as const, "TIMED_OUT", undefined],
  ["ExecutionAborted", { type: "ExecutionAborted" } as const, "ABORTED", undefined],
])("%s ends an execution as %s", (_type, last, status, error) => {
  expect(readEnd(event.history([0, 0, event.started], [1, 8, last]))).toMatchObject({ status });
  expect(readEnd(event.history([0, 0, event.started], [1, 8, last])).error).toBe(error);
});
