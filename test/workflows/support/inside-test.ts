import { test } from "vitest";
import { isElsewhere, stepFunctionsElsewhere } from "./elsewhere.js";

if (isElsewhere) {
  process.stderr.write(
    `The engine is at ${stepFunctionsElsewhere}, in another process. Skipped are the tests that
- put faults between the engine and what it calls,
- let the deadline of a person strike: virtual time stands still there until they answer,
- count the states that were entered, in every history, that of Express executions among them.
`,
  );
}

/** A test that puts faults between the engine and what it calls. */
export const faultTest = test.skipIf(isElsewhere);

/** A test that lets the deadline of a person strike. Virtual time stands still there: only its own process moves it on. */
export const deadlineTest = test.skipIf(isElsewhere);

/** A test that reads every history as it is written. */
export const historyTest = test.skipIf(isElsewhere);
