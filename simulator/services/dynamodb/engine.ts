import { AwsError } from "../wire/aws-error.js";
import type { ServicePlace } from "../service-place.js";
import type { Item } from "./attribute-value.js";
import type { StreamLog } from "./streams/stream-log.js";
import type { Table } from "./table.js";
import type { TransactionTokens } from "./transaction-tokens.js";

/** The state of one embedded DynamoDB: everything that its operations read and change. */
export interface Engine extends ServicePlace {
  readonly tables: Map<string, Table>;
  readonly streams: StreamLog;
  readonly transactionTokens: TransactionTokens;
  /** Is told of every item that is written or taken away. */
  noteWrite?(table: Table, before: Item | undefined, after: Item | undefined): void;
}

/** The table of that name or ARN. Throws `ResourceNotFoundException`. */
export function findTable(engine: Engine, nameOrArn: string): Table {
  const table = engine.tables.get(tableName(nameOrArn));
  if (table === undefined) throw new AwsError("ResourceNotFoundException", "Requested resource not found");
  return table;
}

/** The name in `arn:aws:dynamodb:<region>:<account>:table/<name>`, or the name itself. */
export function tableName(nameOrArn: string): string {
  return /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
