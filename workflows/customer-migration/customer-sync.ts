import { map, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { customerCopies } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";
import type { QueueRecord } from "../../tasks/wiring/pipe-records.js";
import type { CustomerSnapshot } from "./customer-migration.js";

/** Takes snapshots over into the system for customer care; a pipe brings them from its queue. */
export const customerSyncCrm = workflow(
  "customer-sync-crm",
  async (records: readonly QueueRecord[]): Promise<void> => {
    await map(records, { concurrency: 10 }, async (record) => takeOver("crm", record.body));
  },
  { type: "EXPRESS" },
);

/** Takes snapshots over into the mailing system, likewise. */
export const customerSyncMailing = workflow(
  "customer-sync-mailing",
  async (records: readonly QueueRecord[]): Promise<void> => {
    await map(records, { concurrency: 10 }, async (record) => takeOver("mailing", record.body));
  },
  { type: "EXPRESS" },
);

/** Writes a snapshot, unless the same or a later one is there: messages come twice and overtake one another. */
async function takeOver(system: string, body: string): Promise<void> {
  const { customerId, version, profile } = JSON.parse(body) as CustomerSnapshot;
  try {
    await customerCopies.putItem(
      {
        Item: {
          customerId: { S: customerId },
          system: { S: system },
          version: { N: `${version}` },
          profile: { S: profile },
        },
        ConditionExpression: "attribute_not_exists(version) OR version < :version",
        ExpressionAttributeValues: { ":version": { N: `${version}` } },
      },
      { retry: storeRetry },
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
  }
}
