import { expect, test } from "vitest";
import type { Timeline } from "../../../cli/timeline/read-timeline.js";
import { renderTimeline } from "../../../cli/timeline/render-timeline.js";
import { readEnd, readVisits } from "../../../cli/timeline/state-visit.js";
import * as event from "./timeline-events.js";

function timeline(machine: string, events: ReturnType<typeof event.history>): Timeline {
  const visits = readVisits(events);
  return { executionArn: "", machine, visits, end: readEnd(events), transitions: visits.length };
}

const look = {
  columns: 100,
  colors: false,
  sourceOf: (machine: string, state: string) => (state === "unknown" ? "" : `workflows/${machine}.ts:${state.length}`),
};

const payment = timeline(
  "payment",
  event.history(
    [0, 20, event.started],
    [0, 20, event.entered("Task", "authorise")],
    [2, 20, event.scheduled()],
    [3, 20, event.failed("Busy", "later")],
    [4, 1020, event.scheduled()],
    [5, 1030, event.succeeded({ ExecutedVersion: "$LATEST", Payload: { code: "A1" }, StatusCode: 200 })],
    [6, 1030, event.exited("Task", "authorise", { code: "A1" })],
    [7, 1030, event.executionSucceeded({ code: "A1" })],
  ),
);

test("shows each step with its source line, duration and result, and nested executions below their step", () => {
  const checkout = timeline(
    "checkout",
    event.history(
      [0, 0, event.started],
      [0, 0, event.entered("Task", "nextOrderNumber")],
      [2, 0, event.scheduled("aws-sdk:dynamodb", "updateItem")],
      [3, 4, event.succeeded({ Attributes: { value: { N: "7" } }, SdkHttpMetadata: { HttpStatusCode: 200 } })],
      [4, 4, event.exited("Task", "nextOrderNumber", null)],
      [5, 4, event.entered("Choice", "if order.total > 500")],
      [6, 4, event.exited("Choice", "if order.total > 500", {})],
      [7, 20, event.entered("Task", "payment")],
      [8, 20, event.scheduled("states", "startExecution.sync:2")],
      [9, 20, event.submitted({ ExecutionArn: "arn:aws:states:us-east-1:123456789012:execution:payment:x" })],
      [10, 1030, event.succeeded({ Output: { code: "A1" }, Status: "SUCCEEDED" })],
      [11, 1030, event.exited("Task", "payment", { code: "A1" })],
      [12, 1031, event.executionSucceeded({ orderNumber: 7 })],
    ),
  );
  const visits = checkout.visits.map((visit) => (visit.state === "payment" ? { ...visit, nested: payment } : visit));
  expect(renderTimeline({ ...checkout, visits }, look).split("\n")).toEqual([
    "   AT  STEP                  SOURCE                    TOOK  RESULT",
    ' 0 ms  nextOrderNumber       workflows/checkout.ts:15  4 ms  {"Attributes":{"value":{"N":"7"}}}',
    " 4 ms  if order.total > 500  workflows/checkout.ts:20  0 ms",
    '20 ms  payment               workflows/checkout.ts:7    1 s  {"code":"A1"}',
    '20 ms    authorise           workflows/payment.ts:9     1 s  2 attempts, {"code":"A1"}',
    "",
    "✔ checkout succeeded in 1 s, 3 state transitions (4 with nested executions)",
    '  result: {"orderNumber":7}',
  ]);
});

test("neutralises control characters, unpacks Lambda's causes and cuts what is too long", () => {
  const cause = JSON.stringify({ errorType: "Evil", errorMessage: "\u001b[2Jgone\u202e", trace: [] });
  const text = renderTimeline(
    timeline(
      "evil",
      event.history(
        [0, 0, event.started],
        [0, 0, event.entered("Task", "unknown")],
        [2, 0, event.scheduled()],
        [3, 1, event.failed("Evil", `${cause}`)],
        [4, 1, event.executionFailed("Evil", cause)],
      ),
    ),
    { ...look, columns: 60 },
  );
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
  expect(text).toContain("Evil: \\u001b[2Jgone\\u202e");
  expect(text).toContain("✘ evil failed in 1 ms, 1 state transition");
  expect(
    text
      .split("\n")
      .slice(0, 2)
      .every((line) => line.length <= 60),
  ).toBe(true);
});
