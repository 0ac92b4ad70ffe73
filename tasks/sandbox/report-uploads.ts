import { PutBucketNotificationConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import type { Wiring } from "../wiring/wiring.js";

/**
 * Has the buckets that rules of the wiring listen to report their changes to the account's bus, or no longer do so.
 *
 * On AWS they always do. Local runs begin with it when the sample files are there: nothing is to start for those.
 */
export async function reportUploads({ rules }: Pick<Wiring, "rules">, isOn = true): Promise<void> {
  const s3 = new S3Client({ forcePathStyle: true });
  try {
    for (const Bucket of new Set(rules.flatMap(({ ofBucket }) => ofBucket?.name ?? []))) {
      const NotificationConfiguration = isOn ? { EventBridgeConfiguration: {} } : {};
      await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    }
  } finally {
    s3.destroy();
  }
}
