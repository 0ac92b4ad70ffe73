import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "../../cli/main.js";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.js";

let folder: string;
let terminal: FakeTerminal;
let end: Promise<number>;

const tasks = (extra = "") => `
import { lambda } from "setpiece";
export const double = lambda<number, number>("double", (n) => n * 2);
${extra}`;

const workflow = (name: string, body: string) => `
import { workflow } from "setpiece";
import { double } from "../tasks/double.js";
export const it = workflow("${name}", async (n: number) => { ${body} });
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "setpiece-watch-"));
  await mkdir(join(folder, "workflows"));
  await mkdir(join(folder, "tasks"));
  await write("tasks/double.ts", tasks());
  await write("workflows/one.ts", workflow("one", "return double(n);"));
  await write("workflows/two.ts", workflow("two", "return double(n + 1);"));
  terminal = fakeTerminal({ cwd: folder });
  end = main(["build", "--watch"], terminal);
  await shows(/watching for changes/);
});

afterEach(async () => {
  terminal.stop();
  expect(await end).toBe(0);
  await rm(folder, { recursive: true });
});

const write = (file: string, text: string) => writeFile(join(folder, file), text);
const read = (file: string) => readFile(join(folder, file), "utf8");
const shows = (text: RegExp) => expect.poll(() => terminal.stdout() + terminal.stderr()).toMatch(text);

test("a change is built, and what it does not concern is not touched", async () => {
  expect(terminal.stdout()).toMatch(/✔ 2 workflows in build\/ \(/);
  const before = await read("build/two.asl.json");
  await write("workflows/one.ts", workflow("one", "return double(n + 41);"));
  await shows(/workflows\/one\.ts changed\n✔ 2 workflows/);
  expect(await read("build/one.asl.json")).toContain("41");
  expect(await read("build/two.asl.json")).toBe(before);
});

test("what a workflow imports is watched, wherever it lies", async () => {
  await write("tasks/double.ts", tasks().replace(`"double"`, `"twice"`));
  await shows(/tasks\/double\.ts changed\n✔ 2 workflows/);
  expect(await read("build/one.asl.json")).toContain("twice");
  expect(await read("build/two.asl.json")).toContain("twice");
});

test("errors are shown, and the last good output stays until they are mended", async () => {
  const before = await read("build/one.asl.json");
  await write("workflows/one.ts", workflow("one", "return double(m);"));
  await shows(/✖ not built; build\/ stays as it was/);
  await shows(/workflows\/one\.ts:4:\d+ - error SP1000: Cannot find name 'm'/);
  expect(await read("build/one.asl.json")).toBe(before);
  await write("workflows/one.ts", workflow("one", "return double(n + 17);"));
  await shows(/stays as it was\n[^]*✔ 2 workflows/);
  expect(await read("build/one.asl.json")).toContain("17");
});

test("workflows that come, go and move have their output follow", async () => {
  await write("workflows/three.ts", workflow("three", "return n;"));
  await shows(/✔ 3 workflows/);
  expect(existsSync(join(folder, "build/three.asl.json"))).toBe(true);
  await rm(join(folder, "workflows/two.ts"));
  await shows(/two\.ts changed\n✔ 2 workflows/);
  expect(existsSync(join(folder, "build/two.asl.json"))).toBe(false);
  expect(existsSync(join(folder, "build/two.map.json"))).toBe(false);
  await rename(join(folder, "workflows/three.ts"), join(folder, "workflows/four.ts"));
  await shows(/four\.ts[^]* changed\n✔ 2 workflows/);
  expect(await read("build/manifest.json")).toContain("workflows/four.ts");
});

test("an imported file that is not there yet is waited for", async () => {
  await write(
    "workflows/one.ts",
    workflow("one", "return double(n + rate);").replace(/$/, `import { rate } from "../tasks/rate.js";\n`),
  );
  await shows(/✖ not built/);
  await shows(/Cannot find module '\.\.\/tasks\/rate\.js'/);
  await write("tasks/rate.ts", "export const rate = 23;\n");
  await shows(/rate\.ts changed\n✔ 2 workflows/);
  expect(await read("build/one.asl.json")).toContain("23");
});
