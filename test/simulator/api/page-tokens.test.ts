import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  type ListExecutionsCommandInput,
  ListStateMachinesCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { clientOf } from "../client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
let stateMachineArn: string;
beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  sfn = clientOf(simulator.url);
  stateMachineArn = await sfn.create({ E: { Type: "Succeed" } });
  for (const name of ["1", "2", "3"]) await sfn.start(stateMachineArn, {}, name);
});
afterAll(async () => {
  sfn.client.destroy();
  await simulator.close();
});

const list = (more: Partial<ListExecutionsCommandInput> = {}) =>
  sfn.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1, ...more }));
const invalid = { name: "InvalidToken", message: "Invalid Token: 'Invalid token'" };
const hours = (count: number) => simulator.engine.time.passTime(count * 3_600_000);

test("a token is good for 24 hours, as often as it is used", async () => {
  const { nextToken } = await list();
  await hours(23);
  expect((await list({ nextToken })).executions).toMatchObject([{ name: "2" }]);
  await hours(1);
  const second = await list({ nextToken });
  expect(second.executions).toMatchObject([{ name: "2" }]);
  await simulator.engine.time.passTime(1);
  await expect(list({ nextToken })).rejects.toMatchObject(invalid);
  expect((await list({ nextToken: second.nextToken })).executions).toMatchObject([{ name: "1" }]);
});

test("a token belongs to the parameters with which it was given; pages may have another size", async () => {
  const { nextToken } = await list({ statusFilter: "SUCCEEDED" });
  expect((await list({ statusFilter: "SUCCEEDED", maxResults: 2, nextToken })).executions).toHaveLength(2);
  await expect(list({ nextToken })).rejects.toMatchObject(invalid);
  await expect(list({ statusFilter: "FAILED", nextToken })).rejects.toMatchObject(invalid);
});

test("a token belongs to its action", async () => {
  const { nextToken } = await list();
  await expect(sfn.client.send(new ListStateMachinesCommand({ nextToken }))).rejects.toMatchObject(invalid);
});

test("a token of a history belongs to its order", async () => {
  const executionArn = (await list()).executions?.[0]?.executionArn;
  const history = (reverseOrder: boolean, nextToken?: string) =>
    sfn.client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder, nextToken, maxResults: 1 }));
  const { nextToken } = await history(false);
  expect((await history(false, nextToken)).events).toMatchObject([{ id: 2 }]);
  await expect(history(true, nextToken)).rejects.toMatchObject(invalid);
});
