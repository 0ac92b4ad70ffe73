import { createHash } from "node:crypto";
import type { ChecksumAlgorithm } from "./checksum.js";

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
  /** `x-amz-checksum-…` headers. */
  readonly checksums: ObjectHeaders;
}

/** How an object is encrypted, says S3: as was asked for, or with its own keys. The simulator keeps them as they are. */
export function encryptionOf(headers: ObjectHeaders): ObjectHeaders {
  return {
    "x-amz-server-side-encryption": "AES256",
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-amz-server-side-encryption"))),
  };
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly headers: ObjectHeaders;
  readonly tags: ReadonlyMap<string, string>;
  readonly startedAtMs: number;
  /** What the object is to be summed with, and whether over the sums of its parts. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly isComposite: boolean };
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string; readonly modifiedAtMs: number }>;
}

/** What can happen to an object here, as S3 names it behind `s3:`. */
export type EventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete"
  | "ObjectTagging:Put"
  | "ObjectTagging:Delete";

/** Who is told of what happens to which objects. */
export interface NotificationTarget {
  readonly id: string;
  /** The XML element that it is configured by: `QueueConfiguration`, … */
  readonly element: string;
  readonly arn: string;
  /** `s3:ObjectCreated:*`, … */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export interface NotificationConfiguration {
  readonly targets: readonly NotificationTarget[];
  /** Whether everything that happens goes to the default event bus. */
  readonly toEventBridge: boolean;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAtMs: number;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, Upload>;
  readonly tags: Map<string, string>;
  notifications: NotificationConfiguration;
}

export function etagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}

/** The names in the order of their bytes, in which S3 lists. */
export function inByteOrder(names: Iterable<string>): readonly string[] {
  return [...names].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
