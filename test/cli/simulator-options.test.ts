import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";
import { expect, test } from "vitest";

import { startSimulatorOrFail } from "../../cli/local-simulator.js";
import { addSimulatorOptions, type SimulatorCommandOptions, simulatorOptionsOf } from "../../cli/simulator-options.js";

function optionsOf(...words: readonly string[]) {
  const command = addSimulatorOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(words, { from: "user" });
  return simulatorOptionsOf(command.opts<SimulatorCommandOptions>(), {});
}

test("each --redirect adds an address", () => {
  const redirects = ["https://a.example.com=http://127.0.0.1:1", "https://b.example.com/v1=http://127.0.0.1:2/x?y=z"];
  expect(optionsOf(...redirects.flatMap((redirect) => ["--redirect", redirect])).httpRedirects).toEqual({
    "https://a.example.com": "http://127.0.0.1:1",
    "https://b.example.com/v1": "http://127.0.0.1:2/x?y=z",
  });
});

test.each(["https://a.example.com", "a.example.com=http://127.0.0.1:1", "https://a.example.com=127.0.0.1:1"])(
  "%s is no redirect",
  (redirect) => {
    expect(() => optionsOf("--redirect", redirect)).toThrow("It is two URLs, such as");
  },
);

test("flags and variables of Step Functions Local mean what they mean there", () => {
  expect(
    optionsOf("--aws-account", "111122223333", "--aws-region", "eu-west-1", "--wait-time-scale", "0.1"),
  ).toMatchObject({ account: "111122223333", region: "eu-west-1", clock: { scale: 10 } });
  expect(optionsOf("--wait-time-scale", "0").clock).toBe("virtual");
  const environment = { AWS_ACCOUNT_ID: "111122223333", AWS_DEFAULT_REGION: "r", WAIT_TIME_SCALE: "0.5" };
  expect(simulatorOptionsOf({ port: 1 }, environment)).toMatchObject({
    account: "111122223333",
    region: "r",
    clock: { scale: 2 },
  });
  const flags = { port: 1, awsAccount: "2", waitTimeScale: {} };
  expect(simulatorOptionsOf(flags, environment)).toMatchObject({ account: "2", region: "r", clock: "real" });
});

test.each([
  ["--wait-time-scale", "fast"],
  ["--wait-time-scale", "-1"],
  ["--aws-account", "12"],
  ["--aws-region", "Europe"],
])("%s %s is refused", (flag, value) => {
  expect(() => optionsOf(flag, value)).toThrow(/such as/);
});

test.each([
  [{ WAIT_TIME_SCALE: "fast" }, "The wait time scale is a number from 0 on, such as 0.1, and not 'fast'."],
  [{ LAMBDA_ENDPOINT: "here" }, "LAMBDA_ENDPOINT is a URL such as http://127.0.0.1:5000, and not 'here'."],
  [{ AWS_ACCOUNT_ID: "1" }, "AWS_ACCOUNT_ID is a number of twelve digits, such as 123456789012, and not '1'."],
])("%j of the environment is refused", (environment, message) => {
  expect(() => simulatorOptionsOf({ port: 1 }, environment)).toThrow(message);
});

test("a mock configuration that cannot be used is told by its name", async () => {
  const mockConfig = join(tmpdir(), "there-is-no-such-file.json");
  await expect(startSimulatorOrFail({ port: 0, mockConfig })).rejects.toThrow(
    `The mock configuration ${mockConfig} cannot be used: ENOENT`,
  );
});
