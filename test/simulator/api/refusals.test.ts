import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { roleArn } from "../client.js";

let simulator: Simulator;
const arns: Record<string, string> = {};

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(simulator.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AWSStepFunctions.${operation}` },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Record<string, unknown>;
}

const definition = JSON.stringify({ StartAt: "S", States: { S: { Type: "Pass", End: true } } });
const create = (name: string, more: object = {}) => call("CreateStateMachine", { name, definition, roleArn, ...more });

beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  arns.standard = String((await create("standard")).stateMachineArn);
  arns.express = String((await create("express", { type: "EXPRESS" })).stateMachineArn);
  arns.run = String((await call("StartExecution", { stateMachineArn: arns.express, name: "run" })).executionArn);
});
afterAll(() => simulator.close());

const logs = { cloudWatchLogsLogGroup: { logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:g:*" } };
const named = { name: "logged", definition, roleArn };
const jackson = "com.fasterxml.jackson";
const alike = "This operation is not supported by this type of state machine";

test.each<[string, () => object, string, string]>([
  [
    "DescribeExecution",
    () => ({ executionArn: arns.run }),
    "InvalidArn",
    "Invalid Arn: 'Resource type not valid in this context: express'",
  ],
  [
    "StopExecution",
    () => ({ executionArn: arns.run }),
    "InvalidArn",
    "Invalid Arn: 'Resource type not valid in this context: express'",
  ],
  [
    "DescribeActivity",
    () => ({ activityArn: arns.standard }),
    "InvalidArn",
    "Invalid Arn: 'Resource type not valid in this context: stateMachine'",
  ],
  ["DescribeActivity", () => ({ activityArn: "nope" }), "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: nope'"],
  ["ListExecutions", () => ({ stateMachineArn: arns.express }), "StateMachineTypeNotSupported", alike],
  ["StartSyncExecution", () => ({ stateMachineArn: arns.standard }), "StateMachineTypeNotSupported", alike],
  [
    "StartExecution",
    () => ({ stateMachineArn: arns.standard, input: "no" }),
    "InvalidExecutionInput",
    `Invalid State Machine Execution Input: '${jackson}.core.JsonParseException: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)"no"; line: 1, column: 3]'`,
  ],
  [
    "StartExecution",
    () => ({ stateMachineArn: arns.standard, input: "" }),
    "InvalidExecutionInput",
    `Invalid State Machine Execution Input: '${jackson}.databind.exc.MismatchedInputException: No content to map due to end-of-input\n at [Source: (String)""; line: 1, column: 0]'`,
  ],
  [
    "CreateStateMachine",
    () => ({ ...named, loggingConfiguration: { level: "OFF", destinations: [logs, logs] } }),
    "InvalidLoggingConfiguration",
    "Invalid Logging Configuration: Must specify exactly one Log Destination.",
  ],
  [
    "CreateStateMachine",
    () => ({
      ...named,
      loggingConfiguration: { level: "ALL", destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: "group" } }] },
    }),
    "InvalidLoggingConfiguration",
    "Invalid Logging Configuration: Log Destination not found.",
  ],
  [
    "UpdateStateMachineAlias",
    () => ({ stateMachineAliasArn: `${arns.standard}:live` }),
    "ValidationException",
    "Either the description or the RoutingConfiguration must be specified",
  ],
  [
    "StartExecution",
    () => ({ stateMachineArn: arns.standard, input: `"${"x".repeat(262_143)}"` }),
    "ValidationException",
    "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
  ],
  [
    "StopExecution",
    () => ({ executionArn: arns.run, error: "e".repeat(257) }),
    "ValidationException",
    "1 validation error detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256",
  ],
  [
    "StartExecution",
    () => ({ stateMachineArn: arns.standard, traceHeader: "Root=é" }),
    "ValidationException",
    "1 validation error detected: Value 'Root=é' at 'traceHeader' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{ASCII}*",
  ],
  [
    "RedriveExecution",
    () => ({ executionArn: arns.run, clientToken: "a token" }),
    "ValidationException",
    "1 validation error detected: Value 'a token' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [!-~]+",
  ],
  [
    "TagResource",
    () => ({ resourceArn: arns.standard, tags: [{ value: "v" }] }),
    "ValidationException",
    "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
  ],
  [
    "TestState",
    () => ({ definition: "{" }),
    "InvalidDefinition",
    `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"; line: 1, column: 1])\n at [Source: (String)"{"; line: 1, column: 2] at [Source: (String)"{"; line: 1, column: 2]'`,
  ],
  [
    "TestState",
    () => ({ definition: "[]" }),
    "InvalidDefinition",
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'",
  ],
])("%s is refused in the service's words (%#)", async (operation, input, code, message) => {
  expect(await call(operation, input())).toMatchObject({ __type: code, message });
});

