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
    readonly articles: readonly StockLevel[];
  };
}

export interface StockLevel {
  readonly sku: string;
  readonly available: number;
}

export interface StockFeedAnswer {
  readonly requestId: string;
  readonly articles: number;
  readonly status: "STORED" | "KNOWN";
}

/** The request has no id, no supplier, no articles, or something else than a number from 0 up of one. */
export class InvalidFeed extends WorkflowError {}

/** Takes a supplier's stock feed from an API request into a table and onto the bus. No Lambda function takes part. */
export const dataIngestion = workflow(
  "data-ingestion",
  async ({ requestId, receivedAt, body }: Partial<StockFeedRequest>): Promise<StockFeedAnswer> => {
    if (typeof requestId !== "string" || requestId === "" || typeof receivedAt !== "string")
      throw new InvalidFeed("a request has a requestId and a receivedAt");
    const { supplierId, articles }: Partial<StockFeedRequest["body"]> = body ?? {};
    if (typeof supplierId !== "string" || supplierId === "" || !Array.isArray(articles) || articles.length === 0)
      throw new InvalidFeed("a feed has a supplier and articles");
    const levels: readonly StockLevel[] = articles;
    const given: readonly Partial<StockLevel>[] = levels;
    const wrong = given.filter(
      ({ sku, available }) => typeof sku !== "string" || sku === "" || typeof available !== "number" || available < 0,
    );
    if (wrong.length > 0) throw new InvalidFeed(`not a stock level: ${wrong.map(({ sku }) => sku ?? "?").join(", ")}`);

    try {
      await stockFeeds.putItem({
        Item: {
          requestId: { S: requestId },
          supplierId: { S: supplierId },
          receivedAt: { S: receivedAt },
          articles: {
            L: levels.map(({ sku, available }) => ({ M: { sku: { S: sku }, available: { N: `${available}` } } })),
          },
        },
        ConditionExpression: "attribute_not_exists(requestId)",
      });
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailed)) throw error;
      return { requestId, articles: levels.length, status: "KNOWN" };
    }
    await supplierEvents.publish("StockFeedReceived", { requestId, supplierId, articles: levels });
    return { requestId, articles: levels.length, status: "STORED" };
  },
);
