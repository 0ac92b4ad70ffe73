import { matches, start, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidCommand } from "../../tasks/errors.js";
import { commands } from "../../tasks/resources.js";
import { type ChangePrices, commandSchema, commandWanted } from "./command.js";
import { priceChangeRun } from "./price-change-run.js";

export interface CommandReceipt {
  readonly commandId: string;
  readonly status: string;
}

/** How long the outcome of a command can be asked for, in seconds. */
const keepSeconds = 7 * 86_400;

/** Accepts a change of many prices at once and answers at once. How it goes on is asked of `price-change-status`. */
export const changePrices = workflow(
  "change-prices",
  async (command: ChangePrices): Promise<CommandReceipt> => {
    if (!matches(commandSchema, command) || command.skus.length === 0) throw new InvalidCommand(commandWanted);
    const { commandId, skus, percent } = command;
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
    // Accepted and never begun: whoever accepted it before broke off. Failed: it begins anew, and leaves out what is done. Of
    // two runs the second does nothing.
    if (status !== "ACCEPTED" && status !== "FAILED") return { commandId, status };
    await start(priceChangeRun, { commandId, skus, percent });
    return { commandId, status: "ACCEPTED" };
  },
  { type: "EXPRESS", timeout: "30s" },
);
