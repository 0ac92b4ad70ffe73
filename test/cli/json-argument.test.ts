import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readJsonArgument } from "../../cli/json-argument.js";
import { fakeTerminal } from "./fake-terminal.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "setpiece-json-"));
  await writeFile(join(folder, "order.json"), '{"total": 120}\n');
  await writeFile(join(folder, "broken.json"), '{\n  "total": 120,\n  oops\n}\n');
});
afterAll(() => rm(folder, { recursive: true }));

const read = (argument: string, stdin = "") =>
  readJsonArgument(argument, "--input", fakeTerminal({ cwd: folder, stdin }));

test.each([
  ["a file", "order.json", { total: 120 }],
  ["an object", '{"total": 1}', { total: 1 }],
  ["text", '"hello"', "hello"],
  ["a number", "12", 12],
  ["standard input", "-", [1]],
])("reads %s", async (_what, argument, value) => {
  expect(await read(argument, "[1]")).toEqual(value);
});

test.each([
  ["a file with a mistake", "broken.json", /broken\.json is not JSON: .* \(line 3, column 3\)/],
  ["text with a mistake", "{total: 1}", /--input is not JSON: .*\(line 1, column 2\)/],
  ["a number that no double holds", '{"total": 1e999}', /The number 1e999 is too large \(line 1, column 11\)/],
  ["a path that leads nowhere", "nothing.json", /--input is not JSON, and there is no such file\n {2}nothing\.json/],
  ["a folder", ".", /is a folder/],
  ["standard input with a mistake", "-", /standard input is not JSON/],
])("says what is wrong with %s", async (_what, argument, message) => {
  await expect(read(argument, "oops")).rejects.toMatchObject({
    code: "CliFailure",
    message: expect.stringMatching(message) as string,
  });
});
