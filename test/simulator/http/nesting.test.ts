import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf, roleArn } from "../client.js";

// Input that nests without an end, or holds a number without one, is refused, and neither stops the server nor what others run on it.

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  sfn = clientOf(simulator.url);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const pass = { A: { Type: "Pass", End: true } };
const repeat = (before: string, count: number, inside: string, behind: string) =>
  before.repeat(count) + inside + behind.repeat(count);

async function post(action: string, body: string) {
  const response = await fetch(simulator.url, {
    method: "POST",
    headers: { "x-amz-target": `AWSStepFunctions.${action}` },
    body,
  });
  return { status: response.status, answer: (await response.json()) as Readonly<Record<string, string>> };
}

const start = (stateMachineArn: string, input: string) =>
  post("StartExecution", JSON.stringify({ stateMachineArn, input }));

test("an input of a thousand arrays inside each other is run, of one more refused", async () => {
  const arn = await sfn.create(pass);
  const deep = await start(arn, repeat("[", 1_000, "", "]"));
  expect(await simulator.engine.ended(deep.answer.executionArn ?? "")).toMatchObject({ status: "SUCCEEDED" });
  const { answer } = await start(arn, repeat("[", 1_001, "", "]"));
  expect(answer).toMatchObject({ __type: "InvalidExecutionInput" });
  expect(answer.message).toContain("Document nesting depth (1001) exceeds the maximum allowed (1000, from");
  // Brackets in text are no nesting.
  const text = await start(arn, JSON.stringify(repeat("[", 5_000, '"\\', "]")));
  expect(text.status).toBe(200);
});

describe.each([1_001, 5_000, 20_000, 100_000])("%d levels", (levels) => {
  let count = 0;
  const refused = (fields: object, states?: string) => {
    count += 1;
    const state = JSON.stringify({ Type: "Pass", End: true, ...fields });
    const definition = `{"StartAt":"A","States":{"A":${states ?? state}}}`;
    return post("CreateStateMachine", JSON.stringify({ name: `n-${levels}-${count}`, definition, roleArn }));
  };
  test("of a request", async () => {
    const { status, answer } = await post("ListStateMachines", repeat('{"a":', levels, "1", "}"));
    expect([status, answer.__type]).toEqual([400, "SerializationException"]);
  });

  test("of a definition", async () => {
    const { answer } = await refused({}, `{"Type":"Pass","Result":${repeat("[", levels, "", "]")},"End":true}`);
    expect(answer.message).toContain("INVALID_JSON_DESCRIPTION: Document nesting depth (1001)");
  });

  test.each([
    ["calls", { Parameters: { "a.$": repeat("States.Array(", levels, "", ")") } }],
    ["calls that are not closed", { Parameters: { "a.$": "States.Array(".repeat(Math.min(levels, 50_000)) } }],
    ["parentheses in a filter", { Parameters: { "a.$": `$.a[?(${repeat("(", levels, "@.b", ")")})]` } }],
    ["negations in a filter", { Parameters: { "a.$": `$.a[?(${"!".repeat(levels)}@.b)]` } }],
    ["filters", { Parameters: { "a.$": repeat("$.a[?(@.b", levels, "", ")]") } }],
    ["expressions", { QueryLanguage: "JSONata", Output: `{% ${repeat("[", levels, "", "]")} %}` }],
    ["negations", { QueryLanguage: "JSONata", Output: `{% ${"-".repeat(levels)}1 %}` }],
    ["fields", { QueryLanguage: "JSONata", Output: `{% $states.input${".a".repeat(levels)} %}` }],
    ["operators", { QueryLanguage: "JSONata", Output: `{% 1${"+1".repeat(levels)} %}` }],
  ])("of %s", async (_, fields) => {
    const { status, answer } = await refused(fields);
    if (status === 200) return; // it is for the state to fail then
    expect([status, answer.__type]).toEqual([
      400,
      expect.stringMatching(/^(?:InvalidDefinition|ValidationException)$/),
    ]);
  });
});

test("what grows in an execution fails it before it nests too deeply", async () => {
  const grown = "{% $reduce([1..5000], function($a, $b) { {'a': $a} }, 1) %}";
  const evaluated = await start(await sfn.create({ A: { Type: "Pass", Output: grown, End: true } }), "{}");
  expect(await simulator.engine.ended(evaluated.answer.executionArn ?? "")).toMatchObject({
    error: "States.QueryEvaluationError",
    cause: expect.stringContaining("Stack overflow error"),
  });
  const growing = await start(
    await sfn.create({
      A: { Type: "Pass", Output: { a: "{% $states.input %}" }, Next: "A2" },
      A2: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "A" }], Default: "E" },
      E: { Type: "Succeed" },
    }),
    "{}",
  );
  expect(await simulator.engine.ended(growing.answer.executionArn ?? "")).toMatchObject({
    error: expect.stringMatching(/^States\.(?:DataLimitExceeded|QueryEvaluationError)$/),
  });
});

test("the server goes on", async () => {
  const { answer } = await start(await sfn.create(pass), "{}");
  expect(await simulator.engine.ended(answer.executionArn ?? "")).toMatchObject({ status: "SUCCEEDED" });
});

test("a number that no double holds is refused, and texts that look like one are not", async () => {
  const arn = await sfn.create(pass);
  for (const input of ["1e999", '{"a":[1,-1E+400]}', "9".repeat(400)]) {
    const { answer } = await start(arn, input);
    expect(answer).toMatchObject({
      __type: "InvalidExecutionInput",
      message: expect.stringContaining("out of range") as string,
    });
  }
  for (const input of ["1e300", '{"sku":"1e999"}', "9".repeat(300), '"' + "9".repeat(400) + '"']) {
    const { answer } = await start(arn, input);
    expect(await simulator.engine.ended(answer.executionArn ?? "")).toMatchObject({ status: "SUCCEEDED" });
  }
});

test("nor does a definition hold one, or what an expression reads", async () => {
  const definition = '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":1e999,"End":true}}}';
  const { answer } = await post("CreateStateMachine", JSON.stringify({ name: "endless", definition, roleArn }));
  expect(answer).toMatchObject({
    __type: "InvalidDefinition",
    message: expect.stringContaining("Numeric value (1e999) out of range") as string,
  });
  const read = { A: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $parse('1e999') %}", End: true } };
  const { answer: started } = await start(await sfn.create(read), "{}");
  expect(await simulator.engine.ended(started.executionArn ?? "")).toMatchObject({
    status: "FAILED",
    error: "States.QueryEvaluationError",
  });
});
