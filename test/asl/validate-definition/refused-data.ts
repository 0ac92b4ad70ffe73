import { jsonata, pass, task, jsonataPass, jsonataTask, map, schema, notDynamic, type Refused } from "./machines.js";

/** What is wrong with paths, templates, variables and JSONata. */
export const refusedData: readonly Refused[] = [
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
