import type { RetryRule } from "setpiece";

/** Answers and not faults: a condition that did not hold, and an input that a call cannot be made of. */
const refused: RetryRule = {
  errors: ["DynamoDB.ConditionalCheckFailedException", "States.QueryEvaluationError"],
  maxAttempts: 0,
};

/**
 * For codeless calls that the workflow must not lose: everything that is a fault is tried again for about ten minutes.
 * A transaction may also be cancelled because another one
 * is at the same items, hence its few attempts.
 */
export const storeRetry: readonly RetryRule[] = [
  refused,
  { errors: ["DynamoDb.TransactionCanceledException"], interval: "1s", maxAttempts: 3, jitter: "full" },
  { errors: ["States.ALL"], interval: "1s", maxAttempts: 10, backoffRate: 2, maxDelay: "2m", jitter: "full" },
];

/** For functions that may be called twice, in workflows that nobody waits for: tried again for about ten minutes. */
export const patientRetry: RetryRule = {
  errors: ["States.ALL"],
  interval: "1s",
  maxAttempts: 10,
  backoffRate: 2,
  maxDelay: "2m",
  jitter: "full",
};

/**
 * For questions to people and partners: one that could not be put is put again, for about ten minutes. Where nobody answers in
 * time, or somebody hands it back, it has been put, and is not put again.
 */
export const questionRetry: readonly RetryRule[] = [
  { errors: ["States.Timeout", "HumanTaskRejected", "States.QueryEvaluationError"], maxAttempts: 0 },
  patientRetry,
];

/** For what must happen in the end, such as a refund: tried again for about three days. */
export const compensationRetry: RetryRule = {
  errors: ["States.ALL"],
  interval: "1s",
  maxAttempts: 500,
  backoffRate: 2,
  maxDelay: "10m",
  jitter: "full",
};

/** For a conditional write that decides whether something happens at all: it, too, has to be carried out in the end. */
export const decisionRetry: readonly RetryRule[] = [refused, compensationRetry];

/** For calls in a batch of a distributed map, whose Express execution has five minutes: tried again for half a minute. */
export const batchRetry: RetryRule = { errors: ["States.ALL"], interval: "1s", maxAttempts: 5, jitter: "full" };
