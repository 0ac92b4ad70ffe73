import type { JsonObject } from "../json.js";

/** Bytes of one object that a distributed Map reads, compressed or not; AWS takes 10 GB, which would not fit into memory. */
export const maxObjectBytes = 256 * 1024 * 1024;

/** What a reader may say of an object beside where it is, with the names of GetObject. */
export interface ObjectVersion {
  readonly VersionId?: string;
  readonly ExpectedBucketOwner?: string;
}

/** Objects of S3, as distributed Maps use them. Rejections are the service's refusals. */
export interface ObjectStore {
  /** The bytes of an object, or its text. */
  read(bucket: string, key: string, version?: ObjectVersion): Promise<Uint8Array | string>;
  /** All objects under a prefix, with the members of ListObjectsV2's `Contents`. */
  list(bucket: string, prefix: string): Promise<readonly JsonObject[]>;
  write(bucket: string, key: string, text: string): Promise<void>;
}

/** Refuses everything, and says why. */
export function noObjectStore(why: string): ObjectStore {
  const refuse = (): Promise<never> => Promise.reject(new Error(why));
  return { read: refuse, list: refuse, write: refuse };
}
