import type { Duration } from "./duration.js";

/**
 * When and how often a failed call is tried again (ASL spec, "Retrying after error").
 *
 * The first rule that names the error decides; each rule counts its own attempts.
 */
export interface RetryRule {
  /** Error names. `"States.ALL"` stands for every error that may be retried, `"States.TaskFailed"` for all but timeouts. */
  readonly errors: readonly string[];
  /** Wait before the first retry. Default `"1s"`. */
  readonly interval?: Duration;
  /** Retries after the first attempt, 0…99,999,999. Default 3. */
  readonly maxAttempts?: number;
  /** The factor by which the wait grows, at least 1. Default 2. */
  readonly backoffRate?: number;
  /** The longest wait between two attempts. Default: no limit. */
  readonly maxDelay?: Duration;
  /** `"full"` waits a random time between zero and the computed wait. Default `"none"`. */
  readonly jitter?: "full" | "none";
}

/** What can be said of a single call of a task. Retry rules are constants: they are known when the workflow is compiled. */
export interface CallOptions {
  /** Retry rules, in order, before those that the task itself has. */
  readonly retry?: RetryRule | readonly RetryRule[];
  /** Total time that one attempt may take; then the call throws an error named `States.Timeout`. May be computed. */
  readonly timeout?: Duration;
  /**
   * The longest gap between two heartbeats of a task that has a token; then it throws `States.HeartbeatTimeout`. May be
   * computed.
   */
  readonly heartbeat?: Duration;
  /**
   * The ARN of the role that the call is made with, such as one of another account. The machine's own role is allowed to
   * take it on; what the call needs is that role's business. Default: the machine's own role. May be computed.
   */
  readonly roleArn?: string;
}

/** The service faults of Lambda that pass by themselves; AWS recommends to retry them on every Lambda task. */
export const lambdaServiceRetry: RetryRule = {
  errors: [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
  ],
  interval: "1s",
  maxAttempts: 6,
  backoffRate: 2,
  jitter: "full",
};

/** The retry rules of a call as a list. */
export function retryRules(options: Pick<CallOptions, "retry"> | undefined): readonly RetryRule[] {
  const { retry } = options ?? {};
  if (retry === undefined) return [];
  return isRuleList(retry) ? retry : [retry];
}

function isRuleList(retry: RetryRule | readonly RetryRule[]): retry is readonly RetryRule[] {
  return Array.isArray(retry);
}

/** True when a rule names the error, by the matching rules of ASL (spec, "Errors"). */
export function ruleMatches(rule: RetryRule, errorName: string): boolean {
  return rule.errors.some((name) => {
    if (name === "States.ALL") return errorName !== "States.Runtime" && errorName !== "States.DataLimitExceeded";
    if (name === "States.TaskFailed") return errorName !== "States.Timeout" && errorName !== "States.HeartbeatTimeout";
    if (name === "States.Timeout") return errorName === name || errorName === "States.HeartbeatTimeout";
    return errorName === name;
  });
}
