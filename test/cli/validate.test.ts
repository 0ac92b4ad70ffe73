import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validateFiles } from "../../cli/validate.js";

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "validate-"));
  writeFileSync(file("good.asl.json"), '\uFEFF{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }');
  writeFileSync(
    file("template.json"),
    '{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "${Fn}", "End": true } } }',
  );
  writeFileSync(file("bad.yaml"), "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  C: { Type: Succeed }\n");
  writeFileSync(
    file("warned.json"),
    '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Parameters": { "a": "$.a" }, "End": true } } }',
  );
  writeFileSync(file("syntax.json"), "{ oops");
  const [before, after] = ['{ "StartAt": "A", "States": { "A": { "Type": "Succeed", "Comment": "', '" } } }'];
  writeFileSync(file("latin.json"), Buffer.from(`${before}\u00fc${after}`, "latin1"));
  const resource = "arn:aws:states:us-east-1:123456789012:activity:a";
  writeFileSync(
    file("activity.json"),
    `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "${resource}", "End": true } } }`,
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("validateFiles", () => {
  test.each([
    ["good.asl.json", 0],
    ["template.json", 0],
    ["warned.json", 0],
    ["activity.json", 0],
    ["bad.yaml", 1],
    ["syntax.json", 1],
    ["missing.json", 1],
  ])("%s exits with %i in every format", (name, exitCode) => {
    for (const format of ["text", "json", "sarif", "github"] as const) {
      expect(validateFiles([file("good.asl.json"), file(name)], { format }).exitCode).toBe(exitCode);
    }
  });

  test("an Express machine is checked as one", () => {
    expect(validateFiles([file("activity.json")], { type: "EXPRESS" }).exitCode).toBe(1);
  });

  test("text has place, code frame and sum", () => {
    expect(validateFiles([file("bad.yaml")]).output).toBe(
      [
        `${file("bad.yaml")}:5:5 - error MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next`,
        "",
        "  4 |     Type: Pass",
        "> 5 |     Next: B",
        "    |     ^",
        "  6 |   C: { Type: Succeed }",
        "",
        `${file("bad.yaml")}:6:3 - error MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C`,
        "",
        "  5 |     Next: B",
        "> 6 |   C: { Type: Succeed }",
        "    |   ^",
        "  7 | ",
        "",
        `${file("bad.yaml")}: not valid (2 errors, 0 warnings)`,
      ].join("\n"),
    );
  });

  test("json is one line a file", () => {
    const { output } = validateFiles([file("good.asl.json"), file("warned.json"), file("missing.json")], {
      format: "json",
    });
    const lines = output.split("\n").map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { file: file("good.asl.json"), valid: true, diagnostics: [] },
      {
        file: file("warned.json"),
        valid: true,
        diagnostics: [
          {
            ...{
              severity: "WARNING",
              code: "NO_DOLLAR",
              message: expect.any(String),
              location: "/States/A/Parameters",
            },
            ...{ line: 1, column: 70 },
          },
        ],
      },
      {
        file: file("missing.json"),
        valid: false,
        diagnostics: [expect.objectContaining({ code: "FILE_NOT_READABLE" })],
      },
    ]);
  });

  test("a file that is not UTF-8 is no definition", () => {
    const { exitCode, output } = validateFiles([file("latin.json")]);
    expect(exitCode).toBe(1);
    expect(output).toContain("FILE_NOT_READABLE: The file is not UTF-8 text: save it as UTF-8");
  });

  test("github annotations escape what would end them", () => {
    const [first] = validateFiles([file("syntax.json")], { format: "github" }).output.split("\n");
    expect(first).toMatch(/^::error file=[^:]*syntax\.json,line=1,col=\d+,title=INVALID_JSON_DESCRIPTION::/);
  });

  test("sarif names rules, places and levels", () => {
    const log = JSON.parse(validateFiles([file("bad.yaml"), file("warned.json")], { format: "sarif" }).output);
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0].tool.driver.rules).toEqual([{ id: "MISSING_TRANSITION_TARGET" }, { id: "NO_DOLLAR" }]);
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: "MISSING_TRANSITION_TARGET",
      level: "error",
      locations: [{ physicalLocation: { region: { startLine: 5, startColumn: 5 } } }],
    });
  });

  test("no files are no errors", () => {
    expect(validateFiles([])).toEqual({ exitCode: 0, output: "" });
  });
});
