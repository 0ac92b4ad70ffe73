import { Command } from "commander";
import { expect, test } from "vitest";

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
