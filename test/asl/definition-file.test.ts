import { describe, expect, test } from "vitest";
import { parseDefinitionFile, validateDefinition, validateDefinitionFile } from "../../asl/index.js";

const yaml = `StartAt: A
States:
  A:
    Type: Choice
    Choices:
      - Variable: $.a
        IsNull: true
        Next: "X"
    Default: E
  E: { Type: Succeed }
`;

describe("parseDefinitionFile", () => {
  test("finds paths in YAML", () => {
    const file = parseDefinitionFile(yaml, "a.asl.yaml");
    if (!file.ok) throw new Error(file.error.message);
    expect(file.positionOf(["States", "A", "Choices", 0, "Next"])).toEqual({ line: 8, column: 9 });
    expect(file.positionOf(["States", "A", "Choices", 0])).toEqual({ line: 6, column: 9 });
    expect(file.positionOf(["States", "E", "Type"])).toEqual({ line: 10, column: 8 });
    expect(file.positionOf(["States", "A", "Missing"])).toEqual({ line: 3, column: 3 });
    expect(file.positionOf([])).toEqual({ line: 1, column: 1 });
  });

  test("finds paths in JSON that is indented with tabs", () => {
    const file = parseDefinitionFile('{\n\t"States": {\n\t\t"a/b": [\n\t\t\t{ "x": 1 }\n\t\t]\n\t}\n}', "a.json");
    if (!file.ok) throw new Error(file.error.message);
    expect(file.positionOf(["States", "a/b", 0, "x"])).toEqual({ line: 4, column: 6 });
  });

  test.each([
    ["a.json", '{\n  "a": 1,\n}', { line: 3, column: 2 }],
    ["a.json", '{ "a": tru }', { line: 1, column: 11 }],
    ["a.yaml", "a: [1\nb: 2", { line: 2, column: 1 }],
  ])("an error of %s has its place: %s", (name, text, place) => {
    const file = parseDefinitionFile(text, name);
    expect(file.ok ? undefined : file.error).toMatchObject(place);
  });

  test.each([
    ["1e999", "Numeric value (Infinity) out of range of double"],
    ["{ b: [1, -.inf] }", "Numeric value (-Infinity) out of range of double"],
    [".nan", "Numeric value (NaN) out of range of double"],
    ["!!binary aGVsbG8=", "JSON has no value for this (Buffer)"],
    ["!!set { a, b }", "JSON has no value for this (Set)"],
    ["&all [*all]", "A value that contains itself"],
    [`${"[".repeat(1001)}${"]".repeat(1001)}`, "The definition is nested too deeply"],
    ["[".repeat(100_000), "The definition is nested too deeply"],
    ["1\n---\nb: 1", "The file has several documents, and a definition is one"],
  ])("what JSON does not have is an error in YAML, %#", (value, message) => {
    const file = parseDefinitionFile(`a:\n  - 1\n  - ${value}`, "a.yaml");
    expect(file.ok ? undefined : file.error.message).toBe(message);
  });

  test("what JSON does not have has its place in YAML", () => {
    const file = parseDefinitionFile("a:\n  - 1\n  - { b: 1e999 }", "a.yaml");
    expect(file).toMatchObject({ ok: false, error: { line: 3, column: 7 } });
  });

  test("a field that stands twice is an error", () => {
    const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true },\n "A": { "Type": "Succeed" } } }';
    expect(validateDefinitionFile(text, "a.json")).toMatchObject([{ code: "DUPLICATE_FIELD", line: 2, column: 2 }]);
  });
});

/** Texts that are not JSON, and what the service says of them. */
test.each([
  [
    "not a definition",
    `Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)"not a definition"; line: 1, column: 4]`,
  ],
  ["{", "Unexpected end-of-input: expected close marker for Object"],
  ['{"a": 1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"],
  ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon"],
  ['{"a": 1 "b"}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries"],
  ['{"a": "', "Unexpected end-of-input: was expecting closing quote for a string value"],
  ['{"a": "\\x"}', "Unrecognized character escape 'x' (code 120)"],
])("%s is refused as the service does", (text, expected) => {
  const [diagnostic] = validateDefinition(text);
  expect(diagnostic?.code).toBe("INVALID_JSON_DESCRIPTION");
  expect(diagnostic?.message).toContain(expected);
  expect(diagnostic?.message.endsWith(`at ${diagnostic.location ?? ""}`)).toBe(true);
});
