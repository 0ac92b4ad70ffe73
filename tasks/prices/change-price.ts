import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { dynamoDb } from "../aws-clients.js";
import { productFromItem } from "../basket/product.js";
import { observed } from "../observed.js";
import { products } from "../resources.js";

const inputSchema = z.object({
  commandId: z.string().min(1),
  sku: z.string().min(1),
  /** Whole percents up or down. */
  percent: z.int().min(-90).max(900),
});

export interface PriceChange {
  readonly sku: string;
  /** `UNKNOWN`: the catalogue has no such article. */
  readonly outcome: "CHANGED" | "UNKNOWN";
}

/** Changes all prices of an article by so many percent, once for each command, however often it is asked. */
export const changePrice = lambda(
  "changePrice",
  observed(async (input: z.infer<typeof inputSchema>): Promise<PriceChange> => {
    const { commandId, sku, percent } = inputSchema.parse(input);
    const TableName = resourceName(products);
    const Key = { sku: { S: sku } };
    const { Item } = await dynamoDb().send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    if (Item === undefined) return { sku, outcome: "UNKNOWN" };
    const { price } = productFromItem(Item);
    const changed = Object.entries(price).map(
      ([currency, amount]) => [currency, amountAfter(amount, percent)] as const,
    );
    try {
      await dynamoDb().send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: "SET price = :new, lastPriceCommand = :command",
          // Nobody changed the price meanwhile, and this command did not do so before.
          ConditionExpression:
            "price = :old AND (attribute_not_exists(lastPriceCommand) OR lastPriceCommand <> :command)",
          ExpressionAttributeValues: {
            ":command": { S: commandId },
            ":old": Item.price ?? { NULL: true },
            ":new": { M: Object.fromEntries(changed.map(([currency, amount]) => [currency, { N: `${amount}` }])) },
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
    } catch (error) {
      const isDone = error instanceof ConditionalCheckFailedException && error.Item?.lastPriceCommand?.S === commandId;
      if (!isDone) throw error;
    }
    return { sku, outcome: "CHANGED" };
  }),
  {
    retry: { errors: ["States.ALL"], interval: "1s", maxAttempts: 4, jitter: "full" },
    uses: [{ on: products, actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] }],
  },
);

const amountAfter = (amount: number, percent: number) => Math.max(1, Math.round((amount * (100 + percent)) / 100));
