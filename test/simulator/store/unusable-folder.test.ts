import fs, { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test, vi } from "vitest";

import { startSimulator } from "../../../simulator/index.js";
import { makeDataFolder } from "../../../simulator/store/data-folder.js";
import { readJournal } from "../../../simulator/store/journal-file.js";
import { Journal } from "../../../simulator/store/journal.js";

/** Lets the disk take so many bytes more, until `hasRoom` is called. */
function fillDisk(bytes: number): { hasRoom(): void } {
  const write = fs.writeSync.bind(fs);
  let left = bytes;
  const spy = vi.spyOn(fs, "writeSync").mockImplementation((file, what) => {
    const text = Buffer.from(what as unknown as Buffer);
    if (left === 0) throw new Error("ENOSPC: no space left on device, write");
    const taken = write(file, text.subarray(0, left));
    left -= taken;
    return taken;
  });
  onTestFinished(() => spy.mockRestore());
  return { hasRoom: () => spy.mockRestore() };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "setpiece-unusable-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("folders are made where they are missing", () => {
  const folder = join(temporaryFolder(), "a", "b");
  makeDataFolder(folder);
  makeDataFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test.each([
  ["a file", "file", "is a file, where a folder is needed."],
  ["below a file", "file/data", "ENOTDIR"],
  ["where the journal is a folder", "folder", "EISDIR"],
])("a folder that cannot be used is refused: %s", (_, name, reason) => {
  const root = temporaryFolder();
  writeFileSync(join(root, "file"), "");
  mkdirSync(join(root, "folder", "journal.jsonl"), { recursive: true });
  const folder = join(root, name);
  expect(() => new Journal(folder)).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
  expect(() => new Journal(folder)).toThrow(reason);
  expect(() => new Journal(folder)).toThrow(`'${folder}'`);
});

test.runIf(existsSync("/proc/self"))("where nothing can be made that is an error at once", () => {
  expect(() => new Journal("/proc/setpiece/data")).toThrow("No data can be kept in '/proc/setpiece/data': ENOENT");
});

test("what a full disk did not take is written when there is room again", () => {
  const folder = temporaryFolder();
  const journal = new Journal(folder);
  journal.operation("CreateActivity", { name: "á".repeat(40) }, [], 1);
  const disk = fillDisk(100);
  for (let attempt = 0; attempt < 2; attempt += 1)
    expect(() => journal.flush()).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
  journal.operation("DeleteActivity", { activityArn: "b" }, [], 2);
  disk.hasRoom();
  journal.close();
  expect(readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n")).toHaveLength(4);
  const { entries } = readJournal(join(folder, "journal.jsonl"));
  expect(entries.map((entry) => (entry.kind === "operation" ? entry.name : entry.kind))).toEqual([
    ...["journal", "CreateActivity", "DeleteActivity"],
  ]);
});

test("nobody is told of what could not be kept, and the simulator goes on", async () => {
  const simulator = await startSimulator({ data: temporaryFolder(), clock: "virtual" });
  const client = new SFNClient({
    endpoint: simulator.url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  onTestFinished(async () => {
    client.destroy();
    await simulator.close();
  });
  const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Wait", Seconds: 60, End: true } } });
  const create = new CreateStateMachineCommand({ name: "m", definition, roleArn: "arn:aws:iam::123456789012:role/r" });
  const { stateMachineArn } = await client.send(create);
  const disk = fillDisk(0);
  const start = new StartExecutionCommand({ stateMachineArn, name: "e" });
  await expect(client.send(start)).rejects.toMatchObject({
    name: "InternalFailure",
    message: expect.stringMatching(/^The journal .* cannot be written: ENOSPC/),
  });
  await expect(client.send(new ListStateMachinesCommand({}))).rejects.toMatchObject({ name: "InternalFailure" });
  disk.hasRoom();
  const executionArn = `${stateMachineArn?.replace(":stateMachine:", ":execution:")}:e`;
  await expect
    .poll(async () => (await client.send(new DescribeExecutionCommand({ executionArn }))).status)
    .toBe("SUCCEEDED");
});
