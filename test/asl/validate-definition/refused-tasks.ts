import { machine, task, jsonataTask, map, distributed, caught, schema, onlyOne, type Refused } from "./machines.js";

/** What is wrong with Task states, retriers and catchers. */
export const refusedTasks: readonly Refused[] = [
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
    "credentials with more than a role",
    task({ Credentials: { RoleArn: "arn:aws:iam::1:role/r", SessionName: "s" } }),
    schema('The field "SessionName" is not supported by Step Functions', "/States/S/Credentials"),
  ],
  [
    "a path to a role in JSONata",
    jsonataTask({ Credentials: { RoleArn: "arn:aws:iam::1:role/r", "RoleArn.$": "$.r" } }),
    schema('The field "RoleArn.$" is not supported by Step Functions', "/States/S/Credentials"),
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
      ["BackoffRate", 0.5, "Minimum value is 1.0"],
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
];
