import { expect, test } from "vitest";
import { bothEngines } from "./both-engines.js";
import { expectSame, same } from "./expect-same.js";
import { conditions, updates, valuesUsedIn } from "./expression-cases.js";

const table = {
  TableName: "cases",
  AttributeDefinitions: [
    { AttributeName: "p", AttributeType: "S" },
    { AttributeName: "s", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "p", KeyType: "HASH" },
    { AttributeName: "s", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
};
const key = { p: { S: "k" }, s: { N: "1" } };
const item = {
  ...key,
  n: { N: "5" },
  str: { S: "hello" },
  l: { L: [{ N: "1" }, { S: "x" }, { N: "3" }] },
  m: { M: { a: { N: "1" }, b: { M: { c: { S: "deep" } } } } },
  ss: { SS: ["a", "b", "c"] },
  ns: { NS: ["1", "2"] },
  bo: { BOOL: true },
  nu: { NULL: true },
  b: { B: "AAEC" },
  bs: { BS: ["AA=="] },
};

test("conditions hold, fail and are refused alike", async () => {
  const engines = bothEngines();
  await engines.call("CreateTable", table);
  await engines.call("PutItem", { TableName: "cases", Item: item });
  const misses: unknown[] = [];
  for (const condition of conditions) {
    const answers = await engines.call("UpdateItem", {
      TableName: "cases",
      Key: key,
      ConditionExpression: condition,
      ExpressionAttributeValues: valuesUsedIn(condition),
    });
    if (!same(answers.local, answers.ours)) misses.push({ condition, ...answers });
  }
  expect(misses).toEqual([]);
});

test("updates change items, and are refused, alike", async () => {
  const engines = bothEngines();
  await engines.call("CreateTable", table);
  const misses: unknown[] = [];
  for (const update of updates) {
    expectSame("put", await engines.call("PutItem", { TableName: "cases", Item: item }));
    const answers = await engines.call("UpdateItem", {
      TableName: "cases",
      Key: key,
      UpdateExpression: update,
      ExpressionAttributeValues: valuesUsedIn(update),
      ReturnValues: "ALL_NEW",
    });
    if (!same(answers.local, answers.ours)) misses.push({ update, ...answers });
  }
  expect(misses).toEqual([]);
});
