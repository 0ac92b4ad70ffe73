import type ts from "typescript";
import { type CallOptions, lambdaServiceRetry, retryRules, type RetryRule } from "../../../dsl/call-options.js";
import { durationSeconds } from "../../../dsl/duration.js";
import type { Retrier } from "../../ir/statement.js";
import type { Analyser } from "../analyser.js";
import { readConstant } from "../constant.js";
import { checkRetry } from "./check-retry.js";

export interface ReadOptions {
  readonly retry: readonly Retrier[];
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

export const noOptions: ReadOptions = { retry: [], timeoutSeconds: undefined, heartbeatSeconds: undefined };

/** The options of a call: constants, checked by the type checker. */
export function readCallOptions(analyser: Analyser, node: ts.Expression | undefined): ReadOptions {
  if (node === undefined) return noOptions;
  const options = (readConstant(analyser, node) ?? {}) as CallOptions;
  checkRetry(analyser, node, options.retry);
  return report(analyser, node, noOptions, () => ({
    retry: retryRules(options).map(retrier),
    timeoutSeconds: options.timeout === undefined ? undefined : durationSeconds(options.timeout),
    heartbeatSeconds: options.heartbeat === undefined ? undefined : durationSeconds(options.heartbeat),
  }));
}

export function retrier(rule: RetryRule): Retrier {
  const { errors, interval, maxAttempts, backoffRate, maxDelay, jitter } = rule;
  if (backoffRate !== undefined && backoffRate < 1) {
    throw new RangeError(`backoffRate must be at least 1, got ${backoffRate}`);
  }
  if (maxAttempts !== undefined && !(Number.isInteger(maxAttempts) && maxAttempts >= 0 && maxAttempts <= 99_999_999)) {
    throw new RangeError(`maxAttempts must be a whole number from 0 to 99,999,999, got ${maxAttempts}`);
  }
  return {
    errors,
    ...(interval === undefined ? {} : { intervalSeconds: durationSeconds(interval) }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(backoffRate === undefined ? {} : { backoffRate }),
    ...(maxDelay === undefined ? {} : { maxDelaySeconds: durationSeconds(maxDelay) }),
    ...(jitter === undefined ? {} : { jitter: jitter === "full" ? "FULL" : "NONE" }),
  };
}

export const lambdaServiceRetrier = retrier(lambdaServiceRetry);

/** Rules in order, up to the first for `States.ALL`: it leaves none to those behind it, and ASL wants it last. */
export function retryChain(rules: readonly Retrier[]): readonly Retrier[] {
  const last = rules.findIndex(({ errors }) => errors.includes("States.ALL"));
  return last < 0 ? rules : rules.slice(0, last + 1);
}

/** Runs a reader of constants; what it refuses becomes a problem at the node. */
export function report<T>(analyser: Analyser, node: ts.Node, fallback: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    analyser.problem(node, "SP1402", { reason: error.message });
    return fallback;
  }
}
