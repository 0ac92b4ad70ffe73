import { describe, expect, test } from "vitest";
import {
  hasErrors,
  invalidDefinitionMessage,
  refusalOfDefinition,
  validateDefinition,
  type ValidationOptions,
} from "../../asl/index.js";

const jsonata = { QueryLanguage: "JSONata" };
const machine = (state: object, top: object = {}) => ({ ...top, StartAt: "S", States: { S: state } });
const pass = (fields: object) => machine({ Type: "Pass", ...fields, End: true });
const task = (fields: object) =>
  machine({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", ...fields, End: true });
const jsonataPass = (fields: object) => machine({ Type: "Pass", ...fields, End: true }, jsonata);
const jsonataTask = (fields: object) => ({ ...jsonata, ...task(fields) });
const wait = (fields: object, top: object = {}) => machine({ Type: "Wait", ...fields, End: true }, top);
const inner = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };
const map = (fields: object, top: object = {}) =>
  machine({ Type: "Map", ItemProcessor: inner, ...fields, End: true }, top);
const distributed = (config: object = { ExecutionType: "STANDARD" }, states: object = inner.States) => ({
  ...inner,
  States: states,
  ProcessorConfig: { Mode: "DISTRIBUTED", ...config },
});
const choice = (rule: object, top: object = {}) => ({
  ...top,
  StartAt: "S",
  States: { S: { Type: "Choice", Choices: [rule], Default: "E" }, E: { Type: "Succeed" } },
});
const rule = (test: object) => choice({ Variable: "$.a", ...test, Next: "E" });
const caught = (fields: object) => ({
  StartAt: "S",
  States: {
    S: { ...task({}).States.S, Catch: [{ ErrorEquals: ["States.ALL"], Next: "E", ...fields }] },
    E: { Type: "Succeed" },
  },
});
const schema = (message: string, location: string) => `SCHEMA_VALIDATION_FAILED: ${message} at ${location}`;
const onlyOne = "There should only be one of the following fields:";
const oneMissing = "This object should have only one of the following fields:";
const notDynamic = (name: string, location: string) =>
  schema(`The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`, location);

/** What is wrong, the definition, and the first error as the service writes it. */
const refused: readonly (readonly [string, unknown, string, ValidationOptions?])[] = [
  ["an empty text", "", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null"],
  ["an array", [], "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null"],
  ["an empty object", {}, schema("These fields are required: [States, StartAt]", "/")],
  ["an unknown field at the top", { ...pass({}), Foo: 1 }, schema("Field 'Foo' is not supported", "/")],
  [
    "another version",
    { ...pass({}), Version: "2.0" },
    schema("Value should be one of the following: [1.0]", "/Version"),
  ],
  ["no states", { StartAt: "S", States: {} }, schema("Value cannot be empty", "/States")],
  ["a state without a type", machine({}), schema("These fields are required: [Type]", "/States/S")],
  [
    "an unknown type",
    machine({ Type: "Sleep" }),
    schema(
      "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
      "/States/S/Type",
    ),
  ],
  ["a state that is no object", machine([]), schema("Expected value of type [OBJECT]", "/States/S")],
  ["a field of another type", pass({ Catch: [] }), schema("Field 'Catch' is not supported", "/States/S")],
  ["a comment that is no text", pass({ Comment: 1 }), schema("Expected value of type [STRING]", "/States/S/Comment")],
  ["neither Next nor End", machine({ Type: "Pass" }), schema(`${oneMissing} [Next, End]`, "/States/S")],
  ["End: false alone", machine({ Type: "Pass", End: false }), schema(`${oneMissing} [Next, End]`, "/States/S")],
  ["both Next and End", pass({ Next: "S" }), schema(`${onlyOne} [Next, End]`, "/States/S")],
  ["a long name", { StartAt: "S".repeat(81), States: { ["S".repeat(81)]: { Type: "Succeed" } } }, "INVALID_STATE_NAME"],
  // Query languages
  [
    "a JSONata field in a JSONPath state",
    pass({ Output: 1 }),
    schema(
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
      "/States/S",
    ),
  ],
  [
    "a JSONPath field in a JSONata state",
    jsonataPass({ InputPath: "$" }),
    schema(
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
      "/States/S",
    ),
  ],
  [
    "JSONPath inside a JSONata machine",
    jsonataPass({ QueryLanguage: "JSONPath", Output: 1 }),
    schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", "/States/S"),
  ],
  [
    "a misspelt language",
    { QueryLanguage: "jsonata", ...pass({ Output: 1 }) },
    schema("Value should be one of the following: [JSONPath, JSONata]", "/QueryLanguage"),
  ],
  [
    "a language on a processor",
    map({ ItemProcessor: { ...inner, QueryLanguage: "JSONata" } }),
    schema("Field 'QueryLanguage' is not supported", "/States/S/ItemProcessor"),
  ],
  [
    "a Map's language does not reach its states",
    map({
      QueryLanguage: "JSONata",
      ItemProcessor: { ...inner, States: { I: { Type: "Pass", Output: 1, End: true } } },
    }),
    schema(
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
      "/States/S/ItemProcessor/States/I",
    ),
  ],
  // Transitions
  [
    "a missing target",
    { StartAt: "S", States: { S: { Type: "Pass", Next: "X" }, E: { Type: "Succeed" } } },
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/S/Next",
  ],
  ["a missing start", { ...pass({}), StartAt: "X" }, "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /StartAt"],
  [
    "a missing target of a rule",
    choice({ Variable: "$.a", IsNull: true, Next: "X" }),
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/S/Choices[0]/Next",
  ],
  ["a missing target of a catcher", caught({ Next: "X" }), "Missing 'Next' target: X at /States/S/Catch[0]/Next"],
  [
    "an unreachable state",
    { StartAt: "S", States: { S: { Type: "Succeed" }, "a/b": { Type: "Succeed" } } },
    'MISSING_TRANSITION_TARGET: State "a/b" is not reachable. at /States/a/b',
  ],
  [
    "a state that only reaches itself",
    { StartAt: "S", States: { S: { Type: "Succeed" }, T: { Type: "Pass", Next: "T" } } },
    'State "T" is not reachable. at /States/T',
  ],
  [
    "no end",
    { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } },
    "MISSING_END_STATE: Workflow has no terminal state at null",
  ],
  [
    "a transition out of a branch",
    {
      StartAt: "P",
      States: {
        P: { Type: "Parallel", Branches: [{ StartAt: "A", States: { A: { Type: "Pass", Next: "E" } } }], Next: "E" },
        E: { Type: "Succeed" },
      },
    },
    "Missing 'Next' target: E at /States/P/Branches[0]/States/A/Next",
  ],
  [
    "a name used twice",
    map({ ItemProcessor: { StartAt: "S", States: { S: { Type: "Succeed" } } } }),
    "DUPLICATE_STATE_NAME: Duplicate State name: S at /States/S/ItemProcessor/States/S",
  ],
  // Task
  ["no resource", machine({ Type: "Task", End: true }), schema("These fields are required: [Resource]", "/States/S")],
  ["no ARN", task({ Resource: "foo:bar" }), schema("Value is not a valid resource ARN", "/States/S/Resource")],
  ...[
    "arn:aws:states:::dynamodb:query",
    "arn:aws:states:::lambda:invoke.sync",
    "arn:aws:states:::sqs:sendMessage.sync:2",
    "arn:aws:states:::dynamodb:putItem.waitForTaskToken",
    "arn:aws:states:::aws-sdk:s3:GetObject",
    "arn:aws:states:::aws-sdk:s3:getObject.sync",
    "arn:aws:states:::sqs:sendMessage.waitForTasktoken",
    "arn:aws:states:us-east-1:123456789012:stateMachine:child",
  ].map((Resource): readonly [string, unknown, string] => [
    `the resource ${Resource}`,
    task({ Resource }),
    schema(
      `The resource provided ${Resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      "/States/S/Resource",
    ),
  ]),
  ["a timeout of 0", task({ TimeoutSeconds: 0 }), schema("Minimum value is 1", "/States/S/TimeoutSeconds")],
  [
    "a timeout too long",
    task({ TimeoutSeconds: 1e8 }),
    schema("Maximum value is 99999999", "/States/S/TimeoutSeconds"),
  ],
  [
    "a timeout of text",
    jsonataTask({ TimeoutSeconds: "9" }),
    schema("Expected value of type [INTEGER]", "/States/S/TimeoutSeconds"),
  ],
  [
    "both forms of a timeout",
    task({ TimeoutSeconds: 9, TimeoutSecondsPath: "$.t" }),
    schema(`${onlyOne} [TimeoutSeconds, TimeoutSecondsPath]`, "/States/S"),
  ],
  [
    "a heartbeat as long as the timeout",
    task({ TimeoutSeconds: 9, HeartbeatSeconds: 9 }),
    "HeartbeatSeconds must be smaller",
  ],
  [
    "credentials without a role",
    task({ Credentials: {} }),
    schema("The field 'RoleArn' is required but was missing", "/States/S/Credentials"),
  ],
  [
    "credentials that are null",
    task({ Credentials: null }),
    schema("Expected value of type [OBJECT]", "/States/S/Credentials"),
  ],
  [
    "credentials for an activity",
    task({
      Resource: "arn:aws:states:us-east-1:123456789012:activity:a",
      Credentials: { RoleArn: "arn:aws:iam::1:role/r" },
    }),
    schema("The field 'Credentials' is not supported for activities", "/States/S"),
  ],
  [
    "a token in an Express machine",
    task({ Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" }),
    "Express state machine does not support '.waitForTaskToken' service integration  at /States/S/Resource",
    { type: "EXPRESS" },
  ],
  [
    "an activity in an Express child",
    map({
      ItemProcessor: distributed(
        { ExecutionType: "EXPRESS" },
        { I: { Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:activity:a", End: true } },
      ),
    }),
    schema("Express state machine does not support Activity ARN", "/States/S/ItemProcessor/States/I/Resource"),
  ],
  // Retry and Catch
  ["no error names", task({ Retry: [{}] }), schema("These fields are required: [ErrorEquals]", "/States/S/Retry[0]")],
  [
    "empty error names",
    task({ Retry: [{ ErrorEquals: [] }] }),
    schema("Value cannot be empty", "/States/S/Retry[0]/ErrorEquals"),
  ],
  [
    "an error name that is no text",
    task({ Retry: [{ ErrorEquals: [1] }] }),
    schema("Expected value of type [STRING]", "/States/S/Retry[0]/ErrorEquals[0]"),
  ],
  ...[[{ ErrorEquals: ["States.ALL", "A"] }], [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["A"] }]].map(
    (Retry): readonly [string, unknown, string] => [
      `States.ALL in ${JSON.stringify(Retry)}`,
      task({ Retry }),
      schema("States.ALL must appear alone and at end of list", "/States/S/Retry[0]/ErrorEquals"),
    ],
  ),
  ...(
    [
      ["MaxAttempts", -1, "Minimum value is 0"],
      ["MaxAttempts", 1.5, "Expected value of type [INTEGER]"],
      ["BackoffRate", 0.5, "Minimum value is 1"],
      ["MaxDelaySeconds", 0, "Minimum value is 1"],
      ["MaxDelaySeconds", 31_622_401, "Maximum value is 31622400"],
      ["JitterStrategy", "full", "Value should be one of the following: [NONE, FULL]"],
    ] as const
  ).map(([field, value, message]): readonly [string, unknown, string] => [
    `${field} ${value}`,
    task({ Retry: [{ ErrorEquals: ["A"], [field]: value }] }),
    schema(message, `/States/S/Retry[0]/${field}`),
  ]),
  [
    "a catcher without Next",
    caught({ Next: undefined }),
    schema("Expected value of type [STRING]", "/States/S/Catch[0]/Next"),
  ],
  ["an unknown field of a catcher", caught({ Foo: 1 }), schema("Field 'Foo' is not supported", "/States/S/Catch[0]")],
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
    schema("Maximum value is 100", "/States/S/ToleratedFailurePercentage"),
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
  // Paths and templates
  [
    "an input path that is no path",
    pass({ InputPath: "a.b" }),
    schema("Value must be a valid JSONPath.", "/States/S/InputPath"),
  ],
  [
    "a function as input path",
    pass({ InputPath: "States.UUID()" }),
    schema("Value must be a valid JSONPath.", "/States/S/InputPath"),
  ],
  ["a result path of many nodes", pass({ ResultPath: "$.a[*]" }), "Value is not a Reference Path"],
  ["a result path into a variable", pass({ ResultPath: "$foo" }), "Value is not a Reference Path"],
  ["a result path into the context", pass({ ResultPath: "$$.a" }), "Value is not a Reference Path"],
  ...[
    "a",
    "",
    "$.a[",
    "States.Format('a'",
    "States.Nope()",
    "States.UUID(1)",
    "States.MathAdd(1, '2')",
    "States.Format('\\\"')",
  ].map((value): readonly [string, unknown, string] => [
    `the dynamic value ${value}`,
    pass({ Parameters: { deep: [{ "v.$": value }] } }),
    notDynamic("v.$", "/States/S/Parameters"),
  ]),
  ["a dynamic value that is no text", pass({ Parameters: { "v.$": 22 } }), notDynamic("v.$", "/States/S/Parameters")],
  [
    "eleven nested functions",
    pass({ Parameters: { "v.$": `${"States.Array(".repeat(11)}1${")".repeat(11)}` } }),
    notDynamic("v.$", "/States/S/Parameters"),
  ],
  [
    "a field given twice",
    task({ Parameters: { a: 1, "a.$": "$.a" } }),
    "The fields 'a' and 'a.$' give the same field 'a'",
  ],
  // Variables
  [
    "the reserved variable",
    pass({ Assign: { states: 1 } }),
    "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/S/Assign/states",
  ],
  [
    "a variable with a hyphen",
    pass({ Assign: { "a-b": 1 } }),
    "INVALID_VARIABLE_NAME: Invalid variable name 'a-b': the variable name contains invalid characters.",
  ],
  ["a long variable", pass({ Assign: { ["a".repeat(81)]: 1 } }), "INVALID_VARIABLE_NAME"],
  ["Assign that is no object", pass({ Assign: "x" }), schema("Expected value of type [OBJECT]", "/States/S/Assign")],
  [
    "an outer variable assigned in a branch",
    {
      StartAt: "A",
      States: {
        A: { Type: "Pass", Assign: { x: 1 }, Next: "P" },
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "B", States: { B: { Type: "Pass", Assign: { "x.$": "$.x" }, End: true } } }],
          End: true,
        },
      },
    },
    "DUPLICATE_VARIABLE_NAME: The variable name 'x' was already defined in a parent scope. at /States/P/Branches[0]/States/B/Assign/x.$",
  ],
  // JSONata
  ...(
    [
      ["a[1,2)", 'INVALID_JSONATA_EXPRESSION: Expected "]", got ","'],
      ["1 +", "INVALID_JSONATA_EXPRESSION: Unexpected end of expression"],
      ["", "INVALID_JSONATA_EXPRESSION: Unexpected end of expression"],
      ["$a ?? 1", "INVALID_JSONATA_EXPRESSION"],
      ["$a ?: 1", "INVALID_JSONATA_EXPRESSION"],
      ["phone", "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported."],
      ["$.phone", "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' at the top level is not supported."],
      ["$map($states.input.a, function($x) { b })", "Reference to 'b' at the top level is not supported."],
      ["$$.a", "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported."],
      ["$states.errorOutput", "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist."],
      ["$states.result.a", "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.result' does not exist."],
      ["$eval('1')", "UNSUPPORTED_JSONATA_EXPRESSION: The function $eval is not supported."],
    ] as const
  ).map(([text, expected]): readonly [string, unknown, string] => [
    `the expression ${text}`,
    jsonataPass({ Output: { a: { b: [`{%${text}%}`] } } }),
    expected,
  ]),
  [
    "an expression that is not closed",
    jsonataPass({ Output: "{% 1" }),
    schema("JSONata string must start with {% and end with %}", "/States/S/Output"),
  ],
  [
    "an expression that is not opened",
    jsonataPass({ Output: { a: "1 %}" } }),
    schema("JSONata string must start with {% and end with %}", "/States/S/Output/a"),
  ],
  [
    "the result in arguments",
    jsonataTask({ Arguments: { a: "{% $states.result %}" } }),
    "Field '$states.result' does not exist. at /States/S/Arguments/a",
  ],
  ["items that are a number", map({ Items: 5 }, jsonata), schema("Expected value of type [ARRAY]", "/States/S/Items")],
  [
    "arguments that are an array",
    jsonataTask({ Arguments: [] }),
    schema("Expected value of type [OBJECT]", "/States/S/Arguments"),
  ],
];

/** Definitions that AWS accepts although they look odd. */
const accepted: readonly (readonly [string, unknown, ValidationOptions?])[] = [
  ["Parameters of any type", pass({ Parameters: ["a", { "b.$": "$.b" }] })],
  ["null paths", pass({ InputPath: null, OutputPath: null, ResultPath: null })],
  ["paths into variables and context", pass({ InputPath: "$x.y[0]", OutputPath: "$$.Execution.Input" })],
  ["the root of the context", pass({ Parameters: { "c.$": "$$" } })],
  ["a path with '.[' in it", pass({ Parameters: { "c.$": "States.StringToJson($.[0].body)" } })],
  ["a filter with a bare word", pass({ Parameters: { "c.$": "States.ArrayGetItem($.a[?(@.k == Foo)].v, 0)" } })],
  ["a quoted name", pass({ Parameters: { "c.$": `$['Test\\""Name"']` } })],
  ["blanks around arguments and at the end", pass({ Parameters: { "c.$": "States.Format( '{}\n' , $.a )  " } })],
  ["a path in a Pass result", pass({ Result: { "a.$": "States.Nope(" } })],
  [
    "a callback whose token nobody gets",
    task({ Resource: "arn:aws:states:::aws-sdk:s3:listBuckets.waitForTaskToken", Parameters: {} }),
  ],
  ["a timeout of 0 of the machine", { ...pass({}), TimeoutSeconds: 0 }],
  ["a retry at once", task({ Retry: [{ ErrorEquals: ["A"], IntervalSeconds: 0 }] })],
  ["comments everywhere", caught({ Comment: "c" })],
  ["an ARN of another service", task({ Resource: "arn:aws:swf:us-east-1:123456789012:task:X" })],
  ["a Lambda function without account", task({ Resource: "arn:aws:lambda:::function:f" })],
  [
    "End: false beside Next",
    { StartAt: "S", States: { S: { Type: "Pass", End: false, Next: "E" }, E: { Type: "Succeed" } } },
  ],
  ["text that has blanks around an expression", jsonataPass({ Output: " {% states.input %} " })],
  ["an undefined variable", jsonataPass({ Output: "{% $nope %}" })],
  ["a constant condition", choice({ Condition: true, Next: "E" }, jsonata)],
  ["names inside a predicate, a group and a sort", jsonataPass({ Output: "{% $states.input.a[b > 1]^(c){ d: e } %}" })],
  [
    "the error in a catcher's Assign",
    { ...jsonata, ...caught({ Assign: { e: "{% $states.errorOutput %}" }, Output: "{% $states.input %}" }) },
  ],
  [
    "the result in Output and Assign",
    jsonataTask({ Output: "{% $states.result %}", Assign: { r: "{% $states.result %}" } }),
  ],
  ["items that are an object", map({ Items: { a: 1 } }, jsonata)],
  ["an item reader in an inline Map", map({ ItemReader: { Resource: "arn:aws:states:::s3:listObjectsV2" } })],
  ["a JSONata state in a JSONPath machine", pass({ QueryLanguage: "JSONata", Output: "{% 1 %}" })],
  [
    "a name assigned in a branch and by the branch's own catcher",
    {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [{ StartAt: "B", States: { B: { Type: "Pass", Assign: { x: 1 }, End: true } } }],
          Catch: [{ ErrorEquals: ["States.ALL"], Assign: { x: 2 }, Next: "E" }],
          Next: "E",
        },
        E: { Type: "Succeed" },
      },
    },
  ],
  [
    "substitutions, where they are allowed",
    task({ Resource: "${Fn}", TimeoutSeconds: "${T}" }),
    { substitutions: true },
  ],
  [
    "functions of CloudFormation, where they are allowed",
    task({ Resource: { "Fn::GetAtt": ["F", "Arn"] } }),
    { substitutions: true },
  ],
];

describe("validateDefinition", () => {
  test.each(
    refused.map(([name, definition, expected, options]) => ({ name, definition, expected, options: options ?? {} })),
  )("refuses $name", ({ definition, expected, options }) => {
    const message = invalidDefinitionMessage(validateDefinition(definition, options)) ?? "accepted";
    expect(message.slice("Invalid State Machine Definition: '".length)).toContain(expected);
  });

  test.each(accepted.map(([name, definition, options]) => ({ name, definition, options: options ?? {} })))(
    "accepts $name",
    ({ definition, options }) => {
      expect(invalidDefinitionMessage(validateDefinition(definition, options))).toBeUndefined();
    },
  );

  test("a substitution is refused unless it is allowed", () => {
    expect(hasErrors(validateDefinition(task({ Resource: "${Fn}" })))).toBe(true);
    expect(hasErrors(validateDefinition(task({ Resource: "${Fn" }), { substitutions: true }))).toBe(true);
  });

  test("the service names a missing target, then the missing end, and no unreachable states", () => {
    const definition = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "X" }, B: { Type: "Pass", Next: "A" } },
    });
    expect(refusalOfDefinition(definition)).toBe(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Next, " +
        "MISSING_END_STATE: Workflow has no terminal state at null'",
    );
  });

  test("the service does not look at transitions while fields are wrong", () => {
    const definition = { States: { A: { Type: "Pass", Next: "X" } } };
    expect(validateDefinition(definition, { level: "service" })).toHaveLength(1);
  });

  test("a branch that cannot end is refused strictly, and accepted by the service", () => {
    const loop = { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } };
    const definition = machine({ Type: "Parallel", Branches: [loop], End: true });
    expect(invalidDefinitionMessage(validateDefinition(definition))).toContain("at /States/S/Branches[0]");
    expect(validateDefinition(definition, { level: "service" })).toEqual([]);
  });

  test("warnings do not refuse, and the service gives only its own", () => {
    const definition = pass({ Parameters: { a: "$.a" }, Assign: { b: 1 } });
    const warnings = validateDefinition(definition).map(({ severity, code }) => `${severity} ${code}`);
    expect(warnings).toEqual(["WARNING NO_DOLLAR"]);
    expect(validateDefinition(jsonataPass({ Output: "{% $nope %}" }), { level: "service" })).toEqual([]);
    expect(validateDefinition(jsonataPass({ Output: "{% $nope %}" }))[0]?.code).toBe("POSSIBLY_UNDEFINED_VARIABLE");
  });

  test("a text gets lines and columns", () => {
    const text =
      '{\n  "StartAt": "A",\n  "States": { "A": { "Type": "Pass",\n    "Next": "X" }, "E": { "Type": "Succeed" } }\n}';
    expect(validateDefinition(text)[0]).toMatchObject({ location: "/States/A/Next", line: 4, column: 5 });
  });

  test("a definition longer than a mebibyte is refused", () => {
    const text = JSON.stringify(pass({ Comment: "x".repeat(1_048_576) }));
    expect(validateDefinition(text).map(({ code }) => code)).toEqual(["DEFINITION_TOO_LONG"]);
  });

  test("an expression that nests too deeply is warned of", () => {
    const deep = jsonataPass({ Output: `{% ${Array(150).fill("1").join("+")} %}` });
    expect(validateDefinition(deep).map(({ code }) => code)).toEqual(["JSONATA_TOO_DEEP"]);
  });

  test.each([
    [null, 5, "x{", [[]], { States: 5, StartAt: 5 }, { States: { A: null }, StartAt: "A" }],
    [machine({ Type: "Map", ItemProcessor: 5, Catch: 5, Retry: {}, End: true })],
    [machine({ Type: "Choice", Choices: [null, 5, { And: [5] }] }), machine({ Type: "Parallel", Branches: [5, null] })],
  ])("malformed input is an error and never throws", (...definitions) => {
    for (const definition of definitions) expect(hasErrors(validateDefinition(definition))).toBe(true);
  });
});
