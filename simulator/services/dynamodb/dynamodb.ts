import { crc32 } from "node:zlib";
import type { HttpHandler } from "../../http/http-handler.js";
import type { KeptState } from "../kept-state.js";
import { servicePlace, type ServicePlaceOptions } from "../service-place.js";
import { AwsError } from "../wire/aws-error.js";
import { jsonProtocolHandler } from "../wire/json-protocol.js";
import { listen, type Listening } from "../../http/listen.js";
import { dynamoDbActions } from "./actions.js";
import type { Engine } from "./engine.js";
import { expireItems } from "./expire-items.js";
import { KeptTables } from "./kept-tables.js";
import { StreamLog, type StreamListener } from "./streams/stream-log.js";
import type { StreamViewType } from "./table.js";
import { TransactionTokens } from "./transaction-tokens.js";

/** A key attribute: its name alone is a string key. */
export type TableKey = string | { readonly name: string; readonly type: "S" | "N" | "B" };

/** A global secondary index of such a table. */
export interface IndexSpecification {
  readonly name: string;
  readonly partitionKey: TableKey;
  readonly sortKey?: TableKey | undefined;
  /** What it has besides all keys. Default `all`. */
  readonly attributes?: "all" | "keys" | readonly string[];
}

/** A table as {@link DynamoDb.ensureTable} makes it. */
export interface TableSpecification {
  readonly name: string;
  readonly partitionKey: TableKey;
  readonly sortKey?: TableKey | undefined;
  /** The attribute that holds the expiry time in epoch seconds. */
  readonly timeToLive?: string | undefined;
  /** Global secondary indexes. Default: none. */
  readonly indexes?: readonly IndexSpecification[] | undefined;
  /** Default: no stream. */
  readonly stream?: StreamViewType | undefined;
}

/** An embedded DynamoDB, in memory. */
export interface DynamoDb {
  /** Answers what the AWS SDK's DynamoDB and DynamoDB Streams clients send. */
  readonly handler: HttpHandler;
  /** Carries out one action in process. Throws `AwsError` as the service refuses. */
  call(action: string, input: unknown): unknown;
  /** Creates a table with on-demand billing, unless a table of that name is there. */
  ensureTable(table: TableSpecification): void;
  /** Is told of every stream record as it is written; call the result to stop. */
  onStreamRecord(listener: StreamListener): () => void;
  /** Removes expired items now, without waiting for a request. */
  expireItems(): void;
  /** The tables, to be kept over restarts. */
  readonly kept: KeptState;
}

const maxBodyBytes = 16 * 1024 * 1024;
const validationCodes: ReadonlySet<string> = new Set(["ValidationException"]);
const frameworkCodes: ReadonlySet<string> = new Set(["SerializationException", "UnknownOperationException"]);

/** A DynamoDB with no tables. */
export function createDynamoDb(options: ServicePlaceOptions = {}): DynamoDb {
  const engine: Engine = {
    ...servicePlace(options),
    tables: new Map(),
    streams: new StreamLog(),
    transactionTokens: new TransactionTokens(),
    noteWrite: (table, before, after) => kept.note(table, before, after),
  };
  const kept = new KeptTables(engine);
  const findAction = (name: string) => {
    const action = dynamoDbActions.get(name);
    return (
      action &&
      ((input: unknown) =>
        kept.perform(name, input, (actingEngine) => {
          expireItems(engine);
          return action(actingEngine, input);
        }))
    );
  };
  const call = (name: string, input: unknown): unknown => {
    const action = findAction(name);
    if (action === undefined)
      throw new AwsError("UnknownOperationException", `The simulator does not have this operation: ${name}`);
    return action(input);
  };
  return {
    handler: jsonProtocolHandler({
      targetPrefixes: ["DynamoDB_20120810", "DynamoDBStreams_20120810"],
      contentType: "application/x-amz-json-1.0",
      errorNamespace,
      action: findAction,
      responseHeaders: (body) => ({ "x-amz-crc32": String(crc32(body)) }),
      maxBodyBytes,
    }),
    call,
    ensureTable: (table) => {
      if (!engine.tables.has(table.name)) makeTable(table, call);
    },
    onStreamRecord: (listener) => engine.streams.subscribe(listener),
    expireItems: () => void kept.perform("ExpireItems", {}, expireItems),
    kept,
  };
}

/** A DynamoDB behind a port of this machine. `port`: 0, the default, takes any free one. */
export async function startDynamoDb(
  options: ServicePlaceOptions & { readonly port?: number } = {},
): Promise<Listening & { readonly dynamodb: DynamoDb }> {
  const dynamodb = createDynamoDb(options);
  return { ...(await listen(dynamodb.handler, options.port ?? 0, "127.0.0.1")), dynamodb };
}

function makeTable(table: TableSpecification, run: DynamoDb["call"]): void {
  const indexes = table.indexes ?? [];
  const types = new Map([table, ...indexes].flatMap(keysOf).map(({ name, type }) => [name, type]));
  run("CreateTable", {
    TableName: table.name,
    AttributeDefinitions: [...types].map(([name, type]) => ({ AttributeName: name, AttributeType: type })),
    KeySchema: keySchema(table),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: projection(index),
      })),
    }),
    BillingMode: "PAY_PER_REQUEST",
    ...(table.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream } }),
  });
  if (table.timeToLive !== undefined)
    run("UpdateTimeToLive", {
      TableName: table.name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: table.timeToLive },
    });
}

type Keyed = Pick<TableSpecification, "partitionKey" | "sortKey">;

const keysOf = ({ partitionKey, sortKey }: Keyed) =>
  [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map((key) =>
    typeof key === "string" ? { name: key, type: "S" } : key,
  );

const keySchema = (keyed: Keyed) =>
  keysOf(keyed).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" }));

function projection({ attributes = "all" }: IndexSpecification) {
  if (attributes === "all") return { ProjectionType: "ALL" };
  if (attributes === "keys") return { ProjectionType: "KEYS_ONLY" };
  return { ProjectionType: "INCLUDE", NonKeyAttributes: [...attributes] };
}

function errorNamespace(code: string): string {
  if (validationCodes.has(code)) return "com.amazon.coral.validate#";
  return frameworkCodes.has(code) ? "com.amazon.coral.service#" : "com.amazonaws.dynamodb.v20120810#";
}
