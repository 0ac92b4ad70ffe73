import { execution, matches, workflow, WorkflowError } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { z } from "zod";
import { stockFeeds, supplierEvents } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** What the gateway knows of a request. */
const envelopeSchema = z.object({
  /** The gateway's id of the request; the same request may come twice. */
  requestId: z.string().min(1),
  /** ISO 8601. */
  receivedAt: z.string(),
});
const levelSchema = z.object({ sku: z.string().min(1), available: z.number().nonnegative() });
/** What the caller sends. Its articles are looked at one by one. */
const feedSchema = z.object({ supplierId: z.string().min(1), articles: z.array(z.unknown()).min(1) });

export type StockLevel = Readonly<z.infer<typeof levelSchema>>;

/** What the API hands over: the caller's request, with what the gateway knows of it. */
export interface StockFeedRequest extends Readonly<z.infer<typeof envelopeSchema>> {
  readonly body: { readonly supplierId: string; readonly articles: readonly StockLevel[] };
}

export interface StockFeedAnswer {
  readonly requestId: string;
  readonly articles: number;
  readonly status: "STORED" | "KNOWN";
}

/** The request has no id, no supplier, no articles, or something else than a number from 0 up of one. */
export class InvalidFeed extends WorkflowError {}

/** Takes a supplier's stock feed from an API request into a table and onto the bus. No Lambda function takes part. */
export const dataIngestion = workflow("data-ingestion", async (request: StockFeedRequest): Promise<StockFeedAnswer> => {
  if (!matches(envelopeSchema, request)) throw new InvalidFeed("a request has a requestId and a receivedAt");
  const { requestId, receivedAt, body } = request;
  if (!matches(feedSchema, body)) throw new InvalidFeed("a feed has a supplier and articles");
  const { supplierId, articles: levels } = body;
  const wrong = levels.filter((level) => !matches(levelSchema, level));
  const names = wrong.map((level) => (matches(levelSchema.pick({ sku: true }), level) ? level.sku : "?"));
  if (wrong.length > 0) throw new InvalidFeed(`not a stock level: ${names.join(", ")}`);

  // A feed that this run has stored is no double: where the answer was lost, or the run redriven, the event is still to come.
  const run = execution().id;
  try {
    await stockFeeds.putItem(
      {
        Item: {
          requestId: { S: requestId },
          supplierId: { S: supplierId },
          receivedAt: { S: receivedAt },
          run: { S: run },
          articles: {
            L: levels.map(({ sku, available }) => ({ M: { sku: { S: sku }, available: { N: `${available}` } } })),
          },
        },
        ConditionExpression: "attribute_not_exists(requestId) OR #run = :run",
        ExpressionAttributeNames: { "#run": "run" },
        ExpressionAttributeValues: { ":run": { S: run } },
      },
      { retry: storeRetry },
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
    return { requestId, articles: levels.length, status: "KNOWN" };
  }
  await supplierEvents.publish("StockFeedReceived", { requestId, supplierId, articles: levels }, { retry: storeRetry });
  return { requestId, articles: levels.length, status: "STORED" };
});
