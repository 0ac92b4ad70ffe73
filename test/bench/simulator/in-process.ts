import { virtualClock } from "../../../simulator/clock/clock.js";
import { ExecutionEngine } from "../../../simulator/engine/execution-engine.js";
import { noObjectStore } from "../../../simulator/engine/object-store.js";
import { runMachine } from "../../../simulator/index.js";
import { compileMachine } from "../../../simulator/machine/compile-machine.js";
import type { JsonObject } from "../../../simulator/json.js";
import type { Figure } from "./figure.js";
import { chain, dayLongWait, jsonataLoop, jsonPathLoop, map, parallel } from "./machines.js";

function engine(advance: "now" | "next-turn" = "now") {
  let count = 0;
  const made = new ExecutionEngine({
    clock: virtualClock(0),
    world: { random: Math.random, uuid: () => "id", taskToken: () => "token" },
    integration: () => Promise.reject(new Error("The benchmarks call nothing.")),
    objects: noObjectStore("The benchmarks read nothing."),
    pausedTasks: "hold",
    advance,
  });
  const start = (machine: ReturnType<typeof compileMachine>, input: never) => {
    count += 1;
    return made.start(machine, {
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:bench:${count}`,
      name: String(count),
      stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:bench",
      stateMachineName: "bench",
      roleArn: "arn:aws:iam::123456789012:role/bench",
      region: "us-east-1",
      input,
    });
  };
  return { made, start };
}

/** Milliseconds of CPU: the best of several runs, because other work on the machine only ever makes one slower. */
function bestCpuMs(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const startedAt = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(startedAt);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Transitions a second of CPU, when `executions` with so many transitions each run one after the other. */
function transitions(name: string, definition: JsonObject, each: number, input: unknown, executions: number): Figure {
  const machine = compileMachine(definition);
  const ms = bestCpuMs(8, () => {
    const { start } = engine();
    for (let count = 0; count < executions; count += 1) start(machine, input as never);
  });
  return { name: `in process: ${name}`, value: ((executions * each) / ms) * 1000, unit: "transitions/s" };
}

function cpu(name: string, definition: JsonObject, input: unknown, goalMs: number): Figure {
  const machine = compileMachine(definition);
  const value = bestCpuMs(30, () => void engine().start(machine, input as never));
  return { name: `in process: ${name}, CPU`, value, unit: "ms", goal: { kind: "at most", value: goalMs } };
}

function executionRate(): Figure {
  const tenPass = compileMachine(chain(10));
  const executions = 5_000;
  const ms = bestCpuMs(8, () => {
    const { start } = engine();
    for (let count = 0; count < executions; count += 1) start(tenPass, {} as never);
  });
  return {
    name: "in process: 10-Pass chain with its history",
    value: (executions / ms) * 1000,
    unit: "executions/s",
    goal: { kind: "at least", value: 20_000 },
  };
}

/** Needs `--expose-gc`; without it the figure is too large. */
async function waitingMemory(): Promise<Figure> {
  const { made, start } = engine("next-turn");
  const waiting = compileMachine(dayLongWait);
  let release = () => {};
  const held = made.hold(() => new Promise<void>((resolve) => (release = resolve)));
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < 10_000; count += 1) start(waiting, {} as never);
  globalThis.gc?.();
  const value = (process.memoryUsage().heapUsed - before) / 10_000 / 1024;
  made.close();
  release();
  await held;
  const goal = { kind: "at most", value: 20 } as const;
  return { name: "in process: memory of one of 10,000 waiting executions", value, unit: "KiB", goal };
}

async function runMachineRate(): Promise<Figure> {
  const runs = 500;
  const startedAt = performance.now();
  for (let count = 0; count < runs; count += 1) await runMachine({ definition: chain(10) });
  const value = (runs / (performance.now() - startedAt)) * 1000;
  return { name: "in process: runMachine of a 10-Pass chain", value, unit: "executions/s" };
}

/** What the interpreter and the engine cost without any HTTP. */
export async function* inProcessFigures(): AsyncGenerator<Figure> {
  const items = Array.from({ length: 500 }, (_, index) => ({ index }));
  yield executionRate();
  yield transitions("chain of 1,000", chain(1_000), 1_000, { a: 1 }, 20);
  yield transitions("loop in JSONPath", jsonPathLoop, 403, {}, 20);
  yield transitions("loop in JSONata", jsonataLoop, 403, {}, 20);
  yield transitions("Map over 500 items", map, 501, items, 20);
  yield transitions("Parallel of 10 chains of 50", parallel(10, 50), 501, {}, 20);
  const jsonPath = cpu("200-turn loop in JSONPath", jsonPathLoop, {}, 8);
  yield jsonPath;
  yield cpu("200-turn loop in JSONata (goal: twice JSONPath)", jsonataLoop, {}, 2 * jsonPath.value);
  yield cpu("Map over 500 items", map, items, 10);
  yield await waitingMemory();
  yield await runMachineRate();
}
