import { describe, expect, test } from "vitest";
import { formatLocation, hasErrors, validateDefinition, type DefinitionPath } from "../../asl/index.js";

/**
 * Two machines that use every field of the language once, and every way to spoil one of their fields: a value of a
 * wrong type, a required field left out, a field that does not exist.
 */
const retry = [
  {
    ErrorEquals: ["A"],
    IntervalSeconds: 1,
    MaxAttempts: 2,
    BackoffRate: 1.5,
    MaxDelaySeconds: 9,
    JitterStrategy: "FULL",
  },
];
const lambda = "arn:aws:states:::lambda:invoke";
const role = "arn:aws:iam::123456789012:role/r";
const distributed = (name: string) => ({
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
  StartAt: name,
  States: { [name]: { Type: "Pass", End: true } },
});
const comparisons = [
  { Variable: "$.a", StringEquals: "x" },
  { Variable: "$.a", StringMatches: "x*" },
  { Variable: "$.a", NumericLessThan: 1 },
  { Variable: "$.a", TimestampGreaterThanEquals: "2024-01-01T00:00:00Z" },
  { Variable: "$.a", BooleanEquals: true },
  { Variable: "$.a", IsPresent: true },
  { Variable: "$.a", StringEqualsPath: "$.b" },
];

const jsonPathMachine = {
  Comment: "all of it",
  Version: "1.0",
  QueryLanguage: "JSONPath",
  TimeoutSeconds: 60,
  StartAt: "Work",
  States: {
    Work: {
      Type: "Task",
      Comment: "c",
      Resource: lambda,
      InputPath: "$.i",
      OutputPath: "$.o",
      ResultPath: "$.r",
      ResultSelector: {},
      TimeoutSeconds: 9,
      HeartbeatSeconds: 3,
      Credentials: { RoleArn: role },
      Assign: { v: 1 },
      Retry: retry,
      Catch: [{ ErrorEquals: ["A"], ResultPath: "$.e", Assign: { e: 1 }, Next: "Timed" }],
      Next: "Timed",
    },
    Timed: {
      Type: "Task",
      Resource: lambda,
      TimeoutSecondsPath: "$.t",
      HeartbeatSecondsPath: "$.h",
      Next: "Wait",
    },
    Wait: { Type: "Wait", Seconds: 1, Next: "Until" },
    Until: { Type: "Wait", Timestamp: "2024-01-01T00:00:00Z", Next: "WaitPath" },
    WaitPath: { Type: "Wait", SecondsPath: "$.s", Next: "UntilPath" },
    UntilPath: { Type: "Wait", TimestampPath: "$.s", Next: "Choose" },
    Choose: {
      Type: "Choice",
      Choices: [
        { And: comparisons, Next: "Both", Assign: { c: 1 } },
        { Not: { Or: comparisons }, Next: "Each" },
      ],
      Default: "Broken",
    },
    Both: {
      Type: "Parallel",
      Branches: [{ Comment: "c", StartAt: "B", States: { B: { Type: "Succeed", InputPath: "$.i" } } }],
      Next: "Each",
    },
    Each: {
      Type: "Map",
      Label: "each",
      ItemsPath: "$.a",
      MaxConcurrency: 2,
      ToleratedFailureCount: 1,
      ToleratedFailurePercentage: 5,
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        Parameters: { Bucket: "b", Key: "k" },
        ReaderConfig: {
          InputType: "CSV",
          CSVHeaderLocation: "GIVEN",
          CSVHeaders: ["a"],
          CSVDelimiter: "TAB",
          MaxItems: 3,
        },
      },
      ItemBatcher: { MaxItemsPerBatch: 3, MaxInputBytesPerBatch: 100 },
      ResultWriter: {
        Resource: "arn:aws:states:::s3:putObject",
        Parameters: { Bucket: "b" },
        WriterConfig: { Transformation: "FLATTEN", OutputType: "JSONL" },
      },
      ItemProcessor: distributed("P"),
      Next: "EachPath",
    },
    EachPath: {
      Type: "Map",
      MaxConcurrencyPath: "$.m",
      ToleratedFailureCountPath: "$.c",
      ToleratedFailurePercentagePath: "$.p",
      ItemReader: {
        Resource: "arn:aws:states:::s3:listObjectsV2",
        Parameters: { "Bucket.$": "$.b" },
        ReaderConfig: { MaxItemsPath: "$.m" },
      },
      ItemBatcher: { MaxItemsPerBatchPath: "$.b", MaxInputBytesPerBatchPath: "$.b" },
      Iterator: distributed("Q"),
      End: true,
    },
    Broken: { Type: "Fail", Error: "E", CausePath: "$.c" },
  },
};

const jsonataMachine = {
  QueryLanguage: "JSONata",
  StartAt: "Work",
  States: {
    Work: {
      Type: "Task",
      QueryLanguage: "JSONata",
      Resource: lambda,
      Arguments: { FunctionName: "f" },
      TimeoutSeconds: "{% 9 %}",
      HeartbeatSeconds: "{% 3 %}",
      Credentials: { RoleArn: "{% 'r' %}" },
      Assign: { v: 1 },
      Catch: [{ ErrorEquals: ["A"], Assign: { e: 1 }, Next: "Wait" }],
      Next: "Wait",
    },
    Wait: { Type: "Wait", Seconds: "{% 1 %}", Next: "Until" },
    Until: { Type: "Wait", Timestamp: "{% $now() %}", Next: "Choose" },
    Choose: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "Each" }], Default: "Broken" },
    Each: {
      Type: "Map",
      Items: "{% [1] %}",
      MaxConcurrency: "{% 1 %}",
      ToleratedFailureCount: "{% 1 %}",
      ToleratedFailurePercentage: "{% 1 %}",
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        Arguments: { Bucket: "b", Key: "k" },
        ReaderConfig: { InputType: "JSON", ItemsPointer: "/a", MaxItems: "{% 1 %}" },
      },
      ItemBatcher: { MaxItemsPerBatch: "{% 1 %}", MaxInputBytesPerBatch: "{% 1 %}" },
      ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "b" } },
      ItemProcessor: distributed("P"),
      End: true,
    },
    Broken: { Type: "Fail", Error: "{% 'e' %}", Cause: "{% 'c' %}" },
  },
};

