import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterEach, beforeEach, expect, test } from "vitest";

import { startSimulator } from "../../../../simulator/index.js";
import { listen, type Listening } from "../../../../simulator/http/listen.js";
import { createServices } from "../../../../simulator/services/create-services.js";
import { createSsm } from "../../../../simulator/services/ssm/ssm.js";
import { clientOf } from "../../client.js";
import { manualClock } from "../manual-clock.js";

let running: Listening;
let client: SSMClient;
beforeEach(async () => {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  running = await listen(createSsm({ clock }).handler, 0, "127.0.0.1");
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new SSMClient({ endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await running.close();
});

const put = (Name: string, Value = "v", more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value, Type: "String", ...more }));
const get = (Name: string, WithDecryption?: boolean) =>
  client.send(new GetParameterCommand({ Name, ...(WithDecryption === undefined ? {} : { WithDecryption }) }));
const namesOf = (parameters: readonly { readonly Name?: string | undefined }[] = []) =>
  parameters.map(({ Name }) => Name);

test("a parameter is found by its name, a version of it, and its ARN", async () => {
  expect(await put("/shop/rate", "1")).toMatchObject({ Version: 1, Tier: "Standard" });
  await put("/shop/rate", "2", { Overwrite: true, Type: undefined });
  const { Parameter: found } = await get("/shop/rate");
  expect(found).toMatchObject({
    ...{ Name: "/shop/rate", Value: "2", Version: 2, Type: "String", DataType: "text" },
    ARN: "arn:aws:ssm:us-east-1:123456789012:parameter/shop/rate",
    LastModifiedDate: new Date(Date.UTC(2026, 0, 1)),
  });
  expect((await get(found?.ARN ?? "")).Parameter).toEqual(found);
  expect((await get("/shop/rate:1")).Parameter).toMatchObject({ Value: "1", Version: 1, Selector: ":1" });
  await put("plain");
  expect((await get("arn:aws:ssm:us-east-1:123456789012:parameter/plain")).Parameter).toMatchObject({ Name: "plain" });
});

test("a secret is shown to those who ask for decryption only", async () => {
  await put("secret", "hush", { Type: "SecureString" });
  expect((await get("secret")).Parameter?.Value).not.toContain("hush");
  expect((await get("secret", true)).Parameter?.Value).toBe("hush");
  const { Parameters } = await client.send(new GetParameterHistoryCommand({ Name: "secret" }));
  expect(Parameters).toMatchObject([{ KeyId: "alias/aws/ssm", Labels: [], Version: 1 }]);
  expect(JSON.stringify(Parameters)).not.toContain("hush");
});

test("several are read and deleted at once, and those that are missing named", async () => {
  for (const name of ["a", "b"]) await put(name);
  const { Parameters, InvalidParameters } = await client.send(new GetParametersCommand({ Names: ["a", "x", "a:7"] }));
  expect([namesOf(Parameters), InvalidParameters]).toEqual([["a"], ["x", "a:7"]]);
  expect(await client.send(new DeleteParametersCommand({ Names: ["a", "x"] }))).toMatchObject({
    ...{ DeletedParameters: ["a"], InvalidParameters: ["x"] },
  });
  await client.send(new DeleteParameterCommand({ Name: "b" }));
  await expect(client.send(new DeleteParameterCommand({ Name: "b" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});

test("a path holds what is on its level, or all below it, in pages", async () => {
  for (const name of ["/a/1", "/a/2", "/a/b/3", "/ab/4", "5"]) await put(name);
  const under = async (Path: string, more: object = {}) =>
    namesOf((await client.send(new GetParametersByPathCommand({ Path, ...more }))).Parameters);
  expect(await under("/a")).toEqual(["/a/1", "/a/2"]);
  expect(await under("/a/", { Recursive: true })).toEqual(["/a/1", "/a/2", "/a/b/3"]);
  expect(await under("/")).toEqual(["5"]);
  const first = await client.send(new GetParametersByPathCommand({ Path: "/", Recursive: true, MaxResults: 4 }));
  expect(namesOf(first.Parameters)).toHaveLength(4);
  expect(await under("/", { Recursive: true, MaxResults: 4, NextToken: first.NextToken })).toHaveLength(1);
  await expect(under("a")).rejects.toMatchObject({ name: "ValidationException" });
});

test("parameters are described, filtered and tagged", async () => {
  await put("/a/one", "1,2", { Type: "StringList", Description: "numbers", AllowedPattern: "\\d+" });
  await put("/b/two", "x".repeat(5000), { Tier: "Intelligent-Tiering", Tags: [{ Key: "team", Value: "web" }] });
  const filtered = async (Key: string, Values: string[], Option?: string) => {
    const ParameterFilters = [{ Key, Values, ...(Option === undefined ? {} : { Option }) }];
    return namesOf((await client.send(new DescribeParametersCommand({ ParameterFilters }))).Parameters);
  };
  expect(await filtered("Name", ["/a"], "BeginsWith")).toEqual(["/a/one"]);
  expect(await filtered("Path", ["/b"])).toEqual(["/b/two"]);
  expect(await filtered("Tier", ["Advanced"])).toEqual(["/b/two"]);
  expect(await filtered("tag:team", ["web"])).toEqual(["/b/two"]);
  await expect(filtered("Type", ["String"], "Contains")).rejects.toMatchObject({ name: "InvalidFilterOption" });
  const { Parameters } = await client.send(new DescribeParametersCommand({ MaxResults: 1 }));
  expect(Parameters).toMatchObject([{ Name: "/a/one", Description: "numbers", AllowedPattern: "\\d+", Policies: [] }]);
  const resource = { ResourceType: "Parameter", ResourceId: "/b/two" } as const;
  await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: "cost", Value: "7" }] }));
  const { TagList } = await client.send(new ListTagsForResourceCommand(resource));
  expect(TagList).toEqual([
    { Key: "team", Value: "web" },
    { Key: "cost", Value: "7" },
  ]);
});

