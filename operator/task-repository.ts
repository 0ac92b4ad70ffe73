import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  type ScanCommandOutput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DamagedTask, InboxUnavailable } from "./errors.js";
import type { Decision, InboxStatus, InboxTask } from "./inbox-task.js";
import { decisionAttributes, parseTaskItem } from "./task-item.js";

export interface TaskFilter {
  /** Default: every status. */
  readonly status?: readonly InboxStatus[];
  readonly workflow?: string;
}

export interface TaskList {
  /** Oldest first. */
  readonly tasks: readonly InboxTask[];
  /** Items that are not human tasks, so that one of them does not hide the others. */
  readonly damaged: readonly DamagedTask[];
}

/**
 * The table of human tasks.
 *
 * Workflows insert the items; the inbox only moves them on, each time under a condition on the status that it saw, so of
 * two operators one wins. Every method throws {@link InboxUnavailable} when DynamoDB does.
 */
export interface TaskRepository {
  /** Reads the whole table page by page: its cost grows with the number of items that it holds. */
  list(filter?: TaskFilter): Promise<TaskList>;
  /** @throws DamagedTask when the item is not a human task */
  get(taskId: string): Promise<InboxTask | undefined>;
  /** Records the decision if nobody has decided yet, and says whether it did. */
  recordDecision(taskId: string, decision: Decision): Promise<boolean>;
  /** Closes a decided task and deletes its token. Does nothing when it is closed already. */
  close(taskId: string, status: InboxStatus, at: string): Promise<void>;
  /**
   * The secret that resumes the execution. For the delivery of a decision alone; it must not be shown or logged.
   * `undefined` once the task is closed.
   */
  readToken(taskId: string): Promise<string | undefined>;
}

export function createTaskRepository(client: DynamoDBClient, tableName: string): TaskRepository {
  const key = (taskId: string) => ({ TableName: tableName, Key: { taskId: { S: taskId } } });

  async function reach<Result>(request: Promise<Result>): Promise<Result> {
    try {
      return await request;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException || !(error instanceof Error)) throw error;
      throw new InboxUnavailable(tableName, explain(error), { cause: error });
    }
  }

  /** @returns false when the status was none of `from` any more */
  async function update(
    taskId: string,
    from: readonly InboxStatus[],
    set: Readonly<Record<string, string>>,
    remove: readonly string[] = [],
  ): Promise<boolean> {
    const names: Record<string, string> = { "#status": "status" };
    const values: Record<string, AttributeValue> = {};
    from.forEach((status, index) => (values[`:from${index}`] = { S: status }));
    const assignments = Object.entries(set).map(([name, value]) => {
      names[`#${name}`] = name;
      values[`:${name}`] = { S: value };
      return `#${name} = :${name}`;
    });
    for (const name of remove) names[`#${name}`] = name;
    const removal = remove.length === 0 ? "" : ` REMOVE ${remove.map((name) => `#${name}`).join(", ")}`;
    try {
      await reach(
        client.send(
          new UpdateItemCommand({
            ...key(taskId),
            UpdateExpression: `SET ${assignments.join(", ")}${removal}`,
            ConditionExpression: `#status IN (${from.map((_, index) => `:from${index}`).join(", ")})`,
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: values,
          }),
        ),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    async list(filter = {}) {
      const tasks: InboxTask[] = [];
      const damaged: DamagedTask[] = [];
      let start: ScanCommandOutput["LastEvaluatedKey"];
      do {
        const page: ScanCommandOutput = await reach(
          client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start })),
        );
        for (const item of page.Items ?? []) {
          try {
            const task = parseTaskItem(item);
            if (matches(task, filter)) tasks.push(task);
          } catch (error) {
            if (!(error instanceof DamagedTask)) throw error;
            damaged.push(error);
          }
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      tasks.sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.taskId, b.taskId));
      return { tasks, damaged };
    },

    async get(taskId) {
      const { Item } = await reach(client.send(new GetItemCommand({ ...key(taskId), ConsistentRead: true })));
      return Item === undefined ? undefined : parseTaskItem(Item);
    },

    recordDecision: (taskId, decision) =>
      update(taskId, ["PENDING"], { status: "DECIDED", ...decisionAttributes(decision) }),

    async close(taskId, status, at) {
      await update(taskId, ["PENDING", "DECIDED"], { status, closedAt: at }, ["token"]);
    },

    async readToken(taskId) {
      const { Item } = await reach(client.send(new GetItemCommand({ ...key(taskId), ConsistentRead: true })));
      return Item?.["token"]?.S;
    },
  };
}

function matches(task: InboxTask, { status, workflow }: TaskFilter): boolean {
  return (status?.includes(task.status) ?? true) && (workflow === undefined || workflow === task.workflow);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function explain(error: Error): string {
  if (error.name === "ResourceNotFoundException") return "it does not exist at this endpoint";
  if ("code" in error && error.code === "ECONNREFUSED") return `nothing answers there (${error.message})`;
  return `${error.name}: ${error.message}`;
}
