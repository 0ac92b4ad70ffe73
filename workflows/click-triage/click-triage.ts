import { matches, workflow } from "setpiece";
import { dynamodb } from "setpiece/aws/dynamodb";
import { eventbridge } from "setpiece/aws/eventbridge";
import { z } from "zod";
import { clickEvents, pageErrors, pageViews } from "../../tasks/resources.js";
import type { StreamRecord } from "../../tasks/wiring/pipe-records.js";

/** What a visitor did, as the edge reports it. */
const clickSchema = z.object({
  kind: z.enum(["VIEW", "INTENT", "ERROR"]),
  page: z.string(),
  /** ISO 8601. */
  at: z.string(),
  agent: z.string().optional(),
});
export type Click = Readonly<z.infer<typeof clickSchema>>;

export interface Triage {
  readonly views: number;
  readonly intents: number;
  readonly errors: number;
  /** Clicks of machines. */
  readonly dropped: number;
  /** Clicks that do not say what, where or when. */
  readonly odd: number;
}

/** Retried as a whole when a call fails: a pipe then hands the same batch over again. */
const callRetry = { errors: ["States.ALL"], interval: "1s", maxAttempts: 2, jitter: "full" } as const;

/**
 * Sorts a batch of clicks: views are counted, intents to buy go to the bus, errors to the team that runs the pages, and
 * what machines clicked is dropped. A batch is counted once, though it may come twice.
 */
export const clickTriage = workflow(
  "click-triage",
  async (records: readonly StreamRecord<unknown>[]): Promise<Triage> => {
    const clicks = records.flatMap(({ data: click }) => {
      if (!matches(clickSchema, click)) return [];
      const { kind, page, at, agent = "" } = click;
      return [{ kind, page, at, agent }];
    });
    const odd = records.length - clicks.length;
    const human = clicks.filter((click) => !/bot|crawler|spider/i.test(click.agent));
    const intents = human.filter((click) => click.kind === "INTENT");
    const errors = human.filter((click) => click.kind === "ERROR");
    const views = human.filter((click) => click.kind === "VIEW");
    if (intents.length > 0) {
      // An event that the bus does not take fails the call, and so the batch.
      await eventbridge.putEvents(
        {
          Entries: intents.map((click) => ({
            EventBusName: clickEvents.name,
            Source: "retail.clicks",
            DetailType: "BuyingIntent",
            Detail: JSON.stringify({ page: click.page, at: click.at }),
          })),
        },
        { retry: callRetry },
      );
    }
    if (errors.length > 0) {
      await pageErrors.sendMessageBatch(
        { Entries: errors.map((click, index) => ({ Id: `e${index}`, MessageBody: JSON.stringify(click) })) },
        { retry: callRetry },
      );
    }
    // Last, and once for each batch: the token tells its first record and how many there are. A half has another one.
    const token = `${(records.at(0)?.sequenceNumber ?? "").slice(-32)}-${records.length}`;
    const seen = [...new Set(views.map((click) => `${click.at.slice(0, 10)} ${click.page}`))];
    if (seen.length > 0) {
      await dynamodb.transactWriteItems(
        {
          ClientRequestToken: token,
          TransactItems: seen.map((key) => ({
            Update: {
              TableName: pageViews.name,
              Key: { day: { S: key.slice(0, 10) }, page: { S: key.slice(11) } },
              UpdateExpression: "ADD seen :count",
              ExpressionAttributeValues: {
                ":count": {
                  N: `${views.filter((click) => `${click.at.slice(0, 10)} ${click.page}` === key).length}`,
                },
              },
            },
          })),
        },
        { retry: callRetry },
      );
    }
    return {
      views: views.length,
      intents: intents.length,
      errors: errors.length,
      dropped: clicks.length - human.length,
      odd,
    };
  },
  { type: "EXPRESS" },
);
