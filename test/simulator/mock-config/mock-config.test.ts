import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { startSimulator } from "../../../simulator/index.js";
import { MockConfigError, mockedResponse, parseMockConfig } from "../../../simulator/mock-config/parse-mock-config.js";
import { clientOf } from "../client.js";

const folder = mkdtempSync(join(tmpdir(), "setpiece-mocks-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text = JSON.stringify({
  StateMachines: { "machine-1": { TestCases: { Good: { Job: "job" }, Bad: { Job: "broken" } } } },
  MockedResponses: {
    job: { "0": { Throw: { Error: "Busy", Cause: "later" } }, "1-2": { Return: ["done"] } },
    broken: { "0": {} },
  },
});

test("a mocked response answers by number, and by inclusive range", () => {
  const config = parseMockConfig(text);
  expect(mockedResponse(config, "job", 0)).toEqual({ kind: "throw", error: "Busy", cause: "later" });
  expect(mockedResponse(config, "job", 2)).toEqual({ kind: "return", value: ["done"] });
  expect(mockedResponse(config, "job", 3)).toMatchObject({ kind: "unusable" });
  expect(mockedResponse(config, "broken", 0)).toMatchObject({ kind: "unusable" });
});

test.each(["", "[]", "{}", '{"StateMachines": {}}', '{"StateMachines": {"m": {}}, "MockedResponses": {}}'])(
  "%j is no mock configuration",
  (bad) => {
    expect(() => parseMockConfig(bad)).toThrow(MockConfigError);
  },
);

test("a test case stands in for what is not simulated, and a broken mock fails only when its state runs", async () => {
  const path = join(folder, "mocks.json");
  writeFileSync(path, text);
  const simulator = await startSimulator({ clock: "virtual", mockConfig: path });
  const { client, create, start } = clientOf(simulator.url);
  try {
    const arn = await create({
      Job: {
        Type: "Task",
        Resource: "arn:aws:states:::batch:submitJob.sync",
        Arguments: { JobName: "j", JobDefinition: "d", JobQueue: "q" },
        Retry: [{ ErrorEquals: ["Busy"] }],
        End: true,
      },
    });
    const good = await simulator.engine.ended(await start(`${arn}#Good`));
    expect(good).toMatchObject({ status: "SUCCEEDED", output: ["done"] });
    const bad = await simulator.engine.ended(await start(`${arn}#Bad`));
    expect(bad).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  } finally {
    client.destroy();
    await simulator.close();
  }
});
