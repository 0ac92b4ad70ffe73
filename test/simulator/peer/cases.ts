/** What a worker does with the task that it is given. */
export type WorkerAction =
  | { readonly kind: "succeed" | "beat"; readonly output: (input: unknown) => unknown }
  | { readonly kind: "fail"; readonly error: string; readonly cause: string };

export interface Resources {
  readonly activity: string;
  readonly function: (name: string) => string;
}

/** A machine that several engines run, with results to be compared. */
export interface PeerCase {
  readonly name: string;
  readonly machine: (resources: Resources) => object;
  readonly input?: unknown;
  readonly worker?: readonly WorkerAction[];
  readonly usesFunctions?: boolean;
  /** Why stepfunctions-local gives another result; the case fails when it no longer does. */
  readonly peerDiffers?: string;
}

const states = (first: Record<string, object>) => ({ StartAt: Object.keys(first)[0], States: first });
const fixed = (definition: object) => () => definition;

const choice = (rule: object) =>
  fixed(
    states({
      Ask: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
      Yes: { Type: "Pass", Result: { answer: "yes" }, End: true },
      No: { Type: "Pass", Result: { answer: "no" }, End: true },
    }),
  );

const comparisons: readonly (readonly [string, object, unknown])[] = [
  ["StringEquals", { Variable: "$.v", StringEquals: "a" }, "a"],
  ["StringEquals of another text", { Variable: "$.v", StringEquals: "a" }, "b"],
  ["StringLessThan", { Variable: "$.v", StringLessThan: "b" }, "a"],
  ["StringGreaterThanEquals", { Variable: "$.v", StringGreaterThanEquals: "b" }, "b"],
  ["NumericEquals", { Variable: "$.v", NumericEquals: 1 }, 1],
  ["NumericGreaterThan", { Variable: "$.v", NumericGreaterThan: 1 }, 2],
  ["NumericLessThanEquals", { Variable: "$.v", NumericLessThanEquals: 1 }, 1.5],
  ["BooleanEquals", { Variable: "$.v", BooleanEquals: true }, true],
  ["TimestampLessThan", { Variable: "$.v", TimestampLessThan: "2024-01-01T00:00:00Z" }, "2023-12-31T23:59:59Z"],
  ["TimestampEquals", { Variable: "$.v", TimestampEquals: "2024-01-01T00:00:00Z" }, "2024-01-01T00:00:00Z"],
  [
    "And",
    {
      And: [
        { Variable: "$.v", NumericGreaterThan: 1 },
        { Variable: "$.v", NumericLessThan: 3 },
      ],
    },
    2,
  ],
  [
    "Or",
    {
      Or: [
        { Variable: "$.v", NumericEquals: 1 },
        { Variable: "$.v", NumericEquals: 2 },
      ],
    },
    2,
  ],
  ["Not", { Not: { Variable: "$.v", StringEquals: "a" } }, "b"],
];

const task = (resource: string, more: object = {}) => ({ Type: "Task", Resource: resource, End: true, ...more });

