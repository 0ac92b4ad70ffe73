import { expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { startDynamoDb } from "../../simulator/services/dynamodb/dynamodb.js";
import { fakeTerminal } from "./fake-terminal.js";

test.each([
  ["an unknown command", ["bild"], "Did you mean build?"],
  ["an unknown option", ["build", "--outt", "x"], "unknown option '--outt'"],
  ["a missing argument", ["run"], "missing required argument 'workflow'"],
  ["an argument too many", ["demo", "now"], "too many arguments"],
  ["a port that is none", ["local", "--port", "80a"], "A port is a whole number from 0 to 65535."],
  ["a time scale that is none", ["local", "--time-scale", "0"], "It is a number above 0"],
  ["an endpoint that is no URL", ["local", "--aws-endpoint", "there"], "It is a URL such as"],
  ["two clocks", ["local", "--time-scale", "2", "--virtual-time"], "cannot be used with option"],
  ["an unknown format", ["check", "--format", "xml"], "Allowed choices are text, json, sarif, github."],
  ["a rejection without a reason", ["inbox", "reject", "1234"], "required option '-r, --reason <text>' not specified"],
  ["an answer that nobody can be asked for", ["inbox", "complete", "1234"], "--answer is missing."],
  ["an unknown status", ["inbox", "list", "--status", "maybe"], "One of pending, decided, completed"],
  ["an endpoint that is no URL", ["inbox", "list", "--endpoint", "here"], "here is not a URL."],
  ["two places", ["inbox", "list", "--aws", "--endpoint", "http://127.0.0.1:1"], "exclude each other"],
])("%s is wrong usage: exit code 2 and what to do", async (_what, argv, message) => {
  const terminal = fakeTerminal();
  expect(await main(argv, terminal)).toBe(2);
  expect(terminal.stderr()).toContain(message);
  expect(terminal.stdout()).toBe("");
});

test("no command at all shows the help, and is wrong usage", async () => {
  const terminal = fakeTerminal();
  expect(await main([], terminal)).toBe(2);
  expect(terminal.stderr()).toContain("Usage: setpiece");
});

test.each([[["--help"]], [["inbox", "list", "--help"]], [["--version"]]])("%s is no failure", async (argv) => {
  const terminal = fakeTerminal();
  expect(await main(argv, terminal)).toBe(0);
  expect(terminal.stdout()).toMatch(/Usage: setpiece|^\d+\.\d+\.\d+/);
  expect(terminal.stderr()).toBe("");
});

test("an operator whose table is older than its index learns of it, beside the list", async () => {
  const server = await startDynamoDb();
  server.dynamodb.ensureTable({ name: "human-tasks", partitionKey: "taskId" });
  const terminal = fakeTerminal();
  expect(await main(["inbox", "list", "--endpoint", server.url], terminal)).toBe(0);
  expect(terminal.stdout()).toBe("Nothing is waiting for a person.\n");
  expect(terminal.stderr()).toMatch(/The table human-tasks has no index "by-status".* Deploy the project again/);
  await server.close();
});

test("an inbox that nobody serves says where it looked and what to do; the stack only with --verbose", async () => {
  const list = async (...more: string[]) => {
    const terminal = fakeTerminal();
    expect(await main(["inbox", "list", "--endpoint", "http://127.0.0.1:9", ...more], terminal)).toBe(1);
    return terminal.stderr();
  };
  expect(await list()).toMatch(/^error: The table human-tasks cannot be used: .*127\.0\.0\.1:9\)\n hint: .*\n$/);
  expect(await list("--verbose")).toMatch(/\n {4}at /);
});
