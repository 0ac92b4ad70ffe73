import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { humanTasksIndex } from "../dsl/human.js";
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
  /** True where the whole table was read for tasks of some statuses, because it has no index by status. */
  readonly lacksIndex: boolean;
}

/**
 * The table of human tasks.
 *
 * Workflows insert the items; the inbox only moves them on, each time under a condition on the status that it saw, so of
 * two operators one wins. Every method throws {@link InboxUnavailable} when DynamoDB does.
 */
export interface TaskRepository {
  /**
   * Tasks of some statuses are read from the index by status, page by page: that costs what they hold, however many others
   * there are. It follows the table within moments. For tasks of every status, and where a table is older than its index,
   * the whole table is read.
   */
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

  const allItems = () =>
    everyPage((start) =>
      reach(client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start }))),
    );

  /** @returns undefined where the table has no index by status, or none yet that can be read */
  async function ofStatuses(statuses: readonly InboxStatus[]): Promise<readonly Item[] | undefined> {
    const itemsOf = (status: InboxStatus) =>
      everyPage((ExclusiveStartKey) =>
        client.send(
          new QueryCommand({
            ...{ TableName: tableName, IndexName: humanTasksIndex.name, ExclusiveStartKey },
            KeyConditionExpression: "#status = :status",
            ExpressionAttributeNames: { "#status": humanTasksIndex.partitionKey },
            ExpressionAttributeValues: { ":status": { S: status } },
          }),
        ),
      );
    try {
      return (await Promise.all(statuses.map(itemsOf))).flat();
    } catch (error) {
      // "The table does not have the specified index: …", "Cannot read from backfilling global secondary index: …"
      if (
        error instanceof Error &&
        error.name === "ValidationException" &&
        error.message.includes(humanTasksIndex.name)
      )
        return undefined;
      return reach(Promise.reject(error as Error));
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
      const found = filter.status === undefined ? undefined : await ofStatuses(filter.status);
      const tasks: InboxTask[] = [];
      const damaged: DamagedTask[] = [];
      for (const item of found ?? (await allItems())) {
        try {
          const task = parseTaskItem(item);
          if (matches(task, filter)) tasks.push(task);
        } catch (error) {
          if (!(error instanceof DamagedTask)) throw error;
          damaged.push(error);
        }
      }
      tasks.sort((a, b) => compareTimes(a.createdAt, b.createdAt) || compare(a.taskId, b.taskId));
      return { tasks, damaged, lacksIndex: filter.status !== undefined && found === undefined };
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

type Item = Readonly<Record<string, AttributeValue>>;

interface Page {
  readonly Items?: readonly Item[] | undefined;
  readonly LastEvaluatedKey?: Record<string, AttributeValue> | undefined;
}

async function everyPage(read: (start: Page["LastEvaluatedKey"]) => Promise<Page>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let start: Page["LastEvaluatedKey"];
  do {
    const page = await read(start);
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

function matches(task: InboxTask, { status, workflow }: TaskFilter): boolean {
  return (status?.includes(task.status) ?? true) && (workflow === undefined || workflow === task.workflow);
}

/** The context object has no fraction where it is zero: `…:42Z` is before `…:42.500Z`, though not as a text. */
function compareTimes(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b) || compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function explain(error: Error): string {
  if (error.name === "ResourceNotFoundException") return "it does not exist at this endpoint";
  if ("code" in error && error.code === "ECONNREFUSED") return `nothing answers there (${error.message})`;
  return `${error.name}: ${error.message}`;
}
