import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { HistoryEvent, SFNClient } from "@aws-sdk/client-sfn";
import type { ManifestIndex, ManifestTable } from "setpiece/compiler";
import { humanTasksIndex } from "setpiece";
import { readIndex } from "../../compiler/analyse/tasks/read-index.js";
import { makeRemoteTable } from "../workflows/support/remote-tables.js";
import { startDynamoDb } from "../../simulator/services/dynamodb/dynamodb.js";

export const token = "AQCEAAAAKgAAAAMAAAAAAAAAAb+secret/token==";
export const execution = "arn:aws:states:us-east-1:123456789012:execution:checkout:one";
export const tableName = "human-tasks";

const form = {
  type: "object",
  properties: { approved: { type: "boolean" }, reason: { type: "string", maxLength: 400_000 } },
  required: ["approved"],
  additionalProperties: false,
};

/** Where the tables are instead of in this process: `SETPIECE_DYNAMODB_ENDPOINT`. */
const elsewhere = process.env.SETPIECE_DYNAMODB_ENDPOINT;

/** The table of human tasks as the manifest has it; without indexes as it was made before there was one. */
export const tableOf = (
  name: string,
  indexes: readonly ManifestIndex[] = [readIndex(humanTasksIndex) as ManifestIndex],
) => ({ name, partitionKey: { name: "taskId", type: "S" }, indexes }) satisfies ManifestTable;

/** Starts a DynamoDB with an empty table of human tasks. */
export async function startTable() {
  const server = elsewhere === undefined ? await startDynamoDb() : undefined;
  const client = new DynamoDBClient({
    endpoint: server?.url ?? elsewhere ?? "",
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await makeRemoteTable(client, tableOf(tableName));
  return {
    client,
    async close() {
      client.destroy();
      await server?.close();
    },
  };
}

/** Writes a task as a workflow does. An attribute set to `undefined` is left out. */
export async function putTask(
  client: DynamoDBClient,
  taskId: string,
  overrides: Readonly<Record<string, string | undefined>> = {},
  TableName = tableName,
): Promise<void> {
  const attributes: Record<string, string | undefined> = {
    taskId,
    workflow: "checkout",
    execution,
    step: "fraudReview",
    title: "Is this order genuine?",
    form: JSON.stringify(form),
    input: JSON.stringify({ total: 900 }),
    status: "PENDING",
    createdAt: "2026-11-27T06:00:00.000Z",
    token,
    ...overrides,
  };
  const present = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  await client.send(
    new PutItemCommand({
      TableName,
      Item: Object.fromEntries(present.map(([name, text]) => [name, { S: text }])),
    }),
  );
}

/** The item as it lies in the table, its attributes as text. */
export async function rawItem(client: DynamoDBClient, taskId: string): Promise<Record<string, string | undefined>> {
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: { taskId: { S: taskId } } }));
  return Object.fromEntries(Object.entries(Item ?? {}).map(([name, value]) => [name, value.S]));
}

/** Plays Step Functions: a token works once, an error can be set, and the history is what the test says. */
export class FakeStepFunctions {
  readonly sent: { readonly action: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  /** Thrown by the next call that sends a decision. */
  nextError: Error | undefined;
  /** Thrown by the next call after it has had its effect, as when the connection breaks before the answer. */
  nextLateError: Error | undefined;
  history: HistoryEvent[] | Error = [];
  private used = false;

  /** The service seen through the only method that the inbox calls. */
  get client(): SFNClient {
    return this as unknown as SFNClient;
  }

  async send(command: { readonly constructor: { readonly name: string }; readonly input: Record<string, unknown> }) {
    const action = command.constructor.name.replace("Command", "");
    if (action === "GetExecutionHistory") {
      if (this.history instanceof Error) throw this.history;
      return { events: this.history };
    }
    const error = this.nextError;
    this.nextError = undefined;
    if (error !== undefined) throw error;
    if (this.used) throw serviceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    this.used = true;
    this.sent.push({ action, input: command.input });
    const lateError = this.nextLateError;
    this.nextLateError = undefined;
    if (lateError !== undefined) throw lateError;
    return {};
  }
}

export function serviceError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** The events of a human step, up to its end. */
export function historyOf(taskId: string, end: Partial<HistoryEvent> & Pick<HistoryEvent, "type">): HistoryEvent[] {
  const timestamp = new Date("2026-11-28T06:00:00.000Z");
  const parameters = JSON.stringify({ Item: { taskId: { S: taskId } } });
  const other = JSON.stringify({ Item: { taskId: { S: "another" } } });
  const scheduled = { resourceType: "aws-sdk:dynamodb", resource: "putItem.waitForTaskToken", region: "us-east-1" };
  return [
    { id: 1, previousEventId: 0, type: "ExecutionStarted", timestamp },
    {
      ...{ id: 2, previousEventId: 1, type: "TaskScheduled", timestamp },
      taskScheduledEventDetails: { ...scheduled, parameters: other },
    },
    {
      ...{ id: 3, previousEventId: 1, type: "TaskScheduled", timestamp },
      taskScheduledEventDetails: { ...scheduled, parameters },
    },
    // the sibling's end must not be taken for ours
    { id: 4, previousEventId: 2, type: "TaskTimedOut", timestamp },
    { id: 5, previousEventId: 3, type: "TaskStarted", timestamp },
    { id: 6, previousEventId: 5, type: "TaskSubmitted", timestamp },
    { id: 7, previousEventId: 6, timestamp, ...end },
  ];
}
