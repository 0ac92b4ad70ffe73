import { workflow, WorkflowError } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { stockFeeds, supplierEvents } from "../../tasks/resources.js";

/** What the API hands over: the caller's request, with what the gateway knows of it. */
export interface StockFeedRequest {
  /** The gateway's id of the request; the same request may come twice. */
  readonly requestId: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly body: {
    readonly supplierId: string;
    readonly articles: readonly { readonly sku: string; readonly available: number }[];
  };
}

export interface StockFeedAnswer {
  readonly requestId: string;
  readonly articles: number;
  readonly status: "STORED" | "KNOWN";
}

/** The request has no supplier, no articles, or less than nothing of one. */
export class InvalidFeed extends WorkflowError {}

/** Takes a supplier's stock feed from an API request into a table and onto the bus. No Lambda function takes part. */
export const dataIngestion = workflow(
  "data-ingestion",
  async ({ requestId, receivedAt, body }: StockFeedRequest): Promise<StockFeedAnswer> => {
    const { supplierId, articles } = body;
    const wrong = articles.filter(({ sku, available }) => sku === "" || available < 0);
    if (supplierId === "" || articles.length === 0) throw new InvalidFeed("a feed has a supplier and articles");
    if (wrong.length > 0) throw new InvalidFeed(`not a stock level: ${wrong.map(({ sku }) => sku).join(", ")}`);

    try {
      await stockFeeds.putItem({
        Item: {
          requestId: { S: requestId },
          supplierId: { S: supplierId },
          receivedAt: { S: receivedAt },
          articles: {
            L: articles.map(({ sku, available }) => ({ M: { sku: { S: sku }, available: { N: `${available}` } } })),
          },
        },
        ConditionExpression: "attribute_not_exists(requestId)",
      });
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      return { requestId, articles: articles.length, status: "KNOWN" };
    }
    await supplierEvents.publish("StockFeedReceived", { requestId, supplierId, articles });
    return { requestId, articles: articles.length, status: "STORED" };
  },
);
