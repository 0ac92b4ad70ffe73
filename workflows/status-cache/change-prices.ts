import { start, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidCommand } from "../../tasks/errors.js";
import { commands } from "../../tasks/resources.js";
import { priceChangeRun } from "./price-change-run.js";

export interface ChangePrices {
  /** Chosen by the caller: the same id is the same command. */
  readonly commandId: string;
  readonly skus: readonly string[];
  /** Whole percents up or down, -90 to 900. */
  readonly percent: number;
}

export interface CommandReceipt {
  readonly commandId: string;
  readonly status: string;
}

/** How long the outcome of a command can be asked for, in seconds. */
const keepSeconds = 7 * 86_400;

/** Accepts a change of many prices at once and answers at once. How it goes on is asked of `price-change-status`. */
export const changePrices = workflow(
  "change-prices",
  async ({ commandId, skus, percent }: Partial<ChangePrices>): Promise<CommandReceipt> => {
    if (typeof commandId !== "string" || commandId === "" || !Array.isArray(skus) || skus.length === 0)
      throw new InvalidCommand("a command has an id and articles");
    if (typeof percent !== "number" || percent < -90 || percent > 900 || percent % 1 !== 0)
      throw new InvalidCommand("whole percents, -90 to 900");
    let status = "ACCEPTED";
    try {
      await commands.putItem({
        Item: {
          commandId: { S: commandId },
          status: { S: "ACCEPTED" },
          done: { N: "0" },
          total: { N: `${skus.length}` },
          updatedAt: { N: `${Date.now()}` },
          expiresAt: { N: `${Math.floor(Date.now() / 1000) + keepSeconds}` },
        },
        ConditionExpression: "attribute_not_exists(commandId)",
      });
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      const known = await commands.getItem({ Key: { commandId: { S: commandId } }, ConsistentRead: true });
      status = known.Item?.status?.S ?? "ACCEPTED";
    }
    // Accepted and never begun: whoever accepted it before broke off. Of two runs the second does nothing.
    if (status === "ACCEPTED") await start(priceChangeRun, { commandId, skus, percent });
    return { commandId, status };
  },
  { type: "EXPRESS", timeout: "30s" },
);
