import type { Completion, EvaluationScope } from "../core/evaluation-scope.js";
import type { ExecutionStart, StateRun, Strand } from "../core/execution.js";
import { exceedsPayloadLimit, payloadFailure, variablesFailure } from "../core/payload-limit.js";
import { chooseRecovery, type Recovery } from "../core/recovery.js";
import { retryDelayMs } from "../core/retry-delay.js";
import type { Effect, TaskRequest } from "../core/signal.js";
import type { ExecutionWorld, ScopeAdditions, StateContext } from "../core/state-context.js";
import { type ErrorOutput, StateFailure } from "../core/state-failure.js";
import { VariableScope } from "../core/variable-scope.js";
import type { TaskOutcome } from "../integrations/integration.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { StateNode } from "../machine/state-node.js";
import { startState } from "../states/run-state.js";
import { answerTask } from "../states/task-state.js";
import { resumeWaitState } from "../states/wait-state.js";

/** How the test of a state ended. */
export interface StateTestResult {
  readonly status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
  readonly output?: JsonValue;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly nextState?: string | undefined;
  readonly errorDetails?: JsonObject;
}

export interface StateTestOptions {
  readonly node: StateNode;
  readonly input: JsonValue;
  readonly variables: JsonObject;
  readonly start: ExecutionStart;
  readonly world: ExecutionWorld;
  readonly nowMs: number;
  /** The context object; a task's token is added. */
  readonly context: JsonObject;
  /** Attempts that the retrier that covers the error has made already. */
  readonly retryCount: number;
  readonly inspect: (stage: string, value: JsonValue) => void;
}

/** A test takes five minutes at most. @see API reference, TestState */
const maxTestMs = 300_000;

/**
 * Runs one state alone: the state types' own code, in a context that stops where the state is left, retried or failed.
 * A Wait does not wait.
 */
export class StateTester implements StateContext {
  readonly run: StateRun;
  readonly world: ExecutionWorld;
  readonly start: ExecutionStart;
  readonly nowMs: number;
  /** The call that a Task made. */
  call: TaskRequest | undefined;
  result: StateTestResult | undefined;

  constructor(private readonly options: StateTestOptions) {
    this.world = options.world;
    this.start = options.start;
    this.nowMs = options.nowMs;
    const variables = new VariableScope(undefined);
    variables.assign(options.variables);
    this.run = {
      strand: {
        program: { startAt: options.node.name, states: new Map() },
        variables,
        owner: undefined,
        mapItem: undefined,
        lastEventId: 0,
        run: undefined,
        next: undefined,
        fate: "alive",
      },
      node: options.node,
      input: options.input,
      enteredAtMs: options.nowMs,
      enteredEventId: 0,
      precedingEventId: 0,
      retryCount: options.retryCount,
      retrierAttempts: [],
      work: { kind: "none" },
      resumable: undefined,
    };
  }

  get region(): string {
    return this.start.region;
  }

  /** Starts the state's work. A Task that calls something leaves its call behind; `answer` goes on from there. */
  begin(): void {
    this.attempt(() => startState(this.run, this));
  }

  /** Takes the answer of the Task's call. */
  answer(outcome: TaskOutcome): void {
    const { node, work } = this.run;
    if (node.type !== "Task" || work.kind !== "task") return;
    if (outcome.kind === "succeeded") this.options.inspect("result", outcome.output);
    const answer =
      outcome.kind === "succeeded"
        ? ({ kind: "taskSucceeded", output: outcome.output } as const)
        : ({ kind: "taskFailed", error: outcome.error, cause: outcome.cause } as const);
    this.attempt(() => answerTask(this.run, node, work, answer, this));
  }

