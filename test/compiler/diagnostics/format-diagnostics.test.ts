import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compileProject, type Diagnostic, type DiagnosticFormat, formatDiagnostics } from "setpiece/compiler";
import { describe, expect, test } from "vitest";
import { codeFrame } from "../../../compiler/diagnostics/code-frame.js";
import { excerpt } from "../../../compiler/diagnostics/excerpt.js";
import { fillIn, Problems } from "../../../compiler/diagnostics/diagnostic.js";
import { guarded } from "../../../compiler/guard.js";
import { verifyMachine } from "../../../compiler/verify/verify-machine.js";

const cwd = path.resolve("/shop");
const location = { file: path.join(cwd, "workflows", "a b, 1.ts"), line: 2, column: 8, endLine: 2, endColumn: 13 };
const diagnostics: readonly Diagnostic[] = [
  {
    code: "SP1239",
    severity: "error",
    message: "`limit` can change: 100%\nof it",
    hint: "Declare it with `const`.",
    location,
    frame: codeFrame(location, "let limit = 1;\nreturn limit;"),
    related: [
      {
        message: "declared here",
        location: { ...location, line: 1, column: 5, endLine: 1, endColumn: 10 },
        frame: codeFrame({ ...location, line: 1, column: 5, endLine: 1, endColumn: 10 }, "let limit = 1;"),
      },
    ],
  },
  {
    code: "SP1005",
    severity: "error",
    message: "no workflow was found in workflows",
    hint: "Declare one.",
    location: undefined,
    frame: "",
    related: [],
  },
];

const golden = (name: string): string => path.join(import.meta.dirname, "golden", name);

test.each([
  ["text", {}, "format.txt"],
  ["text", { color: true }, "format-colour.txt"],
  ["json", {}, "format.json.txt"],
  ["sarif", { helpUri: "https://docs.example/diagnostics.md" }, "format.sarif.txt"],
  ["github", {}, "format.github.txt"],
] as const)("as %s with %j", async (format, options, file) => {
  await expect(`${formatDiagnostics(diagnostics, format, { cwd, ...options })}\n`).toMatchFileSnapshot(golden(file));
});

test("without colours there are none, and with them the text is the same", () => {
  const plain = formatDiagnostics(diagnostics, "text", { cwd });
  const painted = formatDiagnostics(diagnostics, "text", { cwd, color: true });
  expect(plain).not.toContain("\u001b");
  expect(painted.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain);
  expect(painted).not.toBe(plain);
});

test.each<[DiagnosticFormat, string]>([
  ["text", ""],
  ["json", "[]"],
  ["github", ""],
])("nothing to report as %s", (format, expected) => {
  expect(formatDiagnostics([], format)).toBe(expected);
});

test("the documentation that a rule leads to is there", () => {
  const log = JSON.parse(formatDiagnostics(diagnostics, "sarif", { cwd })) as {
    runs: [{ tool: { driver: { rules: { id: string; helpUri: string }[] } } }];
  };
  for (const { id, helpUri } of log.runs[0].tool.driver.rules) {
    expect(existsSync(fileURLToPath(helpUri))).toBe(true);
    expect(helpUri.endsWith(`docs/diagnostics.md#${id.toLowerCase()}`)).toBe(true);
  }
});

test("an annotation is one line, whatever is in it", () => {
  const lines = formatDiagnostics(diagnostics, "github", { cwd }).split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("file=workflows/a b%2C 1.ts,line=2,endLine=2,col=8,endColumn=13,title=SP1239::");
  expect(lines[0]).toContain("100%25%0Aof it");
});

describe("code frames", () => {
  const at = (line: number, column: number, endLine: number, endColumn: number) => ({
    ...location,
    line,
    column,
    endLine,
    endColumn,
  });

  test("tabs stay under tabs", () => {
    expect(codeFrame(at(1, 2, 1, 4), "\tab")).toBe("> 1 | \tab\n    | \t^^");
  });

  test("a place over several lines is marked to the end of its first", () => {
    expect(codeFrame(at(1, 3, 2, 2), "abcd\nef")).toBe("> 1 | abcd\n    |   ^^");
  });

  test("an empty place still has a mark", () => {
    expect(codeFrame(at(1, 1, 1, 1), "")).toBe("> 1 |\n    | ^");
  });

  test.each([1, 50, 150, 299])("of a long line the part around column %i is shown", (column) => {
    const text = "x".repeat(column - 1) + "Y" + "x".repeat(300 - column);
    const [shown = "", marks = ""] = codeFrame(at(1, column, 1, column + 1), text).split("\n");
    expect(shown.length).toBeLessThanOrEqual(126);
    expect(shown.indexOf("Y")).toBe(marks.indexOf("^"));
  });
});

test("quoted source is one short line, and brings its own backticks", () => {
  expect(excerpt("a\n   b")).toBe("a b");
  expect([...excerpt("x".repeat(5000))]).toHaveLength(60);
  expect(fillIn("`{text}` is {other} {none}", { text: "`a${b}`", other: "$&" })).toBe("`a${b}` is $& {none}");
});

describe("problems that no source text leads to", () => {
  test("SP1005 and SP1006: nothing to compile", () => {
    const compile = (paths: readonly string[]) =>
      compileProject({ paths, cwd: import.meta.dirname }).diagnostics.map(({ code, message }) => `${code}: ${message}`);
    expect(compile(["nowhere"])).toEqual(["SP1006: nowhere does not exist"]);
    expect(compile(["golden"])).toEqual(["SP1005: no workflow was found in golden"]);
  });

  test("SP3001: a machine that is not valid", () => {
    const problems = new Problems();
    const span = { file: location.file, start: 0, end: 1 };
    verifyMachine(
      "broken",
      { StartAt: "a", States: { b: { Type: "Succeed" } } },
      "STANDARD",
      span,
      new Map(),
      problems,
    );
    expect(problems.list.map(({ code }) => code)).toContain("SP3001");
  });

  test("SP3002 and SP3003: what a part of the compiler throws", () => {
    const problems = new Problems();
    const told: unknown[] = [];
    const mistake = new Error("no such thing");
    const recurse = (): never => recurse();
    const run = (part: () => string) => guarded(problems, undefined, "nothing", part, (error) => told.push(error));
    expect(run(() => "value")).toBe("value");
    expect(
      run(() => {
        throw mistake;
      }),
    ).toBe("nothing");
    expect(run(recurse)).toBe("nothing");
    expect(problems.list.map(({ code }) => code)).toEqual(["SP3002", "SP3003"]);
    expect(told).toEqual([mistake]);
  });
});
