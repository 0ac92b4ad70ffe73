import { execution, map, matches, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidCommand } from "../../tasks/errors.js";
import { changePrice } from "../../tasks/prices/change-price.js";
import { commands } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";
import { type ChangePrices, commandSchema, commandWanted } from "./command.js";

/** Articles between two looks at how far it is. */
const batchSize = 10;

/**
 * The work behind `change-prices`: keeps the command's status in the table current as it goes on.
 *
 * @throws InvalidCommand when it is none
 */
export const priceChangeRun = workflow(
  "price-change-run",
  async (command: ChangePrices): Promise<void> => {
    if (!matches(commandSchema, command)) throw new InvalidCommand(commandWanted);
    const { commandId, skus, percent } = command;
    // Of two runs one begins: which it was a retry sees, where the answer was lost. One that failed may begin anew.
    try {
      await commands.updateItem(
        {
          Key: { commandId: { S: commandId } },
          UpdateExpression: "SET #status = :begun, updatedAt = :now, #run = :run REMOVE reason",
          ConditionExpression: "#status IN (:accepted, :failed) OR #run = :run",
          ExpressionAttributeNames: { "#status": "status", "#run": "run" },
          ExpressionAttributeValues: {
            ":run": { S: execution().id },
            ":begun": { S: skus.length > 0 ? "RUNNING" : "DONE" },
            ":accepted": { S: "ACCEPTED" },
            ":failed": { S: "FAILED" },
            ":now": { N: `${Date.now()}` },
          },
        },
        { retry: storeRetry },
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      return;
    }
    try {
      let unknown: readonly string[] = [];
      for (let from = 0; from < skus.length; from += batchSize) {
        const batch = skus.slice(from, from + batchSize);
        const changes = await map(batch, { concurrency: 5 }, async (sku) => changePrice({ commandId, sku, percent }));
        unknown = [...unknown, ...changes.filter((change) => change.outcome === "UNKNOWN").map((change) => change.sku)];
        const done = from + batch.length;
        await commands.updateItem(
          {
            Key: { commandId: { S: commandId } },
            UpdateExpression: "SET #status = :status, done = :done, unknownArticles = :unknown, updatedAt = :now",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: {
              ":status": { S: done < skus.length ? "RUNNING" : "DONE" },
              ":done": { N: `${done}` },
              ":unknown": { L: unknown.map((sku) => ({ S: sku })) },
              ":now": { N: `${Date.now()}` },
            },
          },
          { retry: storeRetry },
        );
      }
    } catch (error) {
      await commands.updateItem(
        {
          Key: { commandId: { S: commandId } },
          UpdateExpression: "SET #status = :failed, reason = :reason, updatedAt = :now",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":failed": { S: "FAILED" },
            ":reason": { S: error instanceof Error ? error.name : "unknown" },
            ":now": { N: `${Date.now()}` },
          },
        },
        { retry: storeRetry },
      );
      throw error;
    }
  },
  { timeout: "6h" },
);
