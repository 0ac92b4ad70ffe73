import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CompileSession } from "../../../compiler/compile-session.js";
import { globalNamesIn } from "../../../compiler/program/global-names.js";
import { ProgramLoader } from "../../../compiler/program/load-program.js";

const repository = path.resolve(import.meta.dirname, "../../..");

test.each([
  ["values and types", "export const a: Buffer = process.env as never;", "Buffer process"],
  ["no members", "export const a = { b: c.d, e, f() {} }; export type G = H.I & { j: K };", "H K c e"],
  ["nothing that is declared", "import { a } from 'a'; export const [b, { c: d }] = a(b, d, (e: number) => e);", ""],
  ["type parameters and labels", "export function a<B>(c: B): c is B & D { x: for (;;) break x; }", "D"],
  ["no bodies of functions that say what they return", "export const a = (b = c): d => e;", "c d"],
  ["nothing that no export depends on", "const a = process.pid; export const b = (): number => a;", ""],
  ["what an export depends on", "const a = process.pid; export const b = a;", "process"],
  [
    "no constant assertions",
    "export const a = [1] as const, b = import('b').then<c>(); export type D = import('d').E;",
    "c",
  ],
])("names of others: %s", (_name, text, expected) => {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ESNext, true);
  expect([...globalNamesIn(file, false)].sort().join(" ")).toBe(expected);
});

describe("the types of Node.js", () => {
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const workflow = (body: string, imports = ""): string => `
import { workflow } from "setpiece";
${imports}
export const example = workflow("example", async (text: string) => ${body});`;
  const areRead = (): boolean => {
    const { program } = new ProgramLoader(folder).load([path.join(folder, "example.ts")]);
    return program.getSourceFiles().some(({ fileName }) => fileName.includes("/@types/node/"));
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "setpiece-node-"));
    symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
    write("tasks.ts", `import { lambda } from "setpiece"; export const run = lambda("run", (text: string) => text);`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["a workflow that names nothing of them", workflow("text.trim()"), false],
    ["one that does", workflow("crypto.randomUUID()"), true],
    ["an import of a module", workflow("randomUUID()", `import { randomUUID } from "node:crypto";`), true],
    ["a codeless call", workflow("s3.headObject({ Bucket: text, Key: text })", sdk("s3")), false],
    [
      "a codeless call that answers with a stream",
      workflow("s3.getObject({ Bucket: text, Key: text })", sdk("s3")),
      true,
    ],
    ["the same on a bucket", workflow(`bucket("b").getObject({ Key: text })`, sdk("s3", "bucket")), true],
  ])("%s", (_name, text, expected) => {
    write("example.ts", text);
    expect(areRead()).toBe(expected);
  });

  test.each([
    ["in what its exports are", "export const limit = process.argv.length;", true],
    ["in a function of its own", "export const limit = (): number => process.argv.length;", false],
    ["in what it imports", `import { constants } from "node:fs"; export const limit = constants.R_OK;`, true],
  ])("a file of tasks that names something of them %s", (_name, text, expected) => {
    write("example.ts", workflow("await run(text)", `import { run } from "./tasks.js";`));
    write(
      "tasks.ts",
      `import { lambda } from "setpiece"; export const run = lambda("run", (text: string) => text); ${text}`,
    );
    expect(areRead()).toBe(expected);
  });

  test("a session reads them when a change needs them, and says the same of an error with and without", () => {
    write("example.ts", workflow("text.trim()"));
    const session = new CompileSession({ paths: ["example.ts"], cwd: folder });
    const messages = (one: CompileSession): readonly string[] =>
      one.compile().diagnostics.map(({ message }) => message);
    expect(messages(session)).toEqual([]);
    write("example.ts", workflow("crypto.randomUUID()"));
    expect(messages(session)).toEqual([]);
    write("example.ts", workflow("text.trimmed() + crypto.nothing()"));
    const expected = [
      expect.stringContaining("'trimmed' does not exist"),
      expect.stringContaining("'nothing' does not"),
    ];
    expect(messages(session)).toEqual(expected);
    expect(messages(new CompileSession({ paths: ["example.ts"], cwd: folder }))).toEqual(expected);
  });
});

function sdk(service: string, name = service): string {
  return `import { ${name} } from "setpiece/aws/${service}";`;
}
