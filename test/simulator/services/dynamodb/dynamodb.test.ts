import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../../../simulator/services/dynamodb/dynamodb.js";
import { manualClock } from "../manual-clock.js";

const clock = manualClock();
let running: Awaited<ReturnType<typeof startDynamoDb>>;
let client: DynamoDBClient;
let streams: DynamoDBStreamsClient;

beforeAll(async () => {
  running = await startDynamoDb({ clock });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const configuration = { endpoint: running.url, region: "us-east-1", credentials, maxAttempts: 1 };
  client = new DynamoDBClient(configuration);
  streams = new DynamoDBStreamsClient(configuration);
});

afterAll(async () => {
  client.destroy();
  streams.destroy();
  await running.close();
});

let tables = 0;

/** A new table with a hash key `id` and a numeric range key `at`. */
function newTable(more: { readonly timeToLive?: string; readonly stream?: "NEW_AND_OLD_IMAGES" } = {}): string {
  const name = `table-${tables++}`;
  running.dynamodb.ensureTable({ name, partitionKey: "id", sortKey: { name: "at", type: "N" }, ...more });
  return name;
}

/** A text in so many lists. */
const inLists = (levels: number): AttributeValue => (levels === 0 ? { S: "x" } : { L: [inLists(levels - 1)] });
const key = (id: string, at: number) => ({ id: { S: id }, at: { N: String(at) } });

test("an item comes back as it was put, numbers in plain notation", async () => {
  const TableName = newTable();
  const bytes = Uint8Array.from([0, 255, 1]);
  await client.send(
    new PutItemCommand({
      TableName,
      Item: {
        ...key("a", 1),
        n: { N: "1.50e3" },
        b: { B: bytes },
        m: { M: { l: { L: [{ NULL: true }] } } },
      },
    }),
  );
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: key("a", 1) }));
  expect(Item).toMatchObject({ n: { N: "1500" }, b: { B: bytes }, m: { M: { l: { L: [{ NULL: true }] } } } });
});

test("an atomic counter counts from nothing", async () => {
  const TableName = newTable();
  const add = () =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key("orders", 0),
        UpdateExpression: "ADD #value :one",
        ExpressionAttributeNames: { "#value": "value" },
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "UPDATED_NEW",
      }),
    );
  await Promise.all([add(), add(), add()]);
  expect((await add()).Attributes).toEqual({ value: { N: "4" } });
});

test("UPDATED_NEW shows only the paths that the update changed", async () => {
  const TableName = newTable();
  const Item = { ...key("a", 1), m: { M: { x: { N: "1" }, y: { N: "2" } } }, l: { L: [{ N: "1" }, { N: "2" }] } };
  await client.send(new PutItemCommand({ TableName, Item }));
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: key("a", 1),
      UpdateExpression: "SET m.x = :v, l[1] = :v",
      ExpressionAttributeValues: { ":v": { N: "9" } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  expect(Attributes).toEqual({ m: { M: { x: { N: "9" } } }, l: { L: [{ N: "9" }] } });
});

test("a failed condition names itself and shows the item on request", async () => {
  const TableName = newTable();
  await client.send(new PutItemCommand({ TableName, Item: { ...key("a", 1), owner: { S: "me" } } }));
  const error: unknown = await client
    .send(
      new PutItemCommand({
        TableName,
        Item: key("a", 1),
        ConditionExpression: "attribute_not_exists(id)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    )
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ message: "The conditional request failed", Item: { owner: { S: "me" } } });
});

describe("transactions", () => {
  test("a transaction writes all or nothing, with a reason for each action", async () => {
    const TableName = newTable();
    await client.send(new PutItemCommand({ TableName, Item: { ...key("stock", 0), left: { N: "1" } } }));
    const take = (order: number) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: key("order", order) } },
            {
              Update: {
                TableName,
                Key: key("stock", 0),
                UpdateExpression: "SET #l = #l - :one",
                ConditionExpression: "#l >= :one",
                ExpressionAttributeNames: { "#l": "left" },
                ExpressionAttributeValues: { ":one": { N: "1" } },
                ReturnValuesOnConditionCheckFailure: "ALL_OLD",
              },
            },
          ],
        }),
      );
    await take(1);
    const error: unknown = await take(2).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
      CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { left: { N: "0" } } }],
    });
    const { Responses } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: [{ Get: { TableName, Key: key("order", 1) } }, { Get: { TableName, Key: key("order", 2) } }],
      }),
    );
    expect(Responses).toEqual([{ Item: key("order", 1) }, {}]);
  });

  test("a repeated client token does nothing for ten minutes, and is refused for another request", async () => {
    const TableName = newTable();
    const add = (by: string, ClientRequestToken: string) =>
      client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken,
          TransactItems: [
            {
              Update: {
                TableName,
                Key: key("sum", 0),
                UpdateExpression: "ADD amount :by",
                ExpressionAttributeValues: { ":by": { N: by } },
              },
            },
          ],
        }),
      );
    await add("5", "token");
    await add("5", "token");
    await expect(add("6", "token")).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
    clock.advance(10 * 60_000);
    await add("5", "token");
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key("sum", 0) }));
    expect(Item?.["amount"]).toEqual({ N: "10" });
  });
});

