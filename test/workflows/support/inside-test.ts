import { test } from "vitest";
import { isElsewhere, stepFunctionsElsewhere } from "./elsewhere.js";

if (isElsewhere) {
  process.stderr.write(
    `Tests that read the engine's memory, move its time or inject faults into it are skipped: it is at ${stepFunctionsElsewhere}.\n`,
  );
}

/** A test that needs the engine in this process: it reads its memory, moves its time or injects faults into its calls. */
export const insideTest = test.skipIf(isElsewhere);

/** One that moreover needs the embedded DynamoDB. */
export const embeddedTest = test.skipIf(isElsewhere || process.env.SETPIECE_DYNAMODB_ENDPOINT !== undefined);
