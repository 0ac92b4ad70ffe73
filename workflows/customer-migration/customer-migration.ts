import { matches, sleep, workflow } from "setpiece";
import { z } from "zod";
import { MigrationIncomplete, UnknownCustomer } from "../../tasks/errors.js";
import { customerCopies, customers, customerSnapshots } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

const requestSchema = z.object({ customerId: z.string().min(1) });
export type CustomerMigration = Readonly<z.infer<typeof requestSchema>>;

export interface MigratedCustomer {
  readonly customerId: string;
  readonly version: number;
  readonly systems: readonly string[];
}

/** What is published of a customer. */
export const snapshotSchema = z.object({
  customerId: z.string().min(1),
  version: z.int().nonnegative(),
  /** JSON text. */
  profile: z.string(),
});
export type CustomerSnapshot = Readonly<z.infer<typeof snapshotSchema>>;

/** The systems that subscribe. */
const systems = ["crm", "mailing"] as const;

/** How often it is looked whether they all have it, with half a minute in between. */
const mostLooks = 20;

/** Brings what the shop knows of a customer to the systems that subscribed to it, on demand, and waits until they have it. */
export const customerMigration = workflow(
  "customer-migration",
  async (request: CustomerMigration): Promise<MigratedCustomer> => {
    const isRequest = matches(requestSchema, request);
    const customerId = isRequest ? request.customerId : "none";
    const { Item: customer } = await customers.getItem(
      { Key: { customerId: { S: customerId } }, ConsistentRead: true },
      { retry: storeRetry },
    );
    // Said behind the look at the table, it takes no state of its own.
    if (!isRequest || customer === undefined) throw new UnknownCustomer(`customer ${customerId} is not known`);
    const version = Number(customer.version?.N ?? "0");
    const snapshot: CustomerSnapshot = { customerId, version, profile: customer.profile?.S ?? "{}" };
    await customerSnapshots.publish({ Message: JSON.stringify(snapshot) }, { retry: storeRetry });

    let open: readonly string[] = systems;
    for (let look = 0; look < mostLooks; look++) {
      const copies = await customerCopies.query(
        {
          KeyConditionExpression: "customerId = :id",
          ExpressionAttributeValues: { ":id": { S: customerId } },
          ConsistentRead: true,
        },
        { retry: storeRetry },
      );
      const current = (copies.Items ?? []).filter((copy) => Number(copy.version?.N ?? "0") >= version);
      open = systems.filter((system) => !current.some((copy) => copy.system?.S === system));
      if (open.length === 0) return { customerId, version, systems };
      await sleep("30s");
    }
    throw new MigrationIncomplete(`${open.join(", ")} did not take customer ${customerId} over`);
  },
);
