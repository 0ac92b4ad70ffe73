import { map, matches, workflow } from "setpiece";
import { ConditionalCheckFailed } from "setpiece/aws/dynamodb";
import { InvalidSnapshot } from "../../tasks/errors.js";
import { customerCopies } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";
import type { QueueRecord } from "../../tasks/wiring/pipe-records.js";
import { type CustomerSnapshot, snapshotSchema } from "./customer-migration.js";

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

/**
 * Writes a snapshot, unless the same or a later one is there: messages come twice and overtake one another.
 *
 * @throws InvalidSnapshot when the message is none
 */
async function takeOver(system: string, body: string): Promise<void> {
  const snapshot = JSON.parse(body) as CustomerSnapshot;
  if (!matches(snapshotSchema, snapshot)) throw new InvalidSnapshot("a snapshot has customerId, version and profile");
  try {
    await customerCopies.putItem(
      {
        Item: {
          customerId: { S: snapshot.customerId },
          system: { S: system },
          version: { N: `${snapshot.version}` },
          profile: { S: snapshot.profile },
        },
        ConditionExpression: "attribute_not_exists(version) OR version < :version",
        ExpressionAttributeValues: { ":version": { N: `${snapshot.version}` } },
      },
      { retry: storeRetry },
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailed)) throw error;
  }
}