test.each<[string, string, Partial<PutParameterCommandInput>, RegExp]>([
  ["ParameterAlreadyExists", "there", {}, /set the overwrite option/],
  ["HierarchyTypeMismatchException", "there", { Overwrite: true, Type: "SecureString" }, /is a String/],
  ["ValidationException", "new", { Type: undefined }, /^A parameter type is required/],
  ["ValidationException", "new", { Value: "x".repeat(4097) }, /maximum parameter value of 4096 characters/],
  ["ValidationException", "new", { Value: "x".repeat(8193), Tier: "Advanced" }, /maximum .* of 8192 characters/],
  ["ValidationException", "new", { Overwrite: true, Tags: [{ Key: "k", Value: "v" }] }, /can't be used together/],
  ["ValidationException", "ssm-x", {}, /can't be prefixed with "aws" or "ssm"/],
  ["ValidationException", "a/b", {}, /fully qualified name/],
  ["ValidationException", "sp ace", {}, /letters, numbers/],
  ["AccessDeniedException", "/aws/x", {}, /No access to reserved parameter name: \/aws\/x\./],
  ["HierarchyLevelLimitExceededException", "/a".repeat(16), {}, /15 levels/],
  ["ParameterPatternMismatchException", "new", { AllowedPattern: "\\d+" }, /allowedPattern: \\d\+/],
  ["ValidationException", "new", { DataType: "aws:ec2:image" }, /data type text only/],
  ["ValidationException", "new", { Policies: "[]" }, /policies of parameters is not simulated/],
])("%s for %s (%#)", async (name, parameter, more, message) => {
  await put("there");
  await expect(put(parameter, "v", more)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test("labels are refused by name", async () => {
  await put("a");
  await expect(get("a:live")).rejects.toMatchObject({ message: expect.stringContaining("no labels") });
  await expect(client.send(new LabelParameterVersionCommand({ Name: "a", Labels: ["live"] }))).rejects.toMatchObject({
    message: "The simulator does not have this operation: LabelParameterVersion",
  });
});

test("machines read and write parameters", async () => {
  const simulator = await startSimulator({ clock: "virtual", services: createServices().routed });
  const sfn = clientOf(simulator.url);
  const task = (action: string, Arguments: object, Next?: string) => ({
    ...{ Type: "Task", Resource: `arn:aws:states:::aws-sdk:ssm:${action}`, Arguments },
    ...(Next === undefined ? { End: true } : { Next }),
  });
  const arn = await sfn.create({
    Put: task("putParameter", { Name: "/a", Value: "1", Type: "String" }, "Get"),
    Get: task("getParameter", { Name: "/a" }, "Missing"),
    Missing: task("getParameter", { Name: "/b" }),
  });
  const { error, cause, history } = await simulator.engine.ended(await sfn.start(arn));
  expect(history.filter(({ type }) => type === "TaskSucceeded").at(-1)?.details).toMatchObject({
    output: { Parameter: { Name: "/a", Value: "1", Version: 1 } },
  });
  expect(error).toBe("Ssm.ParameterNotFoundException");
  expect(cause).toMatch(/^null \(Service: Ssm, Status Code: 400, Request ID: [^)]+\)$/);
  await expect(sfn.create({ S: task("labelParameterVersion", { Name: "/a", Labels: ["l"] }) })).rejects.toThrow(
    "The simulator's own ssm has no labelParameterVersion",
  );
  sfn.client.destroy();
  await simulator.close();
});
