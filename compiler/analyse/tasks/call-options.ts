import type ts from "typescript";
import { type CallOptions, lambdaServiceRetry, retryRules, type RetryRule } from "../../../dsl/call-options.js";
import { durationSeconds, maxDurationSeconds, secondsPerUnit } from "../../../dsl/duration.js";
import type { Expression } from "../../ir/expression.js";
import type { ResourceUse, Retrier, TaskEffect } from "../../ir/statement.js";
import { isOnly, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { checkRetry } from "./check-retry.js";
import { numberIn, type Options, pureMember, readOptions } from "./options.js";

export type ReadOptions = Pick<TaskEffect, "retry" | "timeoutSeconds" | "heartbeatSeconds" | "roleArn">;

const noOptions: ReadOptions = {
  retry: [],
  timeoutSeconds: undefined,
  heartbeatSeconds: undefined,
  roleArn: undefined,
};

/** The options of a call: retry rules are constants, durations and the role may be computed. */
export function readCallOptions(analyser: Analyser, node: ts.Expression | undefined): ReadOptions {
  if (node === undefined) return noOptions;
  const options = readOptions(analyser, node);
  const [timeout, heartbeat, roleArn] = ["timeout", "heartbeat", "roleArn"].map((name) =>
    pureMember(analyser, options, name),
  );
  return {
    retry: readRetry(analyser, node, options),
    timeoutSeconds: timeout && secondsOf(analyser, options.at("timeout"), timeout),
    heartbeatSeconds: heartbeat && secondsOf(analyser, options.at("heartbeat"), heartbeat),
    roleArn,
  };
}

/** The member `retry` of options: rules that are constants. */
export function readRetry(analyser: Analyser, node: ts.Expression, options: Options): readonly Retrier[] {
  const retry = options.constant("retry") as CallOptions["retry"];
  checkRetry(analyser, node, retry);
  return report(analyser, node, [], () => retryRules(retry === undefined ? {} : { retry }).map(retrier));
}

/** What the role of the machine needs for a call: no more than to take on the role that the call is made with, if it says so. */
export function usesOf({ roleArn }: ReadOptions, uses: readonly ResourceUse[]): readonly ResourceUse[] {
  return roleArn === undefined ? uses : [{ kind: "any", name: undefined, actions: ["sts:AssumeRole"] }];
}

/** The seconds of a duration, known now or when the workflow runs. */
export function secondsOf(analyser: Analyser, node: ts.Node, duration: Expression): Expression {
  const { span } = duration;
  if (duration.kind === "literal" && typeof duration.value === "string") {
    const { value } = duration;
    return analyser.literal(
      report(analyser, node, 1, () => durationSeconds(value)),
      span,
    );
  }
  const seconds = secondsOfAmount(analyser, duration);
  if (seconds !== undefined) return numberIn(analyser, node, "a duration", seconds, durationRange);
  return { kind: "builtin", name: "setpiece.seconds", operands: [duration], types: numberType, span };
}

const durationRange = { least: 1, most: maxDurationSeconds };

/** The seconds of a duration that is written as a number with its unit, such as `${minutes}m`, without the way by the text. */
function secondsOfAmount(analyser: Analyser, duration: Expression): Expression | undefined {
  if (duration.kind !== "concatenation" || duration.parts.length !== 2) return undefined;
  const [left, unit] = duration.parts as readonly [Expression, Expression];
  if (unit.kind !== "literal" || !isOnly(left.types, numberType)) return undefined;
  const perUnit = new Map<unknown, number>(Object.entries(secondsPerUnit)).get(unit.value);
  if (perUnit === undefined || perUnit === 1) return perUnit && left;
  const { span } = duration;
  return { kind: "arithmetic", operator: "*", left, right: analyser.literal(perUnit, span), types: numberType, span };
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