describe("reading many items", () => {
  test("a query pages through a hash key in the order of numbers, either way", async () => {
    const TableName = newTable();
    const writes = [10, 9, -1, 2.5, 100].map((at) => ({ PutRequest: { Item: key("a", at) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: writes } }));
    for (const ScanIndexForward of [true, false]) {
      const found: (string | undefined)[] = [];
      const pages = paginateQuery(
        { client, pageSize: 2 },
        {
          TableName,
          ScanIndexForward,
          KeyConditionExpression: "id = :id AND #at BETWEEN :low AND :high",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: { ":id": { S: "a" }, ":low": { N: "-1" }, ":high": { N: "10" } },
        },
      );
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => item["at"]?.N));
      expect(found).toEqual(ScanIndexForward ? ["-1", "2.5", "9", "10"] : ["10", "9", "2.5", "-1"]);
    }
  });

  test("a parallel scan sees every item once", async () => {
    const TableName = newTable();
    for (let start = 0; start < 100; start += 25) {
      const writes = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: key(`id-${start + i}`, 0) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: writes } }));
    }
    const found: (string | undefined)[] = [];
    for (const Segment of [0, 1, 2]) {
      for await (const { Items = [] } of paginateScan(
        { client, pageSize: 7 },
        { TableName, Segment, TotalSegments: 3 },
      ))
        found.push(...Items.map((item) => item["id"]?.S));
    }
    expect(new Set(found).size).toBe(100);
    expect(found.length).toBe(100);
  });

  test("an index created later is filled, follows changes, and pages through equal keys", async () => {
    const TableName = newTable();
    const put = (id: string, at: number, status: string) =>
      client.send(new PutItemCommand({ TableName, Item: { ...key(id, at), status: { S: status } } }));
    await Promise.all([put("a", 1, "open"), put("b", 1, "open"), put("c", 1, "open"), put("d", 1, "done")]);
    await client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: "status", AttributeType: "S" }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: "by-status",
              KeySchema: [{ AttributeName: "status", KeyType: "HASH" }],
              Projection: { ProjectionType: "KEYS_ONLY" },
            },
          },
        ],
      }),
    );
    const open = async () => {
      const found: (string | undefined)[] = [];
      const request = {
        TableName,
        IndexName: "by-status",
        KeyConditionExpression: "#s = :s",
        ExpressionAttributeNames: { "#s": "status" },
        ExpressionAttributeValues: { ":s": { S: "open" } },
      };
      for await (const { Items = [] } of paginateQuery({ client, pageSize: 1 }, request))
        found.push(...Items.map((item) => item["id"]?.S));
      return found.sort();
    };
    expect(await open()).toEqual(["a", "b", "c"]);
    await put("b", 1, "done");
    await client.send(new DeleteItemCommand({ TableName, Key: key("c", 1) }));
    expect(await open()).toEqual(["a"]);
  });

  test("a page ends after a megabyte", async () => {
    const TableName = newTable();
    const blob = { S: "x".repeat(300_000) };
    for (let at = 0; at < 5; at++)
      await client.send(new PutItemCommand({ TableName, Item: { ...key("a", at), blob } }));
    const answer = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": { S: "a" } },
      }),
    );
    expect(answer.Count).toBe(4);
    expect(answer.LastEvaluatedKey).toEqual(key("a", 3));
  });
});

