import { createHash } from "node:crypto";

/** What is kept of an object beside its bytes: headers that come back as they were sent. */
export type ObjectHeaders = Readonly<Record<string, string>>;

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  /** In quotes, as on the wire. */
  readonly etag: string;
  readonly modifiedAtMs: number;
  /** `content-type` and its like, and `x-amz-meta-…`, names in lower case. */
  readonly headers: ObjectHeaders;
  readonly tags: ReadonlyMap<string, string>;
  /** `x-amz-checksum-…` as sent; undefined for objects in parts. */
  readonly checksums: ObjectHeaders;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly tags: ReadonlyMap<string, string>;
  readonly startedAtMs: number;
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string; readonly modifiedAtMs: number }>;
}

export interface Bucket {
  readonly name: string;
  readonly createdAtMs: number;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, Upload>;
}

export function etagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}

/** The names in the order of their bytes, in which S3 lists. */
export function inByteOrder(names: Iterable<string>): readonly string[] {
  return [...names].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