/** Machines that both Setpiece's simulator and stepfunctions-local can run. */
export const cases: readonly PeerCase[] = [
  { name: "Pass passes its input", machine: fixed(states({ A: { Type: "Pass", End: true } })), input: { a: [1, "x"] } },
  {
    name: "Pass with Result and ResultPath",
    machine: fixed(states({ A: { Type: "Pass", Result: { b: 2 }, ResultPath: "$.r", End: true } })),
    input: { a: 1 },
  },
  {
    name: "InputPath and OutputPath",
    machine: fixed(states({ A: { Type: "Pass", InputPath: "$.in", OutputPath: "$.deep", End: true } })),
    input: { in: { deep: { x: 1 } } },
  },
  {
    name: "a chain of states",
    machine: fixed(
      states({
        A: { Type: "Pass", Result: 1, ResultPath: "$.a", Next: "B" },
        B: { Type: "Pass", Result: 2, ResultPath: "$.b", Next: "C" },
        C: { Type: "Succeed" },
      }),
    ),
  },
  ...comparisons.map(([name, rule, v]): PeerCase => ({ name: `Choice: ${name}`, machine: choice(rule), input: { v } })),
  {
    name: "Wait by Seconds",
    machine: fixed(
      states({ A: { Type: "Wait", Seconds: 1, Next: "B" }, B: { Type: "Pass", Result: "done", End: true } }),
    ),
  },
  {
    name: "Wait by SecondsPath",
    machine: fixed(states({ A: { Type: "Wait", SecondsPath: "$.s", End: true } })),
    input: { s: 1 },
  },
  {
    name: "Wait until a time that has passed",
    machine: fixed(states({ A: { Type: "Wait", Timestamp: "2020-01-01T00:00:00Z", End: true } })),
  },
  {
    name: "Wait by TimestampPath",
    machine: fixed(states({ A: { Type: "Wait", TimestampPath: "$.t", End: true } })),
    input: { t: "2020-01-01T00:00:00Z" },
  },
  {
    name: "Parallel gives the results in the order of its branches",
    machine: fixed(
      states({
        P: {
          Type: "Parallel",
          Branches: [
            states({ Slow: { Type: "Wait", Seconds: 1, Next: "A" }, A: { Type: "Pass", Result: "a", End: true } }),
            states({ B: { Type: "Pass", Result: "b", End: true } }),
          ],
          ResultPath: "$.all",
          End: true,
        },
      }),
    ),
    input: { kept: true },
  },
  {
    name: "Parallel inside Parallel",
    machine: fixed(
      states({
        P: {
          Type: "Parallel",
          Branches: [
            states({
              Q: {
                Type: "Parallel",
                Branches: [states({ A: { Type: "Pass", Result: 1, End: true } })],
                End: true,
              },
            }),
            states({ B: { Type: "Pass", End: true } }),
          ],
          End: true,
        },
      }),
    ),
    input: { n: 1 },
  },
  {
    name: "a Lambda task by its ARN",
    usesFunctions: true,
    machine: (resources) => states({ T: task(resources.function("double"), { ResultPath: "$.r" }) }),
    input: { n: 21 },
  },
  {
    name: "a Lambda task between other states",
    usesFunctions: true,
    machine: (resources) =>
      states({
        A: { Type: "Pass", Result: { n: 4 }, Next: "T" },
        T: { Type: "Task", Resource: resources.function("double"), Next: "C" },
        C: {
          Type: "Choice",
          Choices: [{ Variable: "$.doubled", NumericEquals: 8, Next: "E" }],
          Default: "F",
        },
        E: { Type: "Task", Resource: resources.function("echo"), End: true },
        F: { Type: "Fail", Error: "Unexpected" },
      }),
  },
  {
    name: "an activity whose worker succeeds",
    machine: ({ activity }) => states({ T: task(activity, { ResultPath: "$.r" }) }),
    input: { n: 20 },
    worker: [{ kind: "succeed", output: (input) => ({ got: input }) }],
  },
  {
    name: "an activity whose worker sends a heartbeat first",
    machine: ({ activity }) => states({ T: task(activity, { HeartbeatSeconds: 30, TimeoutSeconds: 60 }) }),
    worker: [{ kind: "beat", output: () => "alive" }],
  },
  {
    name: "an activity whose worker fails",
    machine: ({ activity }) => states({ T: task(activity) }),
    worker: [{ kind: "fail", error: "Broken", cause: "by the worker" }],
  },
  {
    name: "an activity whose failure is caught",
    machine: ({ activity }) =>
      states({
        T: task(activity, { Catch: [{ ErrorEquals: ["Broken"], ResultPath: null, Next: "C" }] }),
        C: { Type: "Pass", Result: "caught", End: true },
      }),
    worker: [{ kind: "fail", error: "Broken", cause: "by the worker" }],
  },
  {
    name: "two activities, one after the other",
    machine: ({ activity }) =>
      states({
        A: { Type: "Task", Resource: activity, Next: "B" },
        B: { Type: "Task", Resource: activity, End: true },
      }),
    input: 1,
    worker: [
      { kind: "succeed", output: (input) => Number(input) + 1 },
      { kind: "succeed", output: (input) => Number(input) * 10 },
    ],
  },
  {
    name: "Fail",
    machine: fixed(states({ A: { Type: "Fail", Error: "E", Cause: "c" } })),
    peerDiffers: "it lets the execution succeed",
  },
  {
    name: "Pass with a falsy Result",
    machine: fixed(states({ A: { Type: "Pass", Result: 0, End: true } })),
    input: { a: 1 },
    peerDiffers: "it takes 0 for no Result",
  },
];

const jsonata = (first: Record<string, object>) => fixed({ QueryLanguage: "JSONata", ...states(first) });

/** Machines for engines that know the whole language; stepfunctions-local does not. */
export const fullCases: readonly PeerCase[] = [
  {
    name: "Map with a selector",
    machine: fixed(
      states({
        M: {
          Type: "Map",
          ItemsPath: "$.items",
          MaxConcurrency: 1,
          ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value" },
          ItemProcessor: states({ P: { Type: "Pass", End: true } }),
          End: true,
        },
      }),
    ),
    input: { items: ["a", "b", "c"] },
  },
  {
    name: "Retry and Catch",
    machine: ({ activity }) =>
      states({
        T: task(activity, {
          Retry: [{ ErrorEquals: ["Broken"], IntervalSeconds: 1, MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "C" }],
        }),
        C: { Type: "Pass", End: true },
      }),
    worker: [
      { kind: "fail", error: "Broken", cause: "once" },
      { kind: "fail", error: "Broken", cause: "twice" },
    ],
  },
  {
    name: "variables and JSONata",
    machine: jsonata({
      A: { Type: "Pass", Assign: { n: "{% $states.input.n %}" }, Next: "B" },
      B: { Type: "Choice", Choices: [{ Condition: "{% $n > 3 %}", Next: "D" }], Default: "C" },
      C: { Type: "Pass", Assign: { n: "{% $n + 1 %}" }, Next: "B" },
      D: { Type: "Succeed", Output: "{% {'n': $n} %}" },
    }),
    input: { n: 1 },
  },
  {
    name: "intrinsic functions",
    machine: fixed(
      states({
        A: {
          Type: "Pass",
          Parameters: {
            "text.$": "States.Format('{}-{}', $.a, States.MathAdd($.n, 1))",
            "hash.$": "States.Hash($.a, 'MD5')",
          },
          End: true,
        },
      }),
    ),
    input: { a: "x", n: 1 },
  },
];
