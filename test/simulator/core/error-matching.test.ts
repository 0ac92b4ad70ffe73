import { expect, test } from "vitest";

import { coversError } from "../../../simulator/core/error-matching.js";
import { retryDelayMs } from "../../../simulator/core/retry-delay.js";

test.each<[string, string | undefined, boolean]>([
  ["States.ALL", "Anything", true],
  ["States.ALL", undefined, true],
  ["States.ALL", "States.Timeout", true],
  ["States.ALL", "States.Runtime", false],
  ["States.ALL", "States.DataLimitExceeded", false],
  ["States.DataLimitExceeded", "States.DataLimitExceeded", true],
  ["States.Runtime", "States.Runtime", false],
  ["States.TaskFailed", "Anything", true],
  ["States.TaskFailed", "States.Timeout", false],
  ["States.TaskFailed", "States.HeartbeatTimeout", false],
  ["States.Timeout", "States.HeartbeatTimeout", true],
  ["States.HeartbeatTimeout", "States.Timeout", false],
  ["Mine", "Mine", true],
  ["Mine", "Other", false],
])("%s covers %s: %s", (name, error, covered) => {
  expect(coversError(["Never", name], error)).toBe(covered);
});

test.each([
  [0, undefined, 2_000],
  [1, undefined, 6_000],
  [3, undefined, 54_000],
  [3, 10, 10_000],
])("the delay after %i attempts, at most %s seconds, is %i ms", (attempts, maxDelaySeconds, delayMs) => {
  const retrier = {
    errorEquals: [],
    intervalSeconds: 2,
    maxAttempts: 9,
    backoffRate: 3,
    maxDelaySeconds,
    fullJitter: false,
  };
  expect(retryDelayMs(retrier, attempts, { random: () => 0.5 })).toBe(delayMs);
  expect(retryDelayMs({ ...retrier, fullJitter: true }, attempts, { random: () => 0.5 })).toBe(delayMs / 2);
});
