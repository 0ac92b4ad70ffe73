import { expect, test } from "vitest";

import { type MachineRun, notAnswered, notStubbed, runMachine, type RunMachineOptions } from "../../simulator/index.js";

const startMs = Date.UTC(2026, 0, 1);

async function run(states: object, options: Partial<RunMachineOptions> = {}): Promise<MachineRun> {
  const [startAt] = Object.keys(states);
  return runMachine({
    definition: { QueryLanguage: "JSONata", StartAt: startAt, States: states },
    startMs,
    ...options,
  });
}

const invoke = (name: string, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: name, Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload %}",
  End: true,
  ...more,
});

const cases: readonly (readonly [string, object, Partial<RunMachineOptions>, Partial<MachineRun>])[] = [
  ["a Pass state gives its input", { A: { Type: "Pass", End: true } }, { input: { a: 1 } }, { output: { a: 1 } }],
  [
    "Assign and Output of one state see the variables as they were",
    {
      A: { Type: "Pass", Assign: { x: 1 }, Next: "B" },
      B: { Type: "Pass", Assign: { x: "{% $x + 1 %}", y: "{% $x %}" }, Output: "{% $x %}", Next: "C" },
      C: { Type: "Pass", Output: "{% [$states.input, $x, $y] %}", End: true },
    },
    {},
    { output: [1, 2, 1] },
  ],
  [
    "an expression that gives nothing fails the state",
    { A: { Type: "Pass", Output: { v: "{% $states.input.no %}" }, End: true } },
    {},
    {
      status: "FAILED",
      error: "States.QueryEvaluationError",
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression " +
        "'$states.input.no' specified for the field 'Output/v' returned nothing (undefined).",
    },
  ],
  [
    "an explicit null is a value",
    { A: { Type: "Pass", Output: ["{% null %}", "{% 1 %}"], End: true } },
    {},
    { output: [null, 1] },
  ],
  [
    "a Choice takes the first rule that holds",
    {
      A: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.n > 10 %}", Next: "B" },
          { Condition: "{% $states.input.n > 1 %}", Next: "C", Assign: { c: true }, Output: "c" },
        ],
        Default: "B",
      },
      B: { Type: "Fail", Error: "wrong" },
      C: { Type: "Pass", Output: "{% [$states.input, $c] %}", End: true },
    },
    { input: { n: 5 } },
    { output: ["c", true] },
  ],
  [
    "a Choice without a match and without Default fails",
    { A: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "B" }] }, B: { Type: "Succeed" } },
    {},
    { status: "FAILED", error: "States.Runtime" },
  ],
  [
    "a Fail state computes its error and cause",
    { A: { Type: "Fail", Error: "{% 'E' & $states.input.n %}", Cause: "why" } },
    { input: { n: 1 } },
    { status: "FAILED", error: "E1", cause: "why" },
  ],
  [
    "branches read outer variables and give a list",
    {
      A: { Type: "Pass", Assign: { x: 1 }, Next: "P" },
      P: {
        Type: "Parallel",
        Branches: [
          { StartAt: "L", States: { L: { Type: "Pass", Output: "{% $x %}", End: true } } },
          { StartAt: "R", States: { R: { Type: "Wait", Seconds: 5, End: true } } },
        ],
        End: true,
      },
    },
    { input: {} },
    { output: [1, {}] },
  ],
  [
    "a Map keeps the order of its items",
    {
      M: {
        Type: "Map",
        Items: "{% [3, 1, 2] %}",
        ItemSelector: { v: "{% $states.context.Map.Item.Value %}", i: "{% $states.context.Map.Item.Index %}" },
        ItemProcessor: {
          StartAt: "W",
          States: { W: { Type: "Wait", Seconds: "{% $states.input.v %}", Output: "{% $states.input.i %}", End: true } },
        },
        End: true,
      },
    },
    {},
    { output: [0, 1, 2] },
  ],
  [
    "a Lambda error has the error's name and message",
    { A: invoke("boom") },
    {
      lambda: () => {
        throw Object.assign(new Error("no"), { name: "OutOfStock", stack: "s" });
      },
    },
    { status: "FAILED", error: "OutOfStock", cause: '{"errorType":"OutOfStock","errorMessage":"no","trace":["s"]}' },
  ],
  [
    "a catcher has the error output and assigns",
    {
      A: invoke("boom", {
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Output: "{% $states.errorOutput.Error %}",
            Assign: { e: "{% $states.errorOutput.Error %}" },
            Next: "B",
          },
        ],
      }),
      B: { Type: "Pass", Output: "{% [$states.input, $e] %}", End: true },
    },
    { lambda: () => Promise.reject(new RangeError("x")) },
    { output: ["RangeError", "RangeError"] },
  ],
  [
    "an endless recursion ends with the service's error",
    { A: { Type: "Pass", Output: "{% ($f := function($n) { 1 + $f($n) }; $f(1)) %}", End: true } },
    {},
    { status: "FAILED", error: "States.QueryEvaluationError" },
  ],
  [
    "siblings in an array constructor do not count as nested",
    {
      A: { Type: "Pass", Output: `{% [${Array.from({ length: 150 }, (_, i) => `${i}+1`).join()}][149] %}`, End: true },
    },
    {},
    { output: 150 },
  ],
  [
    "a division by zero is the text Infinity",
    { A: { Type: "Pass", Output: "{% [1/0] %}", End: true } },
    {},
    { output: ["Infinity"] },
  ],
];

