import { stringify } from "yaml";
import { expect, test } from "vitest";
import { validateDefinitionFile } from "../../../asl/index.js";

const lambda = "arn:aws:states:::lambda:invoke";
const state = (fields: object) => ({ StartAt: "S", States: { S: { ...fields, End: true } } });
const inner = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };
const distributed = { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...inner };
const reader = (more: object) =>
  state({
    Type: "Map",
    ItemProcessor: distributed,
    ItemReader: {
      Resource: "arn:aws:states:::s3:getObject",
      Parameters: { Bucket: "b", Key: "k" },
      ReaderConfig: { ...more },
    },
  });

/** What is wrong, its place by the name of a field that stands once, and what the service calls the place. */
test.each<[string, object, string, string | undefined]>([
  ["an unknown field", state({ Type: "Pass", Foo: 1 }), "Foo", "/States/S"],
  ["an unknown field of the machine", { ...state({ Type: "Pass" }), Foo: 1 }, "Foo", "/"],
  ["a field of the other language", state({ Type: "Pass", Output: 1 }), "Output", "/States/S"],
  [
    "one field too many",
    state({ Type: "Wait", Seconds: 1, Timestamp: "2026-01-01T00:00:00Z" }),
    "Timestamp",
    "/States/S",
  ],
  [
    "a field of a handler",
    state({
      Type: "Task",
      Resource: lambda,
      Parameters: { FunctionName: "f" },
      Catch: [{ ErrorEquals: ["a"], Next: "S", X: 1 }],
    }),
    "X",
    "/States/S/Catch[0]",
  ],
  [
    "a value in a template",
    state({ Type: "Pass", Parameters: { a: [{ b: { "c.$": "no path" } }] } }),
    "c.$",
    "/States/S/Parameters",
  ],
  [
    "two fields of one name",
    state({ Type: "Pass", Parameters: { a: { b: 1, "b.$": "$.b" } } }),
    "b.$",
    "/States/S/Parameters",
  ],
  ["a forgotten dollar", state({ Type: "Pass", Parameters: { a: { b: "$.b" } } }), "b", "/States/S/Parameters"],
  ["a path in a Result", state({ Type: "Pass", Result: { a: { "b.$": "$.b" } } }), "b.$", "/States/S/Result"],
  [
    "an unknown parameter",
    state({ Type: "Task", Resource: lambda, Parameters: { FunctionName: "f", Foo: 1 } }),
    "Foo",
    "/States/S/Parameters",
  ],
  [
    "an unknown parameter that is computed",
    state({ Type: "Task", Resource: lambda, Parameters: { FunctionName: "f", "Foo.$": "$.a" } }),
    "Foo.$",
    "/States/S/Parameters",
  ],
  [
    "a number inside of a parameter",
    state({
      Type: "Task",
      Resource: "arn:aws:states:::dynamodb:putItem",
      Parameters: { TableName: "t", Item: { id: { S: "a" }, n: { N: 1 } } },
    }),
    "N",
    "/States/S/Parameters",
  ],
  [
    "a field of another type of items",
    reader({ InputType: "JSON", CSVHeaders: ["a"] }),
    "CSVHeaders",
    "/States/S/ItemReader/ReaderConfig",
  ],
  [
    "a pointer into CSV",
    reader({ InputType: "CSV", CSVHeaderLocation: "FIRST_ROW", ItemsPointer: "/a" }),
    "ItemsPointer",
    "/States/S/ItemReader/ReaderConfig",
  ],
  ["a machine without an end", { StartAt: "S", States: { S: { Type: "Pass", Next: "S" } } }, "States", undefined],
  ["a batch in an inline Map", state({ Type: "Map", ItemProcessor: inner, Label: "l" }), "Label", "/States/S"],
])("%s is shown at its field, in JSON and in YAML", (_what, definition, field, location) => {
  const files = [
    ["a.json", JSON.stringify(definition, null, 2)],
    ["a.yaml", stringify(definition)],
  ] as const;
  for (const [name, text] of files) {
    const found = validateDefinitionFile(text, name).filter((diagnostic) => diagnostic.location === location);
    const lines = text.split("\n");
    const line = lines.findIndex((one) => new RegExp(`^[ -]*"?${field.replace(/[.$]/g, "\\$&")}"?:`).test(one)) + 1;
    expect(line).toBeGreaterThan(0);
    expect(found).toContainEqual(
      expect.objectContaining({ line, column: (lines[line - 1] ?? "").search(/[^ -]/) + 1 }),
    );
  }
});
