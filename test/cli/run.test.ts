import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { fakeTerminal } from "./fake-terminal.js";

const fixtures = join(import.meta.dirname, "fixtures");

async function run(argv: string[], cwd = join(fixtures, "shop")) {
  const terminal = fakeTerminal({ cwd });
  const exitCode = await main(["run", ...argv], terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

const adult = ["greet", "--input", '{"name": "Kim", "age": 30}'];
const child = ["greet", "--input", '{"name": "Kim", "age": 9}'];

test("prints each step with source line, duration and result, and needs no time for a wait of two hours", async () => {
  const { exitCode, stdout, stderr } = await run(adult);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/compose +greet\.ts:33 +0 ms {2}"Welcome Kim!"/);
  expect(stdout).toMatch(/sleep 2h +greet\.ts:45 +2 h\n/);
  expect(stdout).toMatch(
    /✔ greet succeeded in 2 h, \d state transitions\n {2}result: {"text":"Welcome Kim!","number":"42"}/,
  );
});

test.each([
  ["the machine", []],
  ["the function itself", ["--native"]],
])("%s gives the same result", async (_what, more) => {
  const { exitCode, stdout } = await run([
    ...child,
    "--answer",
    '{"approveGreeting": {"approved": true}}',
    "--json",
    ...more,
  ]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    workflow: "greet",
    status: "SUCCEEDED",
    output: { text: "Welcome Kim!", number: "42" },
  });
});

describe("a human step", () => {
  test("without an answer and without a person ends the run with what to do", async () => {
    const { exitCode, stderr } = await run(child);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("greet waits for a person at approveGreeting: May we greet this person?");
    expect(stderr).toContain(`--answer '{"approveGreeting":{"approved":true,"reason":"…"}}'`);
  });

  test.each([
    ["answered no", ["--answer", '{"approveGreeting": {"approved": false}}'], "NotWelcome: not today"],
    ["rejected", ["--reject", '{"approveGreeting": "never"}'], "HumanTaskRejected: never"],
    ["left to expire", ["--let-expire"], "States.Timeout"],
  ])("%s fails the workflow as its source says", async (_what, more, error) => {
    const { exitCode, stdout } = await run([...child, ...more]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(new RegExp(`✘ greet failed in .*\n {2}${error}`));
  });

  test.each([
    [
      "an answer that does not fit the form",
      ["--answer", '{"approveGreeting": {"approved": 1}}'],
      "approved must be boolean",
    ],
    [
      "the same, natively",
      ["--native", "--answer", '{"approveGreeting": {"approved": 1}}'],
      "approved must be boolean",
    ],
    ["an unknown step", ["--answer", '{"approve": {}}'], "there is no human step approve"],
    ["no object", ["--answer", "true"], "--answer is not an object by step name."],
    ["a reason that is no text", ["--reject", '{"approveGreeting": 1}'], "--reject gives no reason"],
  ])("%s is refused", async (_what, more, message) => {
    const { exitCode, stderr } = await run([...child, ...more]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe("an Express workflow", () => {
  const quote = (items: number) => run(["quote", "-p", ".", "-i", JSON.stringify({ items })], join(fixtures, "tokens"));

  test("runs to its end and has a timeline", async () => {
    const { exitCode, stdout } = await quote(4);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/sleep 1m +tokens\.ts:10 +60 s\n/);
    expect(stdout).toMatch(/✔ quote succeeded in 60 s, 4 state transitions\n {2}result: {"total":12}/);
  });

  test("that fails says so", async () => {
    const { exitCode, stdout } = await quote(400);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✘ quote failed in 60 s.*\n {2}Error: too much/);
  });
});

test("a task token that nobody answers lets its deadline strike with --let-expire", async () => {
  const { exitCode, stdout } = await run(["bounded", "-p", ".", "--let-expire"], join(fixtures, "tokens"));
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✘ bounded failed in 24 h.*\n {2}States\.Timeout/);
});

test.each([
  [
    "an unknown workflow",
    ["gret"],
    undefined,
    'There is no workflow named "gret".\n hint: Workflows found here: greet.',
  ],
  ["an input that is no JSON", ["greet", "--input", "{name: 1}"], undefined, "--input is not JSON"],
  ["a file that fails on import", ["broken", "-p", "."], "broken-import", "LIMIT is not set"],
])("%s: exit code 1 and what to do", async (_what, argv, fixture, message) => {
  const { exitCode, stderr } = await run(argv, join(fixtures, fixture ?? "shop"));
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n {4}at /);
});
