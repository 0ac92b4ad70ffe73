import { test } from "vitest";
import { askOfTime } from "./ask-of-time.js";
import { faultyElsewhere, isElsewhere, stepFunctionsElsewhere } from "./elsewhere.js";

/** Whether the time of the engine elsewhere can be moved on from here. */
const movesTime =
  stepFunctionsElsewhere !== undefined &&
  (await askOfTime(stepFunctionsElsewhere, "DescribeTime"))?.clock === "virtual";

const skipped = [
  ...(faultyElsewhere === undefined
    ? ["put faults between the engine and what it calls: SETPIECE_FAULTY_SFN_ENDPOINT names no engine for them"]
    : []),
  ...(movesTime ? [] : ["let the deadline of a person strike: its time cannot be moved on from here"]),
];
if (isElsewhere && skipped.length > 0) {
  process.stderr.write(`The engine is at ${stepFunctionsElsewhere}, in another process. Skipped are the tests that
${skipped.map((line) => `- ${line}`).join("\n")}
`);
}

/** A test that puts faults between the engine and what it calls. */
export const faultTest = test.skipIf(isElsewhere && faultyElsewhere === undefined);

/** A test that lets the deadline of a person strike. */
export const deadlineTest = test.skipIf(isElsewhere && !movesTime);

/** A test of all that the others have done, which is whole only where none of them is skipped. */
export const summaryTest = test.skipIf(isElsewhere && skipped.length > 0);
