import { matches, start, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { InvalidCommand } from "../../tasks/errors.js";
import { commands } from "../../tasks/resources.js";
import { priceChangeRun } from "./price-change-run.js";

const idAndArticles = z.object({
  /** Chosen by the caller: the same id is the same command. */
  commandId: z.string().min(1),
  skus: z.array(z.string().min(1)).min(1),
});
/** Up or down. */
const percents = z.int().min(-90).max(900);

export type ChangePrices = Readonly<z.infer<typeof idAndArticles>> & { readonly percent: z.infer<typeof percents> };

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
    if (!matches(idAndArticles, command)) throw new InvalidCommand("a command has an id and articles");
    if (!matches(percents, command.percent)) throw new InvalidCommand("whole percents, -90 to 900");
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
    // Accepted and never begun: whoever accepted it before broke off. Of two runs the second does nothing.
    if (status === "ACCEPTED") await start(priceChangeRun, { commandId, skus, percent });
    return { commandId, status };
  },
  { type: "EXPRESS", timeout: "30s" },
);
