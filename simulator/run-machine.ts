import { randomBytes, randomUUID } from "node:crypto";

import { validateDefinition } from "../asl/index.js";
import { virtualClock } from "./clock/clock.js";
import { systemClock } from "./clock/system-clock.js";
import type { ExecutionRecord, ExecutionStatus } from "./core/execution.js";
import type { HistoryEvent } from "./core/history-event.js";
import { defaultPlace, executionArn, functionNameOf, stateMachineArn } from "./engine/arns.js";
import { noObjectStore, type ObjectStore } from "./engine/object-store.js";
import { ExecutionEngine } from "./engine/execution-engine.js";
import { failed, type Integration, succeeded, type TaskCall } from "./integrations/integration.js";
import { invokeInProcess, type LambdaInvoker } from "./integrations/lambda-function.js";
import { type LambdaCaller, lambdaIntegration } from "./integrations/lambda-invoke.js";
import { nestedExecutionIntegration, type NestedExecutions } from "./integrations/nested-execution.js";
import { copyJson, type JsonValue, parseJson } from "./json.js";
import { compileMachine } from "./machine/compile-machine.js";
import { DefinitionError } from "./machine/definition-error.js";
import { refuseInlineMapProblems } from "./machine/inline-maps.js";
import type { Machine } from "./machine/state-node.js";

/** What a stub learns of the call besides its arguments. */
export interface TaskStubContext {
  readonly stateName: string;
  readonly executionArn: string;
  readonly retryCount: number;
  /** In tasks that wait for a token (`.waitForTaskToken`, activities are not stubbed). */
  readonly taskToken: string | undefined;
  /** Answers the task's token, now or later; what comes after the task has ended is ignored. */
  readonly succeed: (output: JsonValue) => void;
  readonly fail: (error: string, cause: string) => void;
  readonly heartbeat: () => void;
}

/**
 * Stands in for services: gets the resource (`arn:aws:states:::dynamodb:putItem`) and its arguments, gives the result or
 * throws an error, whose name and message are the task's error and cause. `notStubbed` leaves the call to the simulator;
 * `notAnswered` is a call whose answer never comes.
 */
export type TaskStub = (resource: string, parameters: JsonValue, context: TaskStubContext) => unknown;

/** What a stub gives for a call that it does not stand in for. */
export const notStubbed: unique symbol = Symbol("notStubbed");

/** What a stub gives for a call that hangs: time goes on to the timeout of the task, or of the machine. */
export const notAnswered: unique symbol = Symbol("notAnswered");

export interface RunMachineOptions {
  /** The machine: an object or its JSON text. What was run before is not checked and compiled again. */
  readonly definition: object | string;
  readonly input?: unknown;
  /** Under the virtual clock (the default) waits, retries and timeouts cost no time. */
  readonly clock?: "virtual" | "real";
  /** Time at the start; by default the present. Only for the virtual clock. */
  readonly startMs?: number;
  /** Lambda functions, by name. An error that it throws is the function's: its name is the task's error. */
  readonly lambda?: LambdaInvoker;
  readonly integrations?: TaskStub;
  /** Machines by name, for nested executions (`arn:aws:states:…:stateMachine:<name>`). */
  readonly machines?: Readonly<Record<string, object | string>>;
  /** The name of the execution. Default: a new id. */
  readonly name?: string;
  /** The name of the machine. Default `machine`. */
  readonly machineName?: string;
  /** The objects of S3 that distributed Maps read and write. Default: there is no S3. */
  readonly objects?: ObjectStore;
  /** Source of chance: a number in [0, 1). */
  readonly random?: () => number;
  /** Source of ids: a UUID at each call. */
  readonly newId?: () => string;
}

export interface MachineRun {
  readonly status: ExecutionStatus;
  readonly output?: JsonValue;
  readonly error?: string;
  readonly cause?: string;
  readonly executionArn: string;
  readonly history: readonly HistoryEvent[];
  /** The histories of the executions that its distributed Maps started, in the order of their items. */
  readonly childHistories: readonly (readonly HistoryEvent[])[];
}

/**
 * Runs a machine once, in process, and gives its end and its history.
 *
 * A machine that the service would not create, or that cannot run here, is a rejection with DefinitionError. An execution that waits for something that nobody will
 * send (a task token without a timeout) does not end.
 */
