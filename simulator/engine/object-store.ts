import type { JsonObject } from "../json.js";

/** Objects of S3, as distributed Maps use them. Rejections are the service's refusals. */
export interface ObjectStore {
  read(bucket: string, key: string): Promise<string>;
  /** All objects under a prefix, with the members of ListObjectsV2's `Contents`. */
  list(bucket: string, prefix: string): Promise<readonly JsonObject[]>;
  write(bucket: string, key: string, text: string): Promise<void>;
}

/** Refuses everything, and says why. */
export function noObjectStore(why: string): ObjectStore {
  const refuse = (): Promise<never> => Promise.reject(new Error(why));
  return { read: refuse, list: refuse, write: refuse };
}
