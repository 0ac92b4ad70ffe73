/**
 * Measures the simulator in process: `node --import tsx/esm test/bench/simulator.ts`. Prints one line a figure; takes
 * the best of several runs, because other work on the machine only ever makes one slower.
 */
import { virtualClock } from "../../simulator/clock/clock.js";
import { noObjectStore } from "../../simulator/engine/object-store.js";
import { ExecutionEngine } from "../../simulator/engine/execution-engine.js";
import { compileMachine } from "../../simulator/machine/compile-machine.js";
import { runMachine } from "../../simulator/index.js";

const chain = (length: number, more: object = {}) => ({
  ...more,
  StartAt: "S0",
  States: Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `S${index}`,
      { Type: "Pass", ...(index < length - 1 ? { Next: `S${index + 1}` } : { End: true }) },
    ]),
  ),
});

const jsonataLoop = {
  QueryLanguage: "JSONata",
  StartAt: "A",
  States: {
    A: { Type: "Pass", Assign: { i: 0 }, Next: "C" },
    C: { Type: "Choice", Choices: [{ Condition: "{% $i < 200 %}", Next: "D" }], Default: "E" },
    D: { Type: "Pass", Assign: { i: "{% $i + 1 %}" }, Next: "C" },
    E: { Type: "Succeed" },
  },
};

const jsonPathLoop = {
  StartAt: "A",
  States: {
    A: { Type: "Pass", Result: { i: 0 }, Next: "C" },
    C: { Type: "Choice", Choices: [{ Variable: "$.i", NumericLessThan: 200, Next: "D" }], Default: "E" },
    D: { Type: "Pass", Parameters: { "i.$": "States.MathAdd($.i, 1)" }, Next: "C" },
    E: { Type: "Succeed" },
  },
};

const map = {
  StartAt: "M",
  States: {
    M: { Type: "Map", ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } }, End: true },
  },
};

function engine() {
  let count = 0;
  const made = new ExecutionEngine({
    clock: virtualClock(0),
    world: { random: Math.random, uuid: () => "id", taskToken: () => "token" },
    integration: () => Promise.reject(new Error("The benchmarks call nothing.")),
    objects: noObjectStore("The benchmarks read nothing."),
    pausedTasks: "hold",
    advance: "now",
  });
  return (machine: ReturnType<typeof compileMachine>, input: never) => {
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
}

function best(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const startedAt = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(startedAt);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const figure = (name: string, value: number, unit: string) =>
  console.log(`${name.padEnd(58)} ${value.toFixed(value < 100 ? 2 : 0)} ${unit}`);

const tenPass = compileMachine(chain(10));
const executions = 5_000;
const tenPassMs = best(8, () => {
  const start = engine();
  for (let count = 0; count < executions; count += 1) start(tenPass, {} as never);
});
figure("10-Pass chain, executions a second of CPU", (executions / tenPassMs) * 1000, "/s");

const thousand = compileMachine(chain(1_000));
const chainMs = best(8, () => {
  const start = engine();
  for (let count = 0; count < 20; count += 1) start(thousand, { a: 1 } as never);
});
figure("1,000-state chain, transitions a second of CPU", (20_000 / chainMs) * 1000, "/s");

for (const [name, definition] of [
  ["JSONPath", jsonPathLoop],
  ["JSONata", jsonataLoop],
] as const) {
  const machine = compileMachine(definition);
  figure(
    `${name} loop of 200 turns, CPU`,
    best(20, () => void engine()(machine, {} as never)),
    "ms",
  );
}
const mapMachine = compileMachine(map);
const items = Array.from({ length: 500 }, (_, index) => ({ index }));
figure(
  "Map over 500 items, CPU",
  best(20, () => void engine()(mapMachine, items as never)),
  "ms",
);

const waiting = compileMachine({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 86_400, End: true } } });
const clocked = new ExecutionEngine({
  clock: virtualClock(0),
  world: { random: Math.random, uuid: () => "id", taskToken: () => "token" },
  integration: () => Promise.reject(new Error("The benchmarks call nothing.")),
  objects: noObjectStore("The benchmarks read nothing."),
  pausedTasks: "hold",
  advance: "next-turn",
});
const hold = clocked.hold(() => new Promise<void>((resolve) => setTimeout(resolve, 10)));
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let count = 0; count < 10_000; count += 1)
  clocked.start(waiting, {
    executionArn: `waiting:${count}`,
    name: String(count),
    stateMachineArn: "machine",
    stateMachineName: "bench",
    roleArn: "role",
    region: "us-east-1",
    input: {},
  });
globalThis.gc?.();
figure(
  "memory of a waiting execution (run with --expose-gc)",
  (process.memoryUsage().heapUsed - before) / 10_000 / 1024,
  "KiB",
);
clocked.close();
await hold;

const runs = 500;
const startedAt = performance.now();
for (let count = 0; count < runs; count += 1) await runMachine({ definition: chain(10) });
figure("runMachine of a 10-Pass chain, with compiling it", (runs / (performance.now() - startedAt)) * 1000, "/s");
