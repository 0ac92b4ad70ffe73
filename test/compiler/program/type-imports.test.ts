import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CompileSession } from "../../../compiler/compile-session.js";
import { importsOfTypes } from "../../../compiler/program/type-imports.js";

/** A file that imports `a` from "a", `b` from "b" and so on. */
function neededIn(text: string): string {
  const imports = `import a from "a"; import { b } from "b"; import * as c from "c"; import { x as d, type e } from "d"; import "f";\n`;
  const file = ts.createSourceFile("file.ts", imports + text, ts.ScriptTarget.ESNext, false);
  const needed = [...importsOfTypes(file)].map((specifier) => (specifier as ts.StringLiteral).text);
  return needed.sort().join("");
}

test.each([
  ["nothing but an import for its effect", "", "f"],
  ["what a function does that says what it returns", "export const run = (): string => a(b);", "f"],
  ["what a function does that does not", "export const run = () => a(b);", "abf"],
  ["parameters and what is returned", "export function run(given: a, other = b): c.Thing { return new d(); }", "abcf"],
  ["functions of others", "export const run = b(async (given: d): Promise<string> => a(given));", "bdf"],
  [
    "what only functions use",
    "const client = a(); const other = b(); export const get = (): string => client.get();",
    "f",
  ],
  ["what exports use", "const client = a(); export const copy = client; const other = b();", "af"],
  [
    "classes",
    "export class Found extends a { code = b; find(): string { return c.find(); } look() { return d; } }",
    "abdf",
  ],
  [
    "constructors, whose messages are read",
    "export class Found { constructor() { a(); } set x(to: number) { b(); } }",
    "abf",
  ],
  ["exports at the end", "const one = a(); const two = b(); export { one }; export default two;", "abf"],
  ["patterns", "const { one, two: [three] } = a; export const four = three;", "af"],
  [
    "what is declared for everyone",
    "declare global { interface Window { a: typeof a } } interface Other { b: b }",
    "af",
  ],
  ["types in turn", "interface Inner { e: e } type Outer = Inner[]; export type Shown = Outer;", "df"],
])("%s", (_name, text, expected) => {
  expect(neededIn(text)).toBe(expected);
});

describe("a project with a file of tasks", () => {
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const tasks = (more: string): string => `
import { lambda, type RetryRule } from "setpiece";
import { nowhere } from "no-such-package";
export const rule: RetryRule = { errors: ["Busy"], maxAttempts: 2 };
export const double = lambda("double", async (n: number): Promise<number> => nowhere(n));
${more}`;
  const workflow = (body: string, imports = "double, rule"): string => `
import { workflow } from "setpiece";
import { ${imports} } from "./tasks.js";
export const example = workflow("example", async (n: number) => ${body});`;
  const messages = (session: CompileSession): readonly string[] =>
    session.compile().diagnostics.map(({ code, location }) => `${code} ${path.basename(location?.file ?? "")}`);

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "setpiece-imports-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("imports of handlers are none of the workflow's business, those of inlined functions are", () => {
    write("tasks.ts", tasks("export const more = (n: number): number => nowhere(n) + 1;"));
    write("example.ts", workflow("await double(n, { retry: [rule] })"));
    const session = new CompileSession({ paths: ["example.ts"], cwd: folder });
    expect(messages(session)).toEqual([]);
    write("example.ts", workflow("more(n)", "more"));
    expect(messages(session)).toEqual(["SP1000 tasks.ts"]);
    write(
      "tasks.ts",
      tasks("export const more = (n: number): number => n + 1;").replace(
        /import \{ nowhere.*\n/,
        "declare const nowhere: (n: number) => number;\n",
      ),
    );
    expect(messages(session)).toEqual([]);
    write(
      "tasks.ts",
      tasks(`import { text } from "./text.js"; export const more = (n: number): number => text(n).length;`).replace(
        /import \{ nowhere.*\n/,
        "declare const nowhere: (n: number) => number;\n",
      ),
    );
    write("text.ts", "export const text = (n: number): string => `${n}`;");
    expect(messages(session)).toEqual([]);
  });

  test("a wrong type of a constant is told", () => {
    write("tasks.ts", tasks(`export const most: number = "many";`));
    write("example.ts", workflow("most + n", "most"));
    expect(messages(new CompileSession({ paths: ["example.ts"], cwd: folder }))).toContain("SP1000 tasks.ts");
  });
});
