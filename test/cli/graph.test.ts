import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { fakeTerminal } from "./fake-terminal.js";

const shop = join(import.meta.dirname, "fixtures", "shop");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "setpiece-graph-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function graph(cwd: string, ...argv: string[]) {
  const terminal = fakeTerminal({ cwd });
  const exitCode = await main(["graph", ...argv], terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

test("a workflow of the project, by its name", async () => {
  const { exitCode, stdout } = await graph(shop, "greet");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^flowchart TD\n {2}begin\(\("start"\)\)\n/);
  expect(stdout).toContain('["compose');
});

test("a workflow that is not there", async () => {
  expect(await graph(shop, "greeet")).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("Workflows found here: greet.") as string,
  });
});

test("a definition in a file, as SVG into a file", async () => {
  await writeFile(join(folder, "one.asl.json"), JSON.stringify({ StartAt: "a", States: { a: { Type: "Succeed" } } }));
  const { exitCode, stdout } = await graph(folder, "one.asl.json", "--format", "svg", "--out", "one.svg");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(await readFile(join(folder, "one.svg"), "utf8")).toMatch(/^<svg [\s\S]*<title>a<\/title>[\s\S]*<\/svg>\n$/);
});

test.each([
  ["broken.asl.json", "{", /broken\.asl\.json:1:\d+: /],
  ["empty.asl.json", "{}", /has no states to draw/],
  ["missing.asl.json", undefined, /missing\.asl\.json cannot be read/],
])("%s is told in one line, with exit code 1", async (name, text, message) => {
  if (text !== undefined) await writeFile(join(folder, name), text);
  const { exitCode, stderr } = await graph(folder, name);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(message);
});
