import { expect, test } from "vitest";
import { type Answer, type BothEngines, bothEngines } from "./both-engines.js";
import { expectSame } from "./expect-same.js";
import { batches, items, reads, tables, transactions, writes } from "./statements.js";

async function filledTables(): Promise<BothEngines> {
  const engines = bothEngines();
  for (const table of tables) await engines.call("CreateTable", table);
  for (const [TableName, Item] of items) expectSame(TableName, await engines.call("PutItem", { TableName, Item }));
  return engines;
}

/** Without an order that is asked for, that of the items is not compared. */
function inOneOrder(answer: Answer): Answer {
  if (!("output" in answer)) return answer;
  const output = answer.output as { readonly Items: readonly unknown[] };
  const byText = (left: unknown, right: unknown) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);
  return { output: { ...output, Items: [...output.Items].sort(byText) } };
}

test("statements that read are answered as DynamoDB Local answers them", async () => {
  const engines = await filledTables();
  for (const Statement of reads) {
    const { local, ours } = await engines.call("ExecuteStatement", { Statement });
    if (Statement.includes("ORDER BY")) expectSame(Statement, { local, ours });
    else expectSame(Statement, { local: inOneOrder(local), ours: inOneOrder(ours) });
  }
});

test("statements that write, and what they lead to, are the same as with DynamoDB Local", async () => {
  const engines = await filledTables();
  for (const Statement of writes) {
    expectSame(Statement, await engines.call("ExecuteStatement", { Statement }));
    for (const { TableName } of tables) {
      const { local, ours } = await engines.call("Scan", { TableName });
      expectSame(`${TableName} after ${Statement}`, { local: inOneOrder(local), ours: inOneOrder(ours) });
    }
  }
});

test("pages of statements go on where the one before ended", async () => {
  const engines = await filledTables();
  for (const Statement of [
    "SELECT p,s FROM tab WHERE p='a'",
    "SELECT p,s FROM tab WHERE p IN ('b','a')",
    // Descending orders are left out: DynamoDB Local puts the items of one page in order, and not the pages.
    "SELECT p,s FROM tab WHERE p='a' AND x='x2'",
    "SELECT p,s FROM tab WHERE p='a' AND s=1",
    "SELECT g FROM tab.gsi WHERE g IN ('g1','g2')",
  ]) {
    const pagesOf = async (engine: "local" | "ours") => {
      const pages: unknown[] = [];
      let NextToken: string | undefined;
      do {
        const request = { Statement, Limit: 1, ...(NextToken === undefined ? {} : { NextToken }) };
        const answer = (await engines.call("ExecuteStatement", request))[engine];
        if (!("output" in answer)) throw new Error(answer.message);
        const output = answer.output as { readonly Items: unknown; readonly NextToken?: string };
        pages.push(output.Items);
        NextToken = output.NextToken;
      } while (NextToken !== undefined);
      return pages;
    };
    expect({ Statement, pages: await pagesOf("ours") }).toEqual({ Statement, pages: await pagesOf("local") });
  }
});

test("batches and transactions of statements are the same as with DynamoDB Local", async () => {
  const engines = await filledTables();
  const calls = [
    ...batches.map((batch) => ["BatchExecuteStatement", { Statements: batch }] as const),
    ...transactions.map((transaction) => ["ExecuteTransaction", { TransactStatements: transaction }] as const),
  ];
  for (const [action, request] of calls) {
    const what = JSON.stringify(request);
    expectSame(what, await engines.call(action, request));
    const { local, ours } = await engines.call("Scan", { TableName: "one" });
    expectSame(`after ${what}`, { local: inOneOrder(local), ours: inOneOrder(ours) });
  }
});
