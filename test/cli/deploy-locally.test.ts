import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { DescribeStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { deployLocally } from "../../cli/deploy-locally.js";
import { startSimulatorOrFail } from "../../cli/local-simulator.js";
import type { CompileResult } from "../../compiler/index.js";
import type { Simulator } from "../../simulator/index.js";

let simulator: Simulator;
let clients: Parameters<typeof deployLocally>[1];
beforeAll(async () => {
  simulator = await startSimulatorOrFail({ port: 0 });
  const config = {
    ...{ endpoint: simulator.url, region: "us-east-1" },
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  };
  clients = {
    dynamodb: new DynamoDBClient(config),
    eventBridge: new EventBridgeClient(config),
    stepFunctions: new SFNClient(config),
  };
});
afterAll(async () => {
  Object.values(clients).forEach((client) => client.destroy());
  await simulator.close();
});

const machine = (comment: string, type: "STANDARD" | "EXPRESS" = "STANDARD") => {
  const definition = { Comment: comment, StartAt: "E", States: { E: { Type: "Succeed" } } };
  return { name: "orders", type, definition };
};

/** As far as a deployment looks at what was compiled. */
const project = (table: object, workflow: object) =>
  ({
    manifest: { tables: [{ name: "carts", ...table }], humans: [], buses: [], endpoints: [], activities: [] },
    workflows: [workflow],
  }) as unknown as CompileResult;

const byDay = { name: "by-day", partitionKey: { name: "day", type: "S" }, attributes: "all" };
const byId = { partitionKey: { name: "id", type: "S" } };

test("what is there from an earlier start is brought up to date", async () => {
  const first = await deployLocally(project({ ...byId, timeToLive: "expires" }, machine("first")), clients);
  const later = { ...byId, timeToLive: "until", indexes: [byDay] };
  expect(await deployLocally(project(later, machine("second")), clients)).toEqual(first);
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: "carts" }));
  expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: "by-day", Projection: { ProjectionType: "ALL" } }]);
  expect(await deployLocally(project(later, machine("second")), clients)).toEqual(first);
  const { definition } = await clients.stepFunctions.send(
    new DescribeStateMachineCommand({ stateMachineArn: first.get("orders") }),
  );
  expect(definition).toContain('"Comment":"second"');
  const { TimeToLiveDescription } = await clients.dynamodb.send(new DescribeTimeToLiveCommand({ TableName: "carts" }));
  expect(TimeToLiveDescription?.AttributeName).toBe("until");
});

test("what cannot be brought up to date is refused by name", async () => {
  await deployLocally(project(byId, machine("first")), clients);
  const byNumber = { partitionKey: { name: "id", type: "N" } };
  await expect(deployLocally(project(byNumber, machine("first")), clients)).rejects.toThrow("The table carts");
  await expect(deployLocally(project(byId, machine("first", "EXPRESS")), clients)).rejects.toThrow(
    "The machine orders that is kept is STANDARD, and the workflow is EXPRESS.",
  );
});
