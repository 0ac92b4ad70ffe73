import {
  jsonata,
  machine,
  wait,
  inner,
  map,
  distributed,
  choice,
  rule,
  schema,
  onlyOne,
  oneMissing,
  type Refused,
} from "./machines.js";

const reader = { Resource: "arn:aws:states:::s3:getObject", Parameters: { Bucket: "b", Key: "k" } };

/** What is wrong with Choice, Wait, Fail, Map and Parallel states. */
export const refusedFlow: readonly Refused[] = [
  // Choice
  ["no rules", machine({ Type: "Choice", Choices: [] }), schema("Value cannot be empty", "/States/S/Choices")],
  [
    "a rule without Next",
    choice({ Variable: "$.a", IsNull: true }),
    schema("These fields are required: [Next]", "/States/S/Choices[0]"),
  ],
  [
    "a rule with End",
    rule({ IsNull: true, End: true }),
    schema("Field 'End' is not supported", "/States/S/Choices[0]"),
  ],
  [
    "two operators",
    rule({ IsNull: true, IsString: true }),
    schema(`${onlyOne} [IsNull, IsString]`, "/States/S/Choices[0]"),
  ],
  ["no operator", rule({}), oneMissing],
  [
    "two selectors",
    choice({ Variable: "$.a", IsNull: true, Not: { Variable: "$.a", IsNull: true }, Next: "E" }),
    schema(
      "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
      "/States/S/Choices[0]",
    ),
  ],
  [
    "a Next inside And",
    choice({ And: [{ Variable: "$.a", IsNull: true, Next: "E" }], Next: "E" }),
    schema("Field 'Next' is not supported", "/States/S/Choices[0]/And[0]"),
  ],
  ["an empty And", choice({ And: [], Next: "E" }), schema("Value cannot be empty", "/States/S/Choices[0]/And")],
  [
    "an array in Not",
    choice({ Not: [], Next: "E" }),
    schema("Expected value of type [OBJECT]", "/States/S/Choices[0]/Not"),
  ],
  [
    "a number to compare as text",
    rule({ StringEquals: 1 }),
    schema("Expected value of type [STRING]", "/States/S/Choices[0]/StringEquals"),
  ],
  [
    "text to compare as a number",
    rule({ NumericLessThan: "1" }),
    schema("Expected value of type [NUMBER]", "/States/S/Choices[0]/NumericLessThan"),
  ],
  [
    "a timestamp without T",
    rule({ TimestampEquals: "2016-03-14 01:59:00Z" }),
    schema("String does not match RFC3339 timestamp", "/States/S/Choices[0]/TimestampEquals"),
  ],
  [
    "a test with text",
    rule({ IsPresent: "true" }),
    schema("Expected value of type [BOOLEAN]", "/States/S/Choices[0]/IsPresent"),
  ],
  [
    "a path operand that is no path",
    rule({ StringEqualsPath: "a" }),
    "Value is not a Reference Path: Reference path didn't start with '$'",
  ],
  ["a function as variable", rule({ Variable: "States.UUID()", IsNull: true }), "Value is not a Reference Path"],
  [
    "a JSONata rule without a condition",
    choice({ Next: "E" }, jsonata),
    schema("These fields are required: [Condition]", "/States/S/Choices[0]"),
  ],
  [
    "a condition that is plain text",
    choice({ Condition: "true", Next: "E" }, jsonata),
    schema("Expected value of type [BOOLEAN]", "/States/S/Choices[0]/Condition"),
  ],
  // Wait
  ["no duration", wait({}), schema(`${oneMissing} [SecondsPath, Seconds, TimestampPath, Timestamp]`, "/States/S")],
  [
    "two durations",
    wait({ Seconds: 1, Timestamp: "2016-03-14T01:59:00Z" }),
    schema(`${onlyOne} [SecondsPath, Seconds, TimestampPath, Timestamp]`, "/States/S"),
  ],
  ["negative seconds", wait({ Seconds: -1 }), schema("Minimum value is 0", "/States/S/Seconds")],
  [
    "a timestamp without a zone",
    wait({ Timestamp: "2016-12-05T21:29:29" }),
    schema("String does not match RFC3339 timestamp", "/States/S/Timestamp"),
  ],
  [
    "an expression in a JSONPath state",
    wait({ Timestamp: "{% '2016-03-14T01:59:00Z' %}" }),
    schema("String does not match RFC3339 timestamp", "/States/S/Timestamp"),
  ],
  [
    "the 30th of February",
    wait({ Timestamp: "2024-02-30T00:00:00Z" }),
    schema("String does not match RFC3339 timestamp", "/States/S/Timestamp"),
  ],
  // Fail
  [
    "both forms of a cause",
    machine({ Type: "Fail", Cause: "a", CausePath: "$.c" }),
    schema(`${onlyOne} [Cause, CausePath]`, "/States/S"),
  ],
  ["a cause path that is no path", machine({ Type: "Fail", CausePath: "Cause" }), "Value is not a Reference Path"],
  [
    "a cause from a function of numbers",
    machine({ Type: "Fail", CausePath: "States.MathAdd(1, 2)" }),
    "States.MathAdd does not give",
  ],
  [
    "Assign on Succeed",
    machine({ Type: "Succeed", Assign: {} }),
    schema("Field 'Assign' is not supported", "/States/S"),
  ],
  // Map and Parallel
  [
    "no branches",
    machine({ Type: "Parallel", Branches: [], End: true }),
    schema("Value cannot be empty", "/States/S/Branches"),
  ],
  [
    "a branch that is an array",
    machine({ Type: "Parallel", Branches: [[inner]], End: true }),
    schema("Expected value of type [OBJECT]", "/States/S/Branches[0]"),
  ],
  [
    "a branch without a start",
    machine({ Type: "Parallel", Branches: [{ States: inner.States }], End: true }),
    schema("These fields are required: [StartAt]", "/States/S/Branches[0]"),
  ],
  ["no processor", machine({ Type: "Map", End: true }), schema(`${oneMissing} [ItemProcessor, Iterator]`, "/States/S")],
  ["two processors", map({ Iterator: inner }), schema(`${onlyOne} [ItemProcessor, Iterator]`, "/States/S")],
  [
    "an unknown field of a processor",
    map({ ItemProcessor: { ...inner, Foo: 1 } }),
    schema("Field 'Foo' is not supported", "/States/S/ItemProcessor"),
  ],
  [
    "both selectors",
    map({ ItemSelector: {}, Parameters: {} }),
    schema(`${onlyOne} [ItemSelector, Parameters]`, "/States/S"),
  ],
  ["a negative concurrency", map({ MaxConcurrency: -1 }), schema("Minimum value is 0", "/States/S/MaxConcurrency")],
  [
    "a percentage over 100",
    map({ ToleratedFailurePercentage: 101 }),
    schema("Maximum value is 100.0", "/States/S/ToleratedFailurePercentage"),
  ],
  [
    "a distributed Map without a type",
    map({ ItemProcessor: distributed({}) }),
    schema("These fields are required: [ExecutionType]", "/States/S/ItemProcessor/ProcessorConfig"),
  ],
  [
    "a type of an inline Map",
    map({ ItemProcessor: { ...inner, ProcessorConfig: { Mode: "INLINE", ExecutionType: "EXPRESS" } } }),
    schema("Field 'ExecutionType' is not supported", "/States/S/ItemProcessor/ProcessorConfig"),
  ],
  [
    "a distributed Map in an Express machine",
    map({ ItemProcessor: distributed() }),
    "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
    { type: "EXPRESS" },
  ],
  [
    "a reader of another service",
    map({ ItemProcessor: distributed(), ItemReader: { Resource: "arn:aws:states:::sqs:receiveMessage" } }),
    schema("The field 'Resource' does not match any of the allowed values", "/States/S/ItemReader/Resource"),
  ],
  [
    "a CSV reader without a header",
    map({
      ItemProcessor: distributed(),
      ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "CSV" } },
    }),
    "The field 'CSVHeaderLocation' is required",
  ],
  [
    "given headers that are not given",
    map({
      ItemProcessor: distributed(),
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "GIVEN" },
      },
    }),
    "These fields are required: [CSVHeaders]",
  ],
  [
    "both limits of items",
    map({
      ItemProcessor: distributed(),
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "JSON", MaxItems: 1, MaxItemsPath: "$.m" },
      },
    }),
    schema(`${onlyOne} [MaxItems, MaxItemsPath]`, "/States/S/ItemReader/ReaderConfig"),
  ],
  [
    "a batch too large",
    map({ ItemProcessor: distributed(), ItemBatcher: { MaxInputBytesPerBatch: 262_145 } }),
    schema("Maximum value is 262144", "/States/S/ItemBatcher/MaxInputBytesPerBatch"),
  ],
  [
    "batches of no items",
    map({ ItemProcessor: distributed(), ItemBatcher: { MaxItemsPerBatch: 0 } }),
    schema("Minimum value is 1", "/States/S/ItemBatcher/MaxItemsPerBatch"),
  ],
  ...["MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"].map(
    (field): readonly [string, unknown, string] => [
      `${field} into the context`,
      map({ ItemProcessor: distributed(), [field]: "$$.Execution.Input.n" }),
      "Value is not a Reference Path",
    ],
  ),
  [
    "a bound of items in the context",
    map({
      ItemProcessor: distributed(),
      ItemReader: { ...reader, ReaderConfig: { InputType: "JSON", MaxItemsPath: "$$.Execution.Input.n" } },
    }),
    "Value is not a Reference Path",
  ],
  [
    "a bound of batches in the context",
    map({ ItemProcessor: distributed(), ItemBatcher: { MaxItemsPerBatchPath: "$$.Execution.Input.n" } }),
    "Value is not a Reference Path",
  ],
  [
    "batches of any size",
    map({ ItemProcessor: distributed(), ItemBatcher: { BatchInput: { a: 1 } } }),
    schema(
      "This object should have at least one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]",
      "/States/S/ItemBatcher",
    ),
  ],
  [
    "a reader of no object",
    map({
      ItemProcessor: distributed(),
      ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: { "Bucket.$": "$.b" } },
    }),
    schema("These fields are required: [Key]", "/States/S/ItemReader/Parameters"),
  ],
  [
    "a reader of no bucket",
    map({ ItemProcessor: distributed(), ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2" } }),
    schema("These fields are required: [Bucket]", "/States/S/ItemReader"),
  ],
  [
    "a writer into no bucket",
    map({
      ItemProcessor: distributed(),
      ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Prefix: "results" } },
    }),
    schema("These fields are required: [Bucket]", "/States/S/ResultWriter/Parameters"),
  ],
  [
    "a writer of nothing",
    map({ ItemProcessor: distributed(), ResultWriter: {} }),
    "These fields are required: [Resource]",
  ],
  [
    "half a writer config",
    map({ ItemProcessor: distributed(), ResultWriter: { WriterConfig: { OutputType: "JSON" } } }),
    "These fields are required: [Transformation]",
  ],
  ...["", "a".repeat(41), "a b", "a<", "a{"].map((Label): readonly [string, unknown, string] => [
    `the label '${Label}'`,
    map({ ItemProcessor: distributed(), Label }),
    "INVALID_LABEL_NAME",
  ]),
];