  /** Does something of the state, and lets its failure be the state's. */
  attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      this.fail(this.run, { error: error.error, cause: error.detail });
    }
  }

  scope(run: StateRun, more: ScopeAdditions = {}): EvaluationScope {
    const { taskToken } = more;
    return {
      input: run.input,
      ...(more.result === undefined ? {} : { result: more.result }),
      ...(more.errorOutput === undefined ? {} : { errorOutput: more.errorOutput }),
      context: () => ({
        ...this.options.context,
        ...(taskToken === undefined || "Task" in this.options.context ? {} : { Task: { Token: taskToken } }),
        ...(more.mapItem === undefined ? {} : { Map: { Item: more.mapItem } }),
      }),
      variables: () => run.strand.variables.all(),
      world: this.world,
      inspect: this.options.inspect,
    };
  }

  complete(run: StateRun, result: JsonValue): void {
    const { node } = run;
    this.leave(run, node.flow.finish(this.scope(run, { result })), "next" in node ? node.next : undefined);
  }

  leave(run: StateRun, completion: Completion, next: string | undefined): void {
    const failure = this.finish(run, completion);
    if (failure === undefined) this.result = { status: "SUCCEEDED", output: completion.output, nextState: next };
    else this.fail(run, failure);
  }

  /** Holds what the state gives against the service's limits, and shows its variables. */
  private finish({ node, strand }: StateRun, { output, assigned }: Completion): ErrorOutput | undefined {
    if (exceedsPayloadLimit(output)) return payloadFailure(node.name);
    const problem = assigned === undefined ? undefined : strand.variables.assign(assigned);
    if (problem !== undefined) return variablesFailure(node.name, problem);
    const variables = strand.variables.all();
    if (Object.keys(variables).length > 0) this.options.inspect("variables", variables);
    return undefined;
  }

  fail(run: StateRun, failure: ErrorOutput): void {
    const { node } = run;
    const recovery =
      "retry" in node
        ? chooseRecovery(node, failure.error, () => this.options.retryCount)
        : ({ kind: "fail", exhausted: undefined } as const);
    switch (recovery.kind) {
      case "retry": {
        const delayMs = retryDelayMs(recovery.retrier, this.options.retryCount, { random: () => 1 });
        const errorDetails = { retryBackoffIntervalSeconds: delayMs / 1000, retryIndex: recovery.index };
        this.result = { status: "RETRIABLE", ...failure, errorDetails };
        return;
      }
      case "catch": {
        this.catch(run, recovery, failure);
        return;
      }
      case "fail":
        this.result = {
          status: "FAILED",
          ...failure,
          ...(recovery.exhausted === undefined ? {} : { errorDetails: { retryIndex: recovery.exhausted } }),
        };
    }
  }

  private catch(run: StateRun, { index, catcher }: Recovery & { kind: "catch" }, failure: ErrorOutput): void {
    const errorOutput: JsonObject = { Error: failure.error ?? null, Cause: failure.cause ?? "" };
    try {
      const completion = catcher.finish(this.scope(run, { errorOutput }));
      const problem = this.finish(run, completion);
      this.result =
        problem === undefined
          ? {
              ...{ status: "CAUGHT_ERROR", ...failure, output: completion.output, nextState: catcher.next },
              errorDetails: { catchIndex: index },
            }
          : { status: "FAILED", ...problem };
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      // The catcher itself failed: nothing is left to catch that.
      this.result = { status: "FAILED", error: error.error, cause: error.detail };
    }
  }

  /** No time passes in a test, but a wait that takes longer than a test may take fails it. */
  setTimer(run: StateRun, purpose: string, atMs: number): number {
    if (purpose !== "wait") return 0;
    if (atMs - this.nowMs > maxTestMs) this.fail(run, { error: "States.Timeout", cause: undefined });
    else resumeWaitState(run, this);
    return 0;
  }

  emit(effect: Effect): void {
    if (effect.kind === "startTask") this.call = effect.task;
  }

  newTaskId(): number {
    return 1;
  }

  startStrand(): Strand {
    return this.run.strand;
  }

  append(): void {
    // A test of a state has no history.
  }

  appendAside(): void {
    // A test of a state has no history.
  }

  clearTimer(): void {
    // Nothing waits in a test of a state.
  }

  abortStrand(): void {
    // There are no strands beside the state.
  }
}