test.each<[string, () => object, string]>([
  ["UpdateStateMachineAlias", () => ({ stateMachineAliasArn: `${arns.standard}:live` }), "MISSING_REQUIRED_PARAMETER"],
  ["ListExecutions", () => ({}), "MISSING_REQUIRED_PARAMETER"],
  [
    "CreateStateMachineAlias",
    () => ({ name: "live", routingConfiguration: [{ stateMachineVersionArn: `${arns.standard}:1`, weight: 99 }] }),
    "INVALID_ROUTING_CONFIGURATION",
  ],
  ["DeleteStateMachine", () => ({ stateMachineArn: `${arns.standard}/label` }), "API_DOES_NOT_SUPPORT_LABELED_ARNS"],
])("%s tells the reason of its refusal (%#)", async (operation, input, reason) => {
  expect(await call(operation, input())).toMatchObject({ __type: "ValidationException", reason });
});

test("an alias that does not exist can be deleted", async () => {
  expect(await call("DeleteStateMachineAlias", { stateMachineAliasArn: `${arns.standard}:nope` })).toEqual({});
});

test("an update that changes nothing makes no revision", async () => {
  const { stateMachineArn } = await create("kept");
  expect(await call("UpdateStateMachine", { stateMachineArn, definition, roleArn })).not.toHaveProperty("revisionId");
  const { revisionId } = await call("UpdateStateMachine", { stateMachineArn, roleArn: `${roleArn}2` });
  expect(revisionId).toEqual(expect.any(String));
  const again = await call("UpdateStateMachine", { stateMachineArn, roleArn: `${roleArn}2` });
  expect(again.revisionId).toBe(revisionId);
});

test("creating a machine again is compared with what it is now", async () => {
  const { stateMachineArn } = await create("changed");
  const other = JSON.stringify({ StartAt: "T", States: { T: { Type: "Pass", End: true } } });
  await call("UpdateStateMachine", { stateMachineArn, definition: other });
  expect(await create("changed")).toMatchObject({ __type: "StateMachineAlreadyExists" });
  expect(await create("changed", { definition: other })).toMatchObject({ stateMachineArn });
});

test("executions are listed by whether they were redriven", async () => {
  const { stateMachineArn } = await call("CreateStateMachine", {
    name: "failing",
    definition: JSON.stringify({ StartAt: "F", States: { F: { Type: "Fail" } } }),
    roleArn,
  });
  const start = async (name: string) => String((await call("StartExecution", { stateMachineArn, name })).executionArn);
  await start("once");
  const executionArn = await start("twice");
  await simulator.engine.ended(executionArn);
  await call("RedriveExecution", { executionArn });
  const names = async (redriveFilter: string) => {
    const { executions } = await call("ListExecutions", { stateMachineArn, redriveFilter });
    return (executions as readonly { readonly name: string }[]).map(({ name }) => name);
  };
  expect([await names("REDRIVEN"), await names("NOT_REDRIVEN")]).toEqual([["twice"], ["once"]]);
});

test("what a machine cannot be made of is no valid definition", async () => {
  const withFunction = JSON.stringify({
    StartAt: "S",
    States: { S: { Type: "Pass", OutputPath: "$.a.length()", End: true } },
  });
  const message =
    "Value is not a valid JSONPath: functions such as 'length()' are not supported at character 10 of '.a.length()'";
  expect(await create("with-function", { definition: withFunction })).toMatchObject({
    message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${message} at /States/S/OutputPath'`,
  });
  expect(await call("ValidateStateMachineDefinition", { definition: withFunction })).toEqual({
    result: "FAIL",
    diagnostics: [{ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message, location: "/States/S/OutputPath" }],
    truncated: false,
  });
});
