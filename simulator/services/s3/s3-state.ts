import type { ServiceOutlet, ServicePlace } from "../service-place.js";
import type { Bucket, StoredObject } from "./bucket.js";
import { s3Error } from "./s3-error.js";

/** Everything that the operations of S3 read and change. */
export interface S3State extends ServicePlace, ServiceOutlet {
  readonly buckets: Map<string, Bucket>;
  /** Notifications that could not be delivered. */
  readonly failures: { readonly target: string; readonly reason: string }[];
  /** How many events there have been. */
  events: number;
}

export function findBucket(state: S3State, name: string): Bucket {
  const bucket = state.buckets.get(name);
  if (bucket === undefined) throw s3Error("NoSuchBucket", "The specified bucket does not exist", { BucketName: name });
  return bucket;
}

export function findObject(bucket: Bucket, key: string): StoredObject {
  const object = bucket.objects.get(key);
  if (object === undefined) throw s3Error("NoSuchKey", "The specified key does not exist.", { Key: key });
  return object;
}

/** `2026-01-01T00:00:00.000Z`, as lists show times. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