test.each(cases)("%s", async (_name, states, options, expected) => {
  const result = await run(states, options);
  expect(result).toMatchObject({ status: "SUCCEEDED", ...expected });
});

test("retries wait on the virtual clock and keep a count", async () => {
  const attempts: unknown[] = [];
  const result = await run(
    {
      A: invoke("f", { Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 3 }] }),
    },
    {
      lambda: () => {
        attempts.push(1);
        throw new Error("again");
      },
    },
  );
  expect(result.status).toBe("FAILED");
  expect(attempts).toHaveLength(3);
  expect((result.history.at(-1)?.timestampMs ?? 0) - startMs).toBe(40_000);
});

test("a task token comes back through the stub, and a pause without an answer times out", async () => {
  const paused = {
    A: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
      Arguments: { token: "{% $states.context.Task.Token %}" },
      TimeoutSeconds: 60,
      End: true,
    },
  };
  const answered = await run(paused, {
    integrations: (_resource, parameters, { taskToken, succeed }) => {
      expect(parameters).toEqual({ token: taskToken });
      succeed({ approved: true });
      return {};
    },
  });
  expect(answered).toMatchObject({ status: "SUCCEEDED", output: { approved: true } });
  expect(await run(paused, { integrations: () => ({}) })).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  const answeredTwice = await run(paused, {
    integrations: (_resource, _parameters, { succeed, fail }) => {
      succeed("first");
      succeed("second");
      fail("Third", "of all");
      return {};
    },
  });
  expect(answeredTwice).toMatchObject({ status: "SUCCEEDED", output: "first" });
});

test("nested executions answer with their output, or with their failure", async () => {
  const start = {
    A: {
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Arguments: { StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:child", Input: { a: 1 } },
      Output: "{% $states.result.Output %}",
      End: true,
    },
  };
  const child = (states: object) => ({ QueryLanguage: "JSONata", StartAt: "X", States: { X: states } });
  const good = await run(start, { machines: { child: child({ Type: "Wait", Seconds: 3600, End: true }) } });
  expect(good).toMatchObject({ status: "SUCCEEDED", output: { a: 1 } });
  const bad = await run(start, { machines: { child: child({ Type: "Fail", Error: "E", Cause: "c" }) } });
  expect(bad).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
  expect(JSON.parse(bad.cause ?? "")).toMatchObject({ Error: "E", Cause: "c", Status: "FAILED" });
});

test("a stub stands in for a job: what it throws is the job's failure", async () => {
  const job = { A: { Type: "Task", Resource: "arn:aws:states:::glue:startJobRun.sync", End: true } };
  const good = await run(job, { integrations: () => ({ JobRunState: "SUCCEEDED" }) });
  expect(good).toMatchObject({ status: "SUCCEEDED", output: { JobRunState: "SUCCEEDED" } });
  const failure = Object.assign(new Error("{}"), { name: "States.TaskFailed" });
  const bad = await run(job, { integrations: () => Promise.reject(failure) });
  expect(bad).toMatchObject({ status: "FAILED", error: "States.TaskFailed", cause: "{}" });
  expect(bad.history.map(({ type }) => type)).toContain("TaskFailed");
});

test("a stub may leave a call to the simulator", async () => {
  const result = await run({ A: invoke("f") }, { integrations: () => notStubbed, lambda: () => 7 });
  expect(result.output).toBe(7);
});

test("a stub may leave a call without an answer: the timeout of the task strikes", async () => {
  const task = { ...invoke("f"), TimeoutSeconds: 900, Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 1 }] };
  const answers = [notAnswered, { Payload: 7 }];
  const result = await run({ A: task }, { integrations: () => answers.shift() });
  expect(result.output).toBe(7);
  expect((result.history.at(-1)?.timestampMs ?? 0) - (result.history[0]?.timestampMs ?? 0)).toBeGreaterThan(900_000);
});

test("an inline Map runs 40 iterations at once, whatever it asks for", async () => {
  const wait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 1, End: true } } };
  const map = { Type: "Map", MaxConcurrency: 100, ItemProcessor: wait, End: true };
  const { history } = await runMachine({
    definition: { StartAt: "M", States: { M: map } },
    input: Array.from({ length: 50 }, () => 1),
  });
  const firstExit = history.findIndex(({ type }) => type === "WaitStateExited");
  expect(history.slice(0, firstExit).filter(({ type }) => type === "MapIterationStarted")).toHaveLength(40);
});

const pass = { Type: "Pass", End: true };

test.each<[string, object]>([
  ["Field 'ResultPaht' is not supported at /States/A", { A: { ...pass, ResultPaht: "$.x" } }],
  ["Field 'Catch' is not supported at /States/A", { A: { ...pass, Catch: [{ ErrorEquals: ["X"], Next: "A" }] } }],
  ['State "B" is not reachable. at /States/B', { A: pass, B: pass }],
  ["only supported for the 'JSONata' QueryLanguage at /States/A", { A: { ...pass, Output: 1 } }],
])("a machine that the service would not create does not run: %s", async (message, states) => {
  await expect(runMachine({ definition: { StartAt: "A", States: states } })).rejects.toThrow(message);
});
