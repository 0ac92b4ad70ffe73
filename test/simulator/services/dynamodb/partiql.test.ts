import { beforeEach, describe, expect, test } from "vitest";

import { createDynamoDb, type DynamoDb } from "../../../../simulator/services/dynamodb/dynamodb.js";
import { items, reads, tables, writes } from "./local/statements.js";

let dynamodb: DynamoDb;
beforeEach(() => {
  dynamodb = createDynamoDb();
  for (const table of tables) dynamodb.call("CreateTable", table);
  for (const [TableName, Item] of items) dynamodb.call("PutItem", { TableName, Item });
});

const execute = (Statement: string, more: object = {}) => dynamodb.call("ExecuteStatement", { Statement, ...more });
const itemsOf = (Statement: string, more: object = {}) =>
  (execute(Statement, more) as { readonly Items: readonly object[] }).Items;

describe("statements that read", () => {
  test.each<[string, object, readonly object[]]>([
    ["SELECT x FROM tab WHERE p = ? AND s > ?", { Parameters: [{ S: "a" }, { N: "2" }] }, [{ x: { S: "x3" } }]],
    ["SELECT s FROM tab WHERE p='a' AND s < 3 ORDER BY s DESC", {}, [{ s: { N: "2" } }, { s: { N: "1" } }]],
    ["SELECT p FROM tab WHERE p IN ('b', 'a') AND s = 1", {}, [{ p: { S: "a" } }, { p: { S: "b" } }]],
    ['SELECT s FROM "tab"."gsi" WHERE g = \'g2\'', {}, [{ s: { N: "2" } }]],
    ["SELECT m.k[1], nope FROM tab WHERE p='a' AND s=1", {}, [{ "k[1]": { S: "two" } }]],
    ["SELECT id FROM one WHERE n IS MISSING", {}, [{ id: { S: "e" } }]],
    ["SELECT s FROM tab WHERE x IS NULL AND NOT contains(p, 'a') -- a comment", {}, [{ s: { N: "1" } }]],
    ["select n from one where \"Upper\" = 'U' and size(id) = 1;", {}, [{ n: { N: "5" } }]],
  ])("%s", (statement, more, expected) => {
    expect(itemsOf(statement, more)).toEqual(expected);
  });

  test("are read page by page", () => {
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = execute("SELECT s FROM tab WHERE p IN ('a','b')", { Limit: 1, ...(NextToken && { NextToken }) });
      const { Items, NextToken: next } = page as { Items: readonly object[]; NextToken?: string };
      seen.push(...Items);
      NextToken = next;
    } while (NextToken !== undefined);
    expect(seen).toEqual(["1", "2", "3", "1"].map((N) => ({ s: { N } })));
  });
});

describe("statements that write", () => {
  test("insert an item, and no second one of its key", () => {
    execute("INSERT INTO one VALUE {'id':'i', 'l':[1, null, ?], 'set':<<'a','b'>>}", { Parameters: [{ B: "AQI=" }] });
    expect(itemsOf("SELECT l, \"set\" FROM one WHERE id='i'")).toEqual([
      { l: { L: [{ N: "1" }, { NULL: true }, { B: "AQI=" }] }, set: { SS: ["a", "b"] } },
    ]);
    expect(() => execute("INSERT INTO one VALUE {'id':'i'}")).toThrow(
      expect.objectContaining({ code: "DuplicateItemException", message: "Duplicate primary key exists in table" }),
    );
  });

  test("update an item that is there", () => {
    expect(itemsOf("UPDATE one SET n=n+1 SET t=set_add(t,<<7>>) WHERE id='1' RETURNING MODIFIED NEW *")).toEqual([
      { n: { N: "6" }, t: { NS: ["7"] } },
    ]);
    expect(() => execute("UPDATE one SET n=1 WHERE id='nobody'")).toThrow("The conditional request failed");
    expect(() =>
      execute("UPDATE one SET n=1 WHERE id='1' AND n=99", { ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    ).toThrow(expect.objectContaining({ fields: { Item: expect.objectContaining({ n: { N: "6" } }) as unknown } }));
  });

  test("delete an item, if it is there", () => {
    expect(itemsOf("DELETE FROM one WHERE id='1' RETURNING ALL OLD *")).toMatchObject([{ n: { N: "5" } }]);
    expect(itemsOf("DELETE FROM one WHERE id='1' AND n=5 RETURNING ALL OLD *")).toEqual([]);
  });
});

test("statements of a batch stand for themselves, and those of a transaction for one another", () => {
  expect(
    dynamodb.call("BatchExecuteStatement", {
      Statements: [
        { Statement: "INSERT INTO one VALUE {'id':'1'}" },
        { Statement: "UPDATE one SET n=1 WHERE id='e' RETURNING ALL NEW *" },
      ],
    }),
  ).toEqual({
    Responses: [
      { TableName: "one", Error: { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" } },
      { TableName: "one", Item: { id: { S: "e" }, n: { N: "1" } } },
    ],
  });
  const transaction = (condition: string) => ({
    TransactStatements: [
      { Statement: "DELETE FROM one WHERE id='e'" },
      { Statement: `EXISTS(SELECT * FROM one WHERE id='1' AND ${condition})` },
    ],
  });
  expect(() => dynamodb.call("ExecuteTransaction", transaction("n=99"))).toThrow("[None, ConditionalCheckFailed]");
  expect(itemsOf("SELECT id FROM one WHERE id='e'")).toHaveLength(1);
  dynamodb.call("ExecuteTransaction", transaction("n=5"));
  expect(itemsOf("SELECT id FROM one WHERE id='e'")).toEqual([]);
});

test.each([
  ["SELEC * FROM one", "Statement wasn't well formed, can't be processed: SELEC * FROM one"],
  ["SELECT COUNT(*) FROM one", "Unexpected path component at 1:8:5"],
  ["SELECT p FROM tab, one", "Only select from a single table or index is supported."],
  ["SELECT n FROM one WHERE n LIKE 'x'", "Unsupported operator in Condition Expression. Operator: like"],
  ["SELECT n FROM one WHERE id = 5", "Key attribute's data type should match its data type in table's schema: Key id"],
  ["SELECT n FROM one WHERE id = ?", "Number of parameters in request and statement don't match."],
  ["UPDATE one SET a=1 WHERE n=1", "Where clause does not contain a mandatory equality on all key attributes"],
  ["INSERT INTO one VALUE {'n':1}", "Key attribute should be present in the item: Key id"],
])("%s is refused", (statement, message) => {
  expect(() => execute(statement)).toThrow(message);
});

test("what nests too deeply is no statement", () => {
  const nested = `${"(".repeat(4_000)}n=1${")".repeat(4_000)}`;
  expect(() => execute(`SELECT n FROM one WHERE ${nested}`)).toThrow("Statement wasn't well formed");
});

test("whatever a statement is, it is answered or refused", () => {
  const pieces = [...reads, ...writes].flatMap((statement) => statement.split(/(?<=\W)|(?=\W)/));
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (let run = 0; run < 3_000; run += 1) {
    const base = [...reads, ...writes][next(reads.length + writes.length)] ?? "";
    const cut = next(base.length);
    const statement = `${base.slice(0, cut)}${pieces[next(pieces.length)] ?? ""}${base.slice(cut + next(4))}`;
    if (statement === "") continue;
    try {
      execute(statement);
    } catch (error) {
      expect((error as { code?: string }).code, statement).toMatch(/Exception$/);
    }
  }
});