describe("time to live and streams", () => {
  test("an item expires by the clock and its removal is the service's doing", async () => {
    const TableName = newTable({ timeToLive: "expires", stream: "NEW_AND_OLD_IMAGES" });
    const expires = { N: String(Math.floor(clock.nowMs() / 1000) + 3600) };
    await client.send(new PutItemCommand({ TableName, Item: { ...key("a", 1), expires } }));
    const get = async () => (await client.send(new GetItemCommand({ TableName, Key: key("a", 1) }))).Item;
    clock.advance(3599_000);
    expect(await get()).toBeDefined();
    const seen: unknown[] = [];
    const stop = running.dynamodb.onStreamRecord((record) => seen.push(record));
    clock.advance(1000);
    running.dynamodb.expireItems();
    stop();
    expect(await get()).toBeUndefined();
    expect(seen).toMatchObject([
      { eventName: "REMOVE", userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" } },
    ]);
  });

  test("a stream shows inserts, changes and removals, and no write that changed nothing", async () => {
    const TableName = newTable({ stream: "NEW_AND_OLD_IMAGES" });
    const put = (v: string) => client.send(new PutItemCommand({ TableName, Item: { ...key("a", 1), v: { S: v } } }));
    await put("one");
    await put("one");
    await put("two");
    await client.send(new DeleteItemCommand({ TableName, Key: key("a", 1) }));
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const StreamArn = Table?.LatestStreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(
      Records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage?.["v"], dynamodb?.NewImage?.["v"]]),
    ).toEqual([
      ["INSERT", undefined, { S: "one" }],
      ["MODIFY", { S: "one" }, { S: "two" }],
      ["REMOVE", { S: "two" }, undefined],
    ]);
    const next = await streams.send(new GetRecordsCommand({ ShardIterator: NextShardIterator }));
    expect(next.Records).toEqual([]);
  });
});

test.each([
  [
    { n: { N: "12345678901234567890123456789012345678901" } },
    "Attempting to store more than 38 significant digits in a Number",
  ],
  [{ n: { N: "1e126" } }, "Number overflow. Attempting to store a number with magnitude larger than supported range"],
  [{ n: { N: "abc" } }, "The parameter cannot be converted to a numeric value: abc"],
  [
    { s: { SS: ["a", "a"] } },
    "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
  ],
  [{ s: { S: "x".repeat(410_000) } }, "Item size has exceeded the maximum allowed size"],
  [{ m: { M: { "": { S: "x" } } } }, "Empty attribute name"],
  [
    { deep: inLists(32) },
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
  ],
])("an item that DynamoDB cannot hold is refused in its words: %#", async (attributes, message) => {
  const TableName = newTable();
  await expect(
    client.send(new PutItemCommand({ TableName, Item: { ...key("a", 1), ...attributes } })),
  ).rejects.toMatchObject({ name: "ValidationException", message });
});

test("an update of a table that is refused changes nothing, and makes one index at most", async () => {
  const TableName = newTable();
  const index = (IndexName: string) => ({
    Create: {
      IndexName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
      Projection: { ProjectionType: "ALL" as const },
    },
  });
  const update = (more: object) => client.send(new UpdateTableCommand({ TableName, ...more }));
  await expect(update({ GlobalSecondaryIndexUpdates: [index("one"), index("two")] })).rejects.toMatchObject({
    name: "LimitExceededException",
    message: "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
  });
  await expect(
    update({
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "nope" } }],
    }),
  ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({ BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } });
  expect(Table).not.toHaveProperty("GlobalSecondaryIndexes");
});

test("an update that nests an item too deeply is refused", async () => {
  const TableName = newTable();
  const update = (value: AttributeValue) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key("a", 1),
        UpdateExpression: "SET deep = :deep",
        ExpressionAttributeValues: { ":deep": value },
      }),
    );
  await update(inLists(31));
  await expect(update(inLists(32))).rejects.toMatchObject({ message: "Nesting Levels have exceeded supported limits" });
});

test.each([
  ["SET remove = :v", 'Syntax error; token: "remove", near: "SET remove ="'],
  ["SET a = :v, REMOVE b", 'Syntax error; token: "REMOVE", near: ", REMOVE b"'],
  [`SET a${".a".repeat(32)} = :v`, "The document path has too many nesting levels; nesting levels: 33"],
])("the update %s is no expression", async (UpdateExpression, message) => {
  const TableName = newTable();
  await expect(
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key("a", 1),
        UpdateExpression,
        ExpressionAttributeValues: { ":v": { S: "x" } },
      }),
    ),
  ).rejects.toMatchObject({ message: `Invalid UpdateExpression: ${message}` });
});

test("tables that are missing or there already are refused, and names that no table can have", async () => {
  const TableName = newTable();
  await expect(client.send(new GetItemCommand({ TableName: "/a", Key: key("a", 1) }))).rejects.toMatchObject({
    name: "ValidationException",
    message:
      "2 validation errors detected: Value '/a' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; " +
      "Value '/a' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  });
  await expect(client.send(new GetItemCommand({ TableName: "nowhere", Key: key("a", 1) }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Requested resource not found",
  });
  await expect(
    client.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    ),
  ).rejects.toMatchObject({ name: "ResourceInUseException", message: `Table already exists: ${TableName}` });
});
