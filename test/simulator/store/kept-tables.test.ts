import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type SimulatorOptions, startSimulator } from "../../../simulator/index.js";
import { createServices, type Services } from "../../../simulator/services/create-services.js";
import { clientOf } from "../client.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setpiece-tables-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Call = (action: string, input: object) => Record<string, unknown>;

/** Does something with the tables of a simulator that keeps them in the folder, at a time. */
async function withTables(work: (call: Call, services: Services) => void, nowMs = 1_000_000): Promise<void> {
  const services = createServices({ clock: { nowMs: () => nowMs } });
  const simulator = await startSimulator({ data: folder, clock: "virtual", services: services.routed });
  try {
    work((action, input) => services.dynamodb.call(action, input) as Record<string, unknown>, services);
  } finally {
    await simulator.close();
  }
}

const key = (id: string) => ({ id: { S: id } });
const TableName = "orders";
const index = {
  ...{ IndexName: "byState", Projection: { ProjectionType: "ALL" } },
  KeySchema: [{ AttributeName: "state", KeyType: "HASH" }],
};

function makeOrders(call: Call): void {
  call("CreateTable", {
    ...{ TableName, BillingMode: "PAY_PER_REQUEST", KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] },
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  });
  for (const id of ["a", "b", "c"]) call("PutItem", { TableName, Item: { ...key(id), state: { S: "new" } } });
  call("UpdateItem", {
    ...{ TableName, Key: key("a"), UpdateExpression: "SET #s = :s ADD n :n" },
    ...{
      ExpressionAttributeNames: { "#s": "state" },
      ExpressionAttributeValues: { ":s": { S: "paid" }, ":n": { N: "2" } },
    },
  });
  call("TransactWriteItems", {
    TransactItems: [
      { Delete: { TableName, Key: key("b") } },
      { Put: { TableName, Item: { ...key("d"), expires: { N: "2000" } } } },
    ],
  });
}

const states = (call: Call) =>
  (call("Scan", { TableName }).Items as { id: { S: string }; state?: { S: string } }[])
    .map(({ id, state }) => `${id.S} ${state?.S ?? ""}`)
    .sort();

test("tables are there again with their items, indexes and settings", async () => {
  let before: unknown;
  await withTables((call) => {
    makeOrders(call);
    call("UpdateTable", {
      TableName,
      AttributeDefinitions: [{ AttributeName: "state", AttributeType: "S" }],
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } });
    before = call("DescribeTable", { TableName });
    expect(() => call("DeleteItem", { TableName, Key: key("a"), ConditionExpression: "n = id" })).toThrow();
  });
  for (let time = 0; time < 2; time++)
    await withTables((call, services) => {
      expect(call("DescribeTable", { TableName })).toEqual(before);
      expect(states(call)).toEqual(["a paid", "c new", "d "]);
      const query = { TableName, IndexName: "byState", KeyConditionExpression: "#s = :s" };
      const names = { ExpressionAttributeNames: { "#s": "state" }, ExpressionAttributeValues: { ":s": { S: "paid" } } };
      expect(call("Query", { ...query, ...names })).toMatchObject({ Items: [{ ...key("a"), n: { N: "2" } }] });
      const { LatestStreamArn } = (before as { Table: { LatestStreamArn: string } }).Table;
      expect(call("DescribeStream", { StreamArn: LatestStreamArn })).toMatchObject({
        StreamDescription: { StreamStatus: "ENABLED" },
      });
      expect(services.dynamodb.call("ListTables", {})).toEqual({ TableNames: [TableName] });
    });
  await withTables((call) => expect(states(call)).toEqual(["a paid", "c new"]), 3_000_000);
  await withTables((call) => expect(states(call)).toEqual(["a paid", "c new"]));
});

test("what came and went leaves nothing in the journal after the next start", async () => {
  await withTables((call) => {
    makeOrders(call);
    call("DeleteTable", { TableName });
  });
  await withTables((call) => expect(call("ListTables", {})).toEqual({ TableNames: [] }));
  expect(readFileSync(join(folder, "journal.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
});

test("calls of executions that are taken up wait for what they call", async () => {
  const called: string[] = [];
  const start = (by: string, more: Partial<SimulatorOptions>) =>
    startSimulator({
      ...{ data: folder, clock: "virtual", ...more },
      lambda: (name) => {
        called.push(`${name} ${by}`);
        return by === "first" ? new Promise(() => {}) : by;
      },
    });
  const first = await start("first", {});
  const Resource = "arn:aws:lambda:us-east-1:123456789012:function:f";
  const { client, create, start: startExecution } = clientOf(first.url);
  const arn = await startExecution(await create({ S: { Type: "Task", Resource, TimeoutSeconds: 60, End: true } }));
  await vi.waitFor(() => expect(called).toEqual(["f first"]));
  client.destroy();
  await first.close();

  let ready = () => {};
  const second = await start("second", {
    readyToResume: new Promise<void>((resolve) => {
      ready = resolve;
    }),
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(called).toEqual(["f first"]);
  ready();
  expect(await second.engine.ended(arn)).toMatchObject({ status: "SUCCEEDED", output: "second" });
  await second.close();
});
