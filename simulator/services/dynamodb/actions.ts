import type { Engine } from "./engine.js";
import { batchExecuteStatement } from "./operations/batch-execute-statement.js";
import { batchGetItem, batchWriteItem } from "./operations/batch-operations.js";
import { createTable } from "./operations/create-table.js";
import { describeTable } from "./operations/describe-table.js";
import { executeStatement } from "./operations/execute-statement.js";
import { executeTransaction } from "./operations/execute-transaction.js";
import { getItem } from "./operations/get-item.js";
import { deleteTable, listTables } from "./operations/list-and-delete-tables.js";
import { query } from "./operations/query.js";
import { scan } from "./operations/scan.js";
import { deleteItem, putItem, updateItem } from "./operations/single-writes.js";
import { listTagsOfResource, tagResource, untagResource } from "./operations/tag-operations.js";
import { describeTimeToLive, updateTimeToLive } from "./operations/time-to-live-operations.js";
import { transactGetItems, transactWriteItems } from "./operations/transactions.js";
import { updateTable } from "./operations/update-table.js";
import { describeStream, getRecords, getShardIterator, listStreams } from "./streams/stream-operations.js";

type DynamoDbAction = (engine: Engine, json: unknown) => unknown;

/** Every action of DynamoDB and of DynamoDB Streams that is simulated. */
export const dynamoDbActions: ReadonlyMap<string, DynamoDbAction> = new Map<string, DynamoDbAction>([
  ["BatchExecuteStatement", batchExecuteStatement],
  ["BatchGetItem", batchGetItem],
  ["BatchWriteItem", batchWriteItem],
  ["CreateTable", createTable],
  ["DeleteItem", deleteItem],
  ["DeleteTable", deleteTable],
  ["DescribeTable", describeTable],
  ["DescribeTimeToLive", describeTimeToLive],
  ["ExecuteStatement", executeStatement],
  ["ExecuteTransaction", executeTransaction],
  ["GetItem", getItem],
  ["ListTables", listTables],
  ["ListTagsOfResource", listTagsOfResource],
  ["PutItem", putItem],
  ["Query", query],
  ["Scan", scan],
  ["TagResource", tagResource],
  ["TransactGetItems", transactGetItems],
  ["TransactWriteItems", transactWriteItems],
  ["UntagResource", untagResource],
  ["UpdateItem", updateItem],
  ["UpdateTable", updateTable],
  ["UpdateTimeToLive", updateTimeToLive],
  ["DescribeStream", describeStream],
  ["GetRecords", getRecords],
  ["GetShardIterator", getShardIterator],
  ["ListStreams", listStreams],
]);
