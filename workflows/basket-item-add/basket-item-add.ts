import { matches, workflow, WorkflowError } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { basketItems } from "../../tasks/resources.js";

const basketAndArticle = z.object({ basketId: z.string().min(1), sku: z.string().min(1) });
/** How many more; less than nothing takes some out. */
const wholePieces = z.int();

export type AddToBasket = Readonly<z.infer<typeof basketAndArticle>> & {
  readonly quantity: z.infer<typeof wholePieces>;
};

export interface BasketItem {
  readonly sku: string;
  readonly quantity: number;
}

/** The most pieces of one article that a basket holds. */
const mostPieces = 99;

/** The basket would hold more than 99 of the article, or fewer than none. */
export class QuantityOutOfRange extends WorkflowError {}

/** The request does not say which basket, which article, or how many whole pieces. */
export class InvalidBasketItem extends WorkflowError {}

/** Adds pieces of an article to a basket, within limits that hold under any number of concurrent clicks. */
export const basketItemAdd = workflow(
  "basket-item-add",
  async (request: AddToBasket): Promise<BasketItem> => {
    if (!matches(basketAndArticle, request)) throw new InvalidBasketItem("a request has a basketId and a sku");
    const { basketId, sku, quantity } = request;
    if (!matches(wholePieces, quantity)) throw new InvalidBasketItem("a request has a quantity, in whole pieces");
    if (quantity < -mostPieces || quantity > mostPieces) throw new QuantityOutOfRange(`${quantity} pieces at once`);
    try {
      // The condition is on the number before: what is there, plus what is added, stays within 0 and 99.
      const updated = await basketItems.updateItem({
        Key: { basketId: { S: basketId }, sku: { S: sku } },
        UpdateExpression: "ADD quantity :more",
        ConditionExpression:
          quantity < 0
            ? "quantity BETWEEN :least AND :most"
            : "attribute_not_exists(quantity) OR quantity BETWEEN :least AND :most",
        ExpressionAttributeValues: {
          ":more": { N: `${quantity}` },
          ":least": { N: `${quantity < 0 ? -quantity : 0}` },
          ":most": { N: `${quantity < 0 ? mostPieces : mostPieces - quantity}` },
        },
        ReturnValues: "UPDATED_NEW",
      });
      return { sku, quantity: Number(updated.Attributes?.quantity?.N ?? "0") };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      throw new QuantityOutOfRange(`a basket holds 0 to ${mostPieces} of ${sku}`);
    }
  },
  { type: "EXPRESS" },
);
