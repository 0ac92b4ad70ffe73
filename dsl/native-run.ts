import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { type CallOptions, type RetryRule, retryRules, ruleMatches } from "./call-options.js";
import { durationSeconds } from "./duration.js";
import { taskError } from "./errors.js";
import type { Execution } from "./execution.js";
import type { Workflow } from "./workflow.js";

/** One call of a task, as stubs and traces see it. */
export interface NativeCall {
  /** `calculateTax` for a task or workflow of that name, `dynamodb:updateItem` for a call of an AWS service. */
  readonly task: string;
  /** The input as the task gets it: plain JSON data. */
  readonly input: unknown;
}

/** Stands in for a task: takes the call's input (a JSON copy) and gives its result, or throws. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a stub states the input type that its task has
export type TaskStub = (input: any, call: NativeCall) => unknown;

export interface NativeRunOptions {
  /**
   * Stubs by task name: `calculateTax`, `fraudReview`, `dynamodb:updateItem`, `events:putEvents`, or the name of a nested
   * workflow. A Lambda task without a stub runs its own handler, a workflow without one runs natively too; any other
   * task without a stub is an error.
   */
  readonly tasks?: Readonly<Record<string, TaskStub>>;
  /** Called before every attempt of every call, in order. */
  readonly onCall?: (call: NativeCall) => void;
  /** What `execution()` tells of the run. Default: a name of its own, started now. */
  readonly execution?: { readonly name?: string; readonly startTime?: string };
}

/** A call on its way from the DSL to a stub or to the task's own code. */
export interface PendingCall {
  readonly task: string;
  readonly input: unknown;
  readonly options?: CallOptions | undefined;
  /** Retry rules that the task brings along; they come after those of the call. */
  readonly taskRetry?: readonly RetryRule[];
  /** The task's own code, where it can run here. */
  readonly run?: (input: unknown) => unknown;
}

interface NativeRun {
  readonly options: NativeRunOptions;
  readonly execution: Execution;
}

const currentRun = new AsyncLocalStorage<NativeRun>();

/**
 * Runs a workflow function as it stands, in this process, so that breakpoints and stack traces work.
 *
 * Inputs and results of tasks are copied through JSON, as they are on AWS. Retries happen at once, waits take no time,
 * and timeouts never strike.
 *
 * @returns what the workflow returns, copied through JSON; `null` when it returns nothing
 * @throws what the workflow throws
 */
export async function runNative<Input, Output>(
  workflow: Workflow<Input, Output>,
  input: Input,
  options: NativeRunOptions = {},
): Promise<Output> {
  const run: NativeRun = { options, execution: nativeExecution(workflow.workflowName, options.execution) };
  return currentRun.run(run, async () => jsonCopy(await workflow.body(jsonCopy(input) as Input)) as Output);
}

/** Runs work as an execution of its own inside the current run: that of a nested workflow, or a child of a map run. */
export function inNativeExecution<Result>(stateMachine: string, work: () => Result): Result {
  const { options } = nativeRun("a nested execution");
  return currentRun.run({ options, execution: nativeExecution(stateMachine, {}) }, work);
}

function nativeExecution(
  stateMachine: string,
  { name = randomUUID(), startTime }: { name?: string; startTime?: string } = {},
): Execution {
  return {
    id: `arn:aws:states:us-east-1:123456789012:execution:${stateMachine}:${name}`,
    name,
    startTime: startTime ?? new Date().toISOString().replace(".000Z", "Z"),
    redriveCount: 0,
    stateMachine: { id: `arn:aws:states:us-east-1:123456789012:stateMachine:${stateMachine}`, name: stateMachine },
  };
}

/** The execution of the current native run. */
export function currentExecution(): Execution {
  return nativeRun("execution()").execution;
}

function nativeRun(what: string): NativeRun {
  const run = currentRun.getStore();
  if (run !== undefined) return run;
  throw new Error(
    `${what} was called outside a workflow run. Call it in a workflow and run that with ` +
      `runNative(workflow, input, { tasks }), or with "setpiece run".`,
  );
}

/** True inside {@link runNative}. */
export function isRunningNatively(): boolean {
  return currentRun.getStore() !== undefined;
}

/** Performs one call in the current native run. */
export async function performCall(call: PendingCall): Promise<unknown> {
  const { options: run } = nativeRun(call.task);
  const perform = run.tasks?.[call.task] ?? call.run;
  if (perform === undefined) {
    throw new Error(`${call.task} has no stub: pass runNative(…, { tasks: { ${JSON.stringify(call.task)}: … } }).`);
  }
  for (const duration of [call.options?.timeout, call.options?.heartbeat]) {
    if (duration !== undefined) durationSeconds(duration);
  }
  return tryAgain([...retryRules(call.options), ...(call.taskRetry ?? [])], async () => {
    const attempt: NativeCall = { task: call.task, input: jsonCopy(call.input) };
    run.onCall?.(attempt);
    try {
      return jsonCopy(await perform(attempt.input, attempt));
    } catch (thrown) {
      throw taskError(thrown);
    }
  });
}

/** Does some work until it succeeds, or fails with an error that the rules do not have tried again any more. */
export async function tryAgain<Result>(rules: readonly RetryRule[], work: () => Promise<Result>): Promise<Result> {
  const attempts = new Map<RetryRule, number>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const rule = error instanceof Error ? rules.find((one) => ruleMatches(one, error.name)) : undefined;
      const used = rule === undefined ? 0 : (attempts.get(rule) ?? 0);
      if (rule === undefined || used >= (rule.maxAttempts ?? 3)) throw error;
      attempts.set(rule, used + 1);
    }
  }
}

/**
 * A copy as JSON text would carry it. Nothing at all becomes `null`, as in the output of a state machine; an error, such
 * as the reason of a rejected promise, becomes an object with its name, its message and the fields of its class, as a state
 * machine has it.
 */
export function jsonCopy(value: unknown): unknown {
  const errors = (_key: string, part: unknown): unknown => (part instanceof Error ? asData(part) : part);
  const text = JSON.stringify(value, errors) as string | undefined;
  return text === undefined ? null : (JSON.parse(text) as unknown);
}

/** Name, message, and what the class of an error adds; `cause` and `stack` stay behind, as in a state machine. */
function asData(error: Error): Record<string, unknown> {
  const fields = Object.entries(error).filter(([key]) => !ownOfErrors.has(key));
  return { name: error.name, message: error.message, ...Object.fromEntries(fields) };
}

const ownOfErrors = new Set(["name", "message", "cause", "stack"]);
