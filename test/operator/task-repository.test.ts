import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTaskRepository, type TaskRepository } from "../../operator/index.js";
import { makeRemoteTable } from "../workflows/support/remote-tables.js";
import { putTask, startTable, tableName, tableOf } from "./inbox-fixture.js";

let table: Awaited<ReturnType<typeof startTable>>;
let repository: TaskRepository;

beforeAll(async () => {
  table = await startTable();
  repository = createTaskRepository(table.client, tableName);
});
afterAll(() => table.close());

test("lists every page, oldest first, filtered, and sets damaged items apart", async () => {
  // 30 items of 50 kB need more than one page of 1 MB
  const input = JSON.stringify("x".repeat(50_000));
  for (let index = 0; index < 30; index++) {
    // As the context object writes times: without a fraction where it is zero
    const createdAt = new Date(Date.UTC(2026, 10, 27, 6) - index * 500).toISOString().replace(".000Z", "Z");
    const workflow = index % 2 === 0 ? "checkout" : "loyalty";
    await putTask(table.client, `task-${index}`, { createdAt, input, workflow });
  }
  await putTask(table.client, "no-form", { form: undefined });
  await putTask(table.client, "bad-input", { input: "{oops" });
  await putTask(table.client, "bad-status", { status: "MAYBE" });

  const all = await repository.list();
  expect(all.tasks.map(({ taskId }) => taskId)).toEqual(Array.from({ length: 30 }, (_, index) => `task-${29 - index}`));
  expect(all.damaged.map(({ message }) => message).sort()).toEqual([
    "The item bad-input is not a human task: input is not JSON",
    'The item bad-status is not a human task: its status is "MAYBE"',
    "The item no-form is not a human task: form is missing",
  ]);
  expect((await repository.list({ workflow: "loyalty", status: ["PENDING"] })).tasks).toHaveLength(15);
  expect((await repository.list({ status: ["COMPLETED"] })).tasks).toHaveLength(0);
});

test("tasks of a status come from the index, page by page, which has their tokens not", async () => {
  const list = await repository.list({ status: ["PENDING", "DECIDED"] });
  expect(list.lacksIndex).toBe(false);
  expect(list.tasks.map(({ taskId }) => taskId)).toEqual(
    Array.from({ length: 30 }, (_, index) => `task-${29 - index}`),
  );
  expect(list.damaged.map(({ taskId }) => taskId).sort()).toEqual(["bad-input", "no-form"]);

  const indexed = { TableName: tableName, IndexName: "by-status", Limit: 1 };
  const { Items: [item = {}] = [] } = await table.client.send(new ScanCommand(indexed));
  expect(Object.keys(item)).toContain("input");
  expect(Object.keys(item)).not.toContain("token");
});

test("a table from before there was an index is read whole, and the list says so", async () => {
  await makeRemoteTable(table.client, tableOf("older-tasks", []));
  await putTask(table.client, "waiting", {}, "older-tasks");
  await putTask(table.client, "done", { status: "COMPLETED" }, "older-tasks");
  const older = createTaskRepository(table.client, "older-tasks");
  const list = await older.list({ status: ["PENDING"] });
  expect(list.tasks.map(({ taskId }) => taskId)).toEqual(["waiting"]);
  expect(list.lacksIndex).toBe(true);
  expect((await older.list()).lacksIndex).toBe(false);
});

test("names a table that is not there", async () => {
  const missing = createTaskRepository(table.client, "no-such-table");
  for (const filter of [{}, { status: ["PENDING"] }] as const)
    await expect(missing.list(filter)).rejects.toMatchObject({
      code: "InboxUnavailable",
      message: "The table no-such-table cannot be used: it does not exist at this endpoint",
    });
});

test("a decision is recorded once, and closing twice changes nothing", async () => {
  await putTask(table.client, "once");
  const decision = { kind: "reject", reason: "no", by: "dana", at: "2026-11-27T07:00:00.000Z" } as const;
  expect(await repository.recordDecision("once", decision)).toBe(true);
  expect(await repository.recordDecision("once", { ...decision, by: "kim" })).toBe(false);
  await repository.close("once", "REJECTED", "2026-11-27T07:00:01.000Z");
  await repository.close("once", "EXPIRED", "2026-11-27T07:00:02.000Z");
  expect(await repository.get("once")).toMatchObject({
    status: "REJECTED",
    decision,
    closedAt: "2026-11-27T07:00:01.000Z",
  });
  expect(await repository.readToken("once")).toBeUndefined();
  expect(await repository.recordDecision("not-there", decision)).toBe(false);
});
