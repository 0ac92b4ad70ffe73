import {
  machine,
  pass,
  jsonataPass,
  inner,
  map,
  choice,
  caught,
  schema,
  onlyOne,
  oneMissing,
  type Refused,
} from "./machines.js";

/** What is wrong with a definition as a whole, its query languages and its transitions. */
export const refusedStructure: readonly Refused[] = [
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
];