export async function runMachine(options: RunMachineOptions): Promise<MachineRun> {
  const machines = new Map<string, Machine>();
  for (const [name, definition] of Object.entries(options.machines ?? {})) machines.set(name, compile(definition));
  const machineName = options.machineName ?? "machine";
  const newId = options.newId ?? randomUUID;
  const engine: ExecutionEngine = new ExecutionEngine({
    clock: options.clock === "real" ? systemClock() : virtualClock(options.startMs ?? Date.now()),
    world: {
      random: options.random ?? Math.random,
      uuid: newId,
      taskToken: options.newId ?? (() => randomBytes(48).toString("base64url")),
    },
    integration: (call) => integration(call),
    objects:
      options.objects ??
      noObjectStore(
        "runMachine has no S3: give it 'objects', or use startSimulator, for Maps that read or write objects",
      ),
    pausedTasks: "skip",
    advance: "now",
  });
  const start = (machine: Machine, nameOfMachine: string, name: string, input: JsonValue) =>
    engine.start(machine, {
      executionArn: executionArn(defaultPlace, nameOfMachine, name),
      name,
      stateMachineArn: stateMachineArn(defaultPlace, nameOfMachine),
      stateMachineName: nameOfMachine,
      roleArn: `arn:aws:iam::${defaultPlace.account}:role/simulator`,
      region: defaultPlace.region,
      input,
    });
  const nested: NestedExecutions = {
    start({ stateMachineArn: arn, name, input }) {
      const nameOfMachine = arn.split(":")[6] ?? arn;
      const machine = machines.get(nameOfMachine);
      if (machine === undefined)
        return {
          kind: "refused",
          error: "StateMachineDoesNotExist",
          message: `State Machine Does Not Exist: '${arn}'`,
        };
      return { kind: "started", record: start(machine, nameOfMachine, name ?? newId(), input) };
    },
    whenEnded: (execution, done) => engine.afterEnd(execution, done),
    stop: (arn) => engine.send(arn, { kind: "stop", error: undefined, cause: undefined }),
    newId,
  };
  const integration = stubbed(engine, options.integrations, inProcess(options.lambda, nested, newId));

  const record = start(
    compile(options.definition),
    machineName,
    options.name ?? newId(),
    jsonOf(options.input === undefined ? {} : options.input),
  );
  await engine.ended(record.start.executionArn);
  engine.close();
  const childrenOf = (arn: string): readonly ExecutionRecord[] =>
    engine
      .mapRunsOf(arn)
      .flatMap((mapRun) => mapRun.executions())
      .flatMap((child) => [child, ...childrenOf(child.start.executionArn)]);
  const { status, output, error, cause, history } = record;
  return {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    executionArn: record.start.executionArn,
    history,
    childHistories: childrenOf(record.start.executionArn).map((child) => child.history),
  };
}

function inProcess(lambda: LambdaInvoker | undefined, nested: NestedExecutions, newId: () => string): Integration {
  const callLambda: LambdaCaller = async (name, payload, callOptions) =>
    lambda === undefined
      ? failed("Lambda.ResourceNotFoundException", `Function not found: ${name}. Give runMachine a 'lambda' option.`)
      : invokeInProcess(lambda, functionNameOf(name), payload, callOptions);
  const lambdaTasks = lambdaIntegration(callLambda, newId);
  const nestedTasks = nestedExecutionIntegration(nested);
  return async (call) => {
    const { resource } = call;
    if (resource.kind !== "service" || resource.resourceType === "lambda") return lambdaTasks(call);
    if (resource.resourceType === "states" && resource.action === "startExecution") return nestedTasks(call);
    return failed("States.Runtime", `runMachine does not simulate ${resource.arn}. Give it an 'integrations' option.`);
  };
}

function stubbed(engine: ExecutionEngine, stub: TaskStub | undefined, otherwise: Integration): Integration {
  if (stub === undefined) return otherwise;
  return async (call) => {
    try {
      const result = await stub(call.resource.arn, copyJson(call.parameters), stubContext(engine, call));
      if (result === notStubbed) return await otherwise(call);
      if (result === notAnswered) return { kind: "underWay", outcome: () => {} };
      return succeeded(jsonOf(result));
    } catch (error) {
      const { name, message } = error as { name?: unknown; message?: unknown };
      // What stands in for a job has failed as the job, which had been taken on.
      const isJob = call.resource.kind === "service" && call.resource.pattern === "sync";
      return { kind: "failed", error: String(name), cause: String(message), ...(isJob ? { final: true } : {}) };
    }
  };
}

function stubContext(engine: ExecutionEngine, call: TaskCall): TaskStubContext {
  const { executionArn: arn, taskId, stateName, retryCount, taskToken } = call;
  return {
    stateName,
    executionArn: arn,
    retryCount,
    taskToken,
    succeed: (output) => engine.send(arn, { kind: "taskSucceeded", taskId, output: jsonOf(output), byToken: true }),
    fail: (error, cause) => engine.send(arn, { kind: "taskFailed", taskId, error, cause, byToken: true }),
    heartbeat: () => engine.send(arn, { kind: "heartbeat", taskId }),
  };
}

/** Machines by their texts: whoever runs one a thousand times has it checked and compiled once. */
const compiledTexts = new Map<string, Machine>();
const mostCompiledTexts = 100;

function compile(definition: object | string): Machine {
  const text = typeof definition === "string" ? definition : JSON.stringify(definition);
  const known = compiledTexts.get(text);
  if (known !== undefined) return known;
  const machine = compileChecked(text);
  if (compiledTexts.size >= mostCompiledTexts) compiledTexts.clear();
  compiledTexts.set(text, machine);
  return machine;
}

/** Refuses what the service refuses when a machine is created, and what the simulator cannot run. */
function compileChecked(text: string): Machine {
  const wrong = validateDefinition(text, { level: "service" }).find(({ severity }) => severity === "ERROR");
  if (wrong !== undefined) throw new DefinitionError(wrong.code, wrong.message, wrong.location ?? "/");
  const definition = parseJson(text);
  refuseInlineMapProblems(definition);
  return compileMachine(definition ?? text);
}

/** Plain JSON of a caller's value, apart from it. */
function jsonOf(value: unknown): JsonValue {
  const text = JSON.stringify(value) as string | undefined; // undefined has no JSON text
  return text === undefined ? null : (parseJson(text) ?? null);
}
