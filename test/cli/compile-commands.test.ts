import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { fakeTerminal } from "./fake-terminal.js";
import { spawnSetpiece } from "./spawn-setpiece.js";

const fixtures = join(import.meta.dirname, "fixtures");
let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "setpiece-build-"));
});
afterAll(() => rm(out, { recursive: true }));

async function setpiece(argv: string[], cwd = join(fixtures, "shop")) {
  const terminal = fakeTerminal({ cwd });
  const exitCode = await main(argv, terminal);
  return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

test("build writes machines, source maps and the manifest, and says so", async () => {
  const { exitCode, stdout, stderr } = await setpiece(["build", "--out", out]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/ {2}greet {2}\d+ states {2}standard {2}workflows\/greet\.ts\n✔ 1 workflow in /);
  const machine = JSON.parse(await readFile(join(out, "greet.asl.json"), "utf8"));
  expect(machine).toMatchObject({ QueryLanguage: "JSONata", StartAt: "compose" });
  const sourceMap = JSON.parse(await readFile(join(out, "greet.map.json"), "utf8"));
  expect(sourceMap.compose).toMatchObject({ line: 33 });
  expect(JSON.parse(await readFile(join(out, "manifest.json"), "utf8"))).toMatchObject({
    version: 1,
    workflows: [{ name: "greet" }],
  });
});

test("check writes nothing but its verdict", async () => {
  expect(await setpiece(["check"])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^✔ 1 workflow, \d+ states: no errors\n$/) as string,
  });
  expect(await setpiece(["check", "--format", "json"])).toMatchObject({ exitCode: 0, stdout: "[]\n" });
});

test("the command itself says the same, in a process of its own", async () => {
  const command = spawnSetpiece(["check"], join(fixtures, "shop"));
  expect([await command.ended(), command.stdout(), command.stderr()]).toEqual([
    0,
    expect.stringMatching(/^✔ 1 workflow, \d+ states: no errors\n$/),
    "",
  ]);
});

describe("bad input gives one screen that says what to do, and exit code 1", () => {
  test.each([
    ["a type error", "type-error", ["wrong.ts:4:16", "Property 'totl' does not exist", "hint:"]],
    [
      "an unsupported construct",
      "unsupported",
      ["generator.ts:7:14", "error SP1231: `numbers` is a generator", "hint:"],
    ],
    ["a name used twice", "same-name", ["twice", "one.ts:3:", "two.ts:3:", "hint:"]],
    ["a folder without workflows", "no-workflow", ["error SP1005: no workflow was found in", "hint:"]],
    ["a path that leads nowhere", "nowhere", ["There is no nowhere in ", "hint:"]],
  ])("%s", async (_what, fixture, expected) => {
    const [path, cwd] = fixture === "nowhere" ? [fixture, fixtures] : [".", join(fixtures, fixture)];
    for (const command of ["build", "check"]) {
      const { exitCode, stdout, stderr } = await setpiece([command, path], cwd);
      expect(exitCode).toBe(1);
      const text = stdout + stderr;
      for (const words of expected) expect(text).toContain(words);
      expect(text).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      expect(text.split("\n").length).toBeLessThan(30);
    }
  });

  test("in formats for machines too", async () => {
    const cwd = join(fixtures, "type-error");
    const github = await setpiece(["check", ".", "--format", "github"], cwd);
    expect(github).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^::error file=wrong\.ts,line=4/) as string,
    });
    const sarif = await setpiece(["check", ".", "--format", "sarif"], cwd);
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: "2.1.0", runs: [{ results: [{ level: "error" }] }] });
  });
});
