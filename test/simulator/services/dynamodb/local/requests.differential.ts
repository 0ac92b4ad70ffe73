import { expect, test } from "vitest";
import { bothEngines } from "./both-engines.js";
import { same } from "./expect-same.js";

type Request = readonly [action: string, input: object];

const TableName = "requests";
const attribute = (AttributeName: string, AttributeType: string) => ({ AttributeName, AttributeType });
const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" }]),
];
const table = {
  TableName,
  AttributeDefinitions: [attribute("p", "S"), attribute("s", "N"), attribute("g", "S")],
  KeySchema: keys("p", "s"),
  BillingMode: "PAY_PER_REQUEST",
  GlobalSecondaryIndexes: [
    { IndexName: "gsi", KeySchema: keys("g", "s"), Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x"] } },
  ],
  LocalSecondaryIndexes: [{ IndexName: "lsi", KeySchema: keys("p", "g"), Projection: { ProjectionType: "KEYS_ONLY" } }],
};
const items = [1, 2, 3, 4].map((n) => ({
  p: { S: "a" },
  s: { N: String(n) },
  g: { S: `g${n}` },
  x: { S: `x${n}` },
  y: { N: String(n) },
}));
const key = { p: { S: "a" }, s: { N: "1" } };
const other = { p: { S: "b" }, s: { N: "1" } };

const query = (KeyConditionExpression: string, ExpressionAttributeValues: object, more: object = {}): Request => [
  "Query",
  { TableName, KeyConditionExpression, ExpressionAttributeValues, ...more },
];
const a = { ":a": { S: "a" } };
const a2 = { ...a, ":2": { N: "2" } };
const transact = (...TransactItems: readonly object[]): Request => ["TransactWriteItems", { TransactItems }];
const put = (Item: object, more: object = {}): Request => ["PutItem", { TableName, Item, ...more }];

/** A text in so many lists. */
const nested = (levels: number): object => (levels === 0 ? { S: "x" } : { L: [nested(levels - 1)] });
const condition = (name: string, value: object): Request =>
  put(other, { ConditionExpression: `p = ${name}`, ExpressionAttributeValues: { [name]: value } });

const requests: readonly Request[] = [
  put({ ...other, "": { S: "x" } }),
  put({ ...other, m: { M: { "": { S: "x" } } } }),
  put({ ...other, deep: nested(31) }),
  put({ ...other, deep: nested(32) }),
  transact({ Put: { TableName, Item: { ...other, deep: nested(32) } } }),
  ["BatchWriteItem", { RequestItems: { [TableName]: [{ PutRequest: { Item: { ...other, deep: nested(32) } } }] } }],
  [
    "UpdateItem",
    { TableName, Key: other, UpdateExpression: "SET deep = :v", ExpressionAttributeValues: { ":v": nested(32) } },
  ],
  condition(":v", nested(32)),
  condition(":v", { M: { "": { S: "x" } } }),
  condition(`:${"v".repeat(254)}`, { S: "b" }),
  condition(`:${"v".repeat(255)}`, { S: "b" }),
  condition(":v", { S: "x".repeat(2 * 1024 * 1024 + 1) }),
  put(other, {
    ConditionExpression: `#${"n".repeat(255)} = :v`,
    ExpressionAttributeNames: { [`#${"n".repeat(255)}`]: "p" },
    ExpressionAttributeValues: { ":v": { S: "b" } },
  }),
  put(other, { Expected: { "": { Value: { S: "x" } } } }),
  ["UpdateItem", { TableName, Key: other, AttributeUpdates: { "": { Value: { S: "x" } } } }],
  query("p = :a", a, { Limit: 2, ReturnConsumedCapacity: "INDEXES" }),
  query("p = :a", a, { IndexName: "gsi" }),
  query("g = :a", { ":a": { S: "g1" } }, { IndexName: "gsi", ReturnConsumedCapacity: "INDEXES", Limit: 1 }),
  query("p = :a", a, { IndexName: "lsi", ReturnConsumedCapacity: "INDEXES", Limit: 1 }),
  query("p = :a", a, { IndexName: "lsi", Select: "ALL_ATTRIBUTES", ReturnConsumedCapacity: "INDEXES", Limit: 1 }),
  query("g = :a", { ":a": { S: "g1" } }, { IndexName: "gsi", Select: "ALL_ATTRIBUTES" }),
  query("g = :a", { ":a": { S: "g1" } }, { IndexName: "gsi", ConsistentRead: true }),
  query("g = :a", { ":a": { S: "g1" } }, { IndexName: "gsi", ProjectionExpression: "y" }),
  query("p = :a", a, { IndexName: "lsi", ProjectionExpression: "y,g" }),
  query("p = :a", a, { IndexName: "nope" }),
  query("p = :a", a, { Select: "COUNT" }),
  query("p = :a", a, { Select: "SPECIFIC_ATTRIBUTES" }),
  query("p = :a", a, { Select: "COUNT", ProjectionExpression: "x" }),
  query("p = :a", a, { Select: "ALL_PROJECTED_ATTRIBUTES" }),
  query("p = :a", a, { Select: "XX" }),
  query("p > :a", a),
  query("s = :2", { ":2": { N: "2" } }),
  query("p = :a AND x = :2", a2),
  query("p = :a OR s = :2", a2),
  query("p = :a AND s <> :2", a2),
  query("p = :a AND s IN (:2)", a2),
  query("p = :a AND NOT s = :2", a2),
  query("p = :a AND s = :2 AND s < :2", a2),
  query("p = :a AND begins_with(s, :2)", a2),
  query("p = :a AND s = :a", a),
  query(":a = p and :2 < s", a2),
  query("p = :a and size(s) = :2", a2),
  query("p = :a AND s BETWEEN :2 AND :1", { ...a2, ":1": { N: "1" } }),
  query("p = :a AND s BETWEEN :2 AND :3", { ...a2, ":3": { N: "3" } }),
  query("p.x = :a", a),
  query("p = :a AND contains(s, :2)", a2),
  query("(p = :a) AND (s >= :2)", a2, { ScanIndexForward: false, Limit: 1 }),
  query("p = :a and :2 between s and s", a2),
  query("s = :2 AND begins_with(p,:a)", a2),
  query("p = :a", { ...a, ":z": { N: "1" } }),
  query("p = :a", a, { ExpressionAttributeNames: { "#z": "z" } }),
  query("p = :a", { ...a, ":s": { N: "1" } }, { FilterExpression: "s = :s" }),
  query("p = :a", { ...a, ":y": { N: "2" } }, { FilterExpression: "y > :y", Limit: 3 }),
  query("p = :a", a, { ExclusiveStartKey: { p: { S: "a" } } }),
  query("p = :a", a, { ExclusiveStartKey: { ...key, x: { S: "1" } } }),
  query("p = :a", a, { Limit: 0 }),
  query("p = :a", a, { ProjectionExpression: "x, x.y" }),
  query("p = :a", a, { ProjectionExpression: "size(x)" }),
  query("p = :a", a, { ProjectionExpression: "x", AttributesToGet: ["x"] }),
  ["Query", { TableName }],
  ["Query", { TableName, KeyConditions: { p: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "a" }] } } }],
  [
    "Query",
    {
      TableName,
      KeyConditions: { p: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "a" }] } },
      QueryFilter: { y: { ComparisonOperator: "GT", AttributeValueList: [{ N: "2" }] } },
    },
  ],
  ...["EQ", "NE", "LT", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH", "IN"].flatMap((ComparisonOperator): Request[] =>
    ["y", "x", "nothing"].map((name) => [
      "Scan",
      {
        TableName,
        Select: "COUNT",
        ScanFilter: { [name]: { ComparisonOperator, AttributeValueList: [name === "y" ? { N: "2" } : { S: "x2" }] } },
      },
    ]),
  ),
  ...["NULL", "NOT_NULL", "EQ"].map((ComparisonOperator): Request => [
    "Scan",
    { TableName, Select: "COUNT", ScanFilter: { nothing: { ComparisonOperator } } },
  ]),
  [
    "Scan",
    {
      TableName,
      Select: "COUNT",
      ScanFilter: { y: { ComparisonOperator: "BETWEEN", AttributeValueList: [{ N: "2" }, { N: "3" }] } },
    },
  ],
  ["Scan", { TableName, Segment: 0 }],
  ["Scan", { TableName, Segment: 3, TotalSegments: 2 }],
  ["Scan", { TableName, TotalSegments: 2 }],
  ["Scan", { TableName, IndexName: "gsi", ConsistentRead: true }],
  ["Scan", { TableName, ExpressionAttributeValues: { ":a": { N: "1" } } }],
  ["Scan", { TableName, ExpressionAttributeNames: { "#a": "a" } }],
  ["Scan", { TableName, FilterExpression: "x=:a", ExpressionAttributeNames: {}, ExpressionAttributeValues: {} }],
  ["Scan", { TableName, FilterExpression: "x=:a", ExpressionAttributeValues: { a: { N: "1" } } }],
  ["Scan", { TableName, FilterExpression: "x=:a", ExpressionAttributeValues: { ":a": {} } }],
  ["Scan", { TableName, FilterExpression: "x=:a", ExpressionAttributeValues: { ":a": { N: "x" } } }],
  [
    "Scan",
    {
      TableName,
      FilterExpression: "#1=:a",
      ExpressionAttributeNames: { "#1": "" },
      ExpressionAttributeValues: { ":a": { N: "1" } },
    },
  ],
  [
    "Scan",
    {
      TableName,
      FilterExpression: `x = :a ${"OR x = :a ".repeat(400)}`,
      ExpressionAttributeValues: { ":a": { N: "1" } },
    },
  ],
  transact(
    { Put: { TableName, Item: { ...other, n: { N: "1" } } } },
    { Delete: { TableName, Key: { ...other, s: { N: "9" } } } },
  ),
  transact(
    {
      Put: {
        TableName,
        Item: other,
        ConditionExpression: "attribute_not_exists(p)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    },
    { ConditionCheck: { TableName, Key: key, ConditionExpression: "attribute_exists(nothing)" } },
  ),
  transact(),
  transact({}),
  transact({ Put: { TableName, Item: key }, Delete: { TableName, Key: key } }),
  transact({ Put: { TableName, Item: key } }, { Delete: { TableName, Key: key } }),
  transact({ ConditionCheck: { TableName, Key: key } }),
  transact({ Put: { TableName: "nowhere", Item: key } }),
  transact({ Put: { TableName, Item: { ...key, v: { N: "xx" } } } }),
  transact({ Put: { TableName, Item: key, ConditionExpression: "foo(" } }),
  transact({
    Update: { TableName, Key: key, UpdateExpression: "SET p = :a", ExpressionAttributeValues: { ":a": { N: "1" } } },
  }),
  transact(
    ...Array.from({ length: 101 }, (_, n) => ({ Put: { TableName, Item: { p: { S: "t" }, s: { N: String(n) } } } })),
  ),
  [
    "TransactGetItems",
    { TransactItems: [{ Get: { TableName, Key: key } }, { Get: { TableName, Key: { ...key, s: { N: "99" } } } }] },
  ],
  ["TransactGetItems", { TransactItems: [{ Get: { TableName, Key: key } }, { Get: { TableName, Key: key } }] }],
  ["BatchGetItem", { RequestItems: { [TableName]: { Keys: [key, key] } } }],
  ["BatchGetItem", { RequestItems: {} }],
  ["BatchGetItem", { RequestItems: { [TableName]: { Keys: [] } } }],
  ["BatchGetItem", { RequestItems: { nowhere: { Keys: [key] } } }],
  ["BatchGetItem", { RequestItems: { [TableName]: { Keys: [{ p: { S: "a" } }] } } }],
  [
    "BatchGetItem",
    {
      RequestItems: {
        [TableName]: { Keys: Array.from({ length: 101 }, (_, n) => ({ p: { S: "t" }, s: { N: String(n) } })) },
      },
    },
  ],
  [
    "BatchWriteItem",
    { RequestItems: { [TableName]: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }] } },
  ],
  ["BatchWriteItem", { RequestItems: { [TableName]: [] } }],
  ["BatchWriteItem", { RequestItems: {} }],
  ["BatchWriteItem", { RequestItems: { [TableName]: [{}] } }],
  ["BatchWriteItem", { RequestItems: { [TableName]: [{ PutRequest: { Item: { p: { S: "x" } } } }] } }],
  ["BatchWriteItem", { RequestItems: { [TableName]: [{ PutRequest: { Item: { p: { S: "w" }, s: { N: "1" } } } }] } }],
  put({ ...key, v: { S: "x".repeat(410_000) } }),
  put({ ...other, v: { S: "x".repeat(409_000) } }, { ReturnConsumedCapacity: "TOTAL" }),
  [
    "UpdateItem",
    {
      TableName,
      Key: other,
      UpdateExpression: "SET w = :w",
      ExpressionAttributeValues: { ":w": { S: "x".repeat(900) } },
    },
  ],
  [
    "GetItem",
    { TableName, Key: other, ProjectionExpression: "p", ReturnConsumedCapacity: "TOTAL", ConsistentRead: true },
  ],
  put(other, { ReturnValues: "ALL_NEW" }),
  put({ p: { S: "a" } }),
  put({ p: { N: "1" }, s: { N: "1" } }),
  put({ p: { S: "" }, s: { N: "1" } }),
  put({ ...other, g: { N: "1" } }),
  put({ ...other, g: { S: "" } }),
  put(other, { ConditionExpression: "attribute_exists(q)", Expected: { q: { Exists: false } } }),
  put(other, { Expected: { q: { Exists: true } } }),
  put(other, { Expected: { q: { Value: { N: "1" } } } }),
  put(other, {
    Expected: { q: { Exists: false }, p: { ComparisonOperator: "BEGINS_WITH", AttributeValueList: [{ S: "b" }] } },
  }),
  ...["ADD", "PUT", "DELETE"].flatMap((Action): Request[] =>
    [{ N: "1" }, { SS: ["a"] }, { L: [{ N: "1" }] }, undefined].map((Value) => [
      "UpdateItem",
      {
        TableName,
        Key: { p: { S: "legacy" }, s: { N: "1" } },
        AttributeUpdates: { c: { Action, Value } },
        ReturnValues: "ALL_NEW",
      },
    ]),
  ),
  ["UpdateItem", { TableName, Key: { p: { S: "new" }, s: { N: "1" } }, ReturnValues: "ALL_NEW" }],
  [
    "UpdateItem",
    { TableName, Key: key, UpdateExpression: "SET g = :g", ExpressionAttributeValues: { ":g": { N: "1" } } },
  ],
  [
    "UpdateItem",
    { TableName, Key: key, UpdateExpression: "SET g = :g", ExpressionAttributeValues: { ":g": { S: "" } } },
  ],
  [
    "UpdateItem",
    {
      TableName,
      Key: key,
      UpdateExpression: "SET g = :g",
      ExpressionAttributeValues: { ":g": { S: "moved" } },
      ReturnConsumedCapacity: "INDEXES",
    },
  ],
  ["DeleteItem", { TableName, Key: key, ReturnConsumedCapacity: "INDEXES", ReturnValues: "ALL_OLD" }],
  ["GetItem", { TableName, Key: { p: { S: "a" } } }],
  ["GetItem", { TableName, Key: { p: { S: "a" }, s: { S: "1" } } }],
  ["GetItem", { TableName: "nowhere", Key: key }],
  ["CreateTable", table],
  ["UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" } }],
  ["UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" } }],
  ["DescribeTimeToLive", { TableName }],
  ["UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: false, AttributeName: "ttl" } }],
  ["UpdateTimeToLive", { TableName, TimeToLiveSpecification: { Enabled: false, AttributeName: "ttl" } }],
  ["ListTables", {}],
];

test(`${requests.length} requests are answered alike`, async () => {
  const engines = bothEngines();
  await engines.call("CreateTable", table);
  for (const Item of items) await engines.call("PutItem", { TableName, Item });
  const misses: unknown[] = [];
  for (const [action, input] of requests) {
    const answers = await engines.call(action, input);
    if (!same(answers.local, answers.ours))
      misses.push({ action, input: JSON.stringify(input).slice(0, 500), ...answers });
  }
  expect(misses).toEqual([]);
});