/** What stands for each type; a text that is no path, name, number, timestamp, ARN or choice of any field. */
const values: Readonly<Record<string, unknown>> = {
  null: null,
  number: -7.5,
  text: "no such thing",
  boolean: true,
  array: [],
  object: {},
};

/** Values that a field takes although they are of another type than the one it has here. */
const mayAlsoBe: Readonly<Record<string, readonly string[]>> = {
  Comment: ["text"],
  InputPath: ["null"],
  OutputPath: ["null"],
  ResultPath: ["null"],
  StringEquals: ["text"],
  StringMatches: ["text"],
  NumericLessThan: ["number"],
  BooleanEquals: ["boolean"],
  IsPresent: ["boolean"],
  Error: ["text"],
  Cause: ["text"],
  Condition: ["boolean"],
  Items: ["array", "object"],
  ItemsPointer: ["text"],
  RoleArn: ["text"],
  Parameters: Object.keys(values),
  Arguments: ["object"],
  ResultSelector: ["object"],
  Assign: ["object"],
  Retry: ["array"],
  Catch: ["array"],
  ReaderConfig: ["object"],
  ItemBatcher: ["object"],
  ProcessorConfig: ["object"],
  End: ["boolean"],
};

const required: readonly string[] = [
  ...["StartAt", "States", "Type", "Resource", "Next", "End", "ErrorEquals", "Choices", "Branches", "RoleArn"],
  ...["Condition", "ItemProcessor", "Iterator", "ExecutionType", "CSVHeaderLocation", "CSVHeaders"],
  ...["Transformation", "OutputType", "Seconds", "SecondsPath", "Timestamp", "TimestampPath", "Variable"],
  ...["StringEquals", "NumericLessThan", "BooleanEquals", "IsPresent", "StringEqualsPath", "And", "Not"],
];

type Json = Record<string | number, unknown>;

/** Every field of the language in a machine; what authors name themselves is not among them. */
function* fieldPaths(value: unknown, path: DefinitionPath = []): Generator<DefinitionPath> {
  if (typeof value !== "object" || value === null) return;
  const template = ["Assign", "Arguments", "Parameters"].includes(String(path.at(-1)));
  const named = template || path.at(-1) === "States";
  for (const [name, field] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    if (!named && !Array.isArray(value)) yield at;
    if (!template) yield* fieldPaths(field, at);
  }
}

/** A copy with one field set, or left out when the value is undefined. */
function mutate(machine: unknown, path: DefinitionPath, value: unknown): unknown {
  const copy = structuredClone(machine);
  const parent = path.slice(0, -1).reduce((node, step) => (node as Json)[step], copy) as Json;
  const name = path.at(-1) ?? "";
  if (value === undefined) delete parent[name];
  else parent[name] = value;
  return copy;
}

describe.each([
  ["JSONPath", jsonPathMachine],
  ["JSONata", jsonataMachine],
])("a %s machine", (_language, machine) => {
  const paths = [...fieldPaths(machine)];
  const survivors = (mutants: readonly (readonly [string, unknown])[]) =>
    mutants.filter(([, mutant]) => !hasErrors(validateDefinition(mutant))).map(([name]) => name);

  test("is accepted as it is", () => {
    expect(validateDefinition(machine)).toEqual([]);
  });

  test("is refused with a value of another type in any field", () => {
    const mutants = paths.flatMap((path) =>
      Object.entries(values)
        .filter(([type]) => mayAlsoBe[String(path.at(-1))]?.includes(type) !== true)
        .map(([type, value]) => [`${formatLocation(path)} := ${type}`, mutate(machine, path, value)] as const),
    );
    expect(mutants.length).toBeGreaterThan(200);
    expect(survivors(mutants)).toEqual([]);
  });

  test("is refused without any of its required fields", () => {
    const mutants = paths
      // A result writer without a resource formats the results and exports nothing.
      .filter((path) => required.includes(String(path.at(-1))) && path.at(-2) !== "ResultWriter")
      .map((path) => [formatLocation(path), mutate(machine, path, undefined)] as const);
    expect(mutants.length).toBeGreaterThan(20);
    expect(survivors(mutants)).toEqual([]);
  });

  test("is refused with an unknown field in any object", () => {
    const open = ["Assign", "Arguments", "Parameters", "Credentials", "ResultSelector"];
    const objects = new Set(paths.map((path) => JSON.stringify(path.slice(0, -1))));
    const mutants = [...objects]
      .map((key) => JSON.parse(key) as DefinitionPath)
      .filter((path) => !open.includes(String(path.at(-1))))
      .map((path) => [formatLocation(path), mutate(machine, [...path, "Foo"], {})] as const);
    expect(mutants.length).toBeGreaterThan(10);
    expect(survivors(mutants)).toEqual([]);
  });
});
