import { notImplemented } from "./s3-error.js";
import { childText, type XmlElement } from "../wire/xml.js";
import type { S3OperationName } from "./route-s3-request.js";
import type { S3Request } from "./s3-request.js";

/** Of every request: signing, transport, and what is about permissions, which are not simulated at all. */
const commonHeaders: ReadonlySet<string> = new Set([
  ...["x-amz-content-sha256", "x-amz-date", "x-amz-security-token", "x-amz-user-agent", "x-amz-trailer"],
  ...["x-amz-decoded-content-length", "x-amz-id-2", "x-amz-request-id", "x-amz-expected-bucket-owner"],
  ...["x-amz-acl", "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write"],
  ...["x-amz-grant-write-acp", "x-amz-object-ownership", "x-amz-request-payer", "x-amz-sdk-checksum-algorithm"],
]);

const written = [
  ...["x-amz-storage-class", "x-amz-website-redirect-location", "x-amz-tagging"],
  ...["x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"],
  ...["x-amz-server-side-encryption-context", "x-amz-server-side-encryption-bucket-key-enabled"],
];
const copied = [
  ...["x-amz-copy-source", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match"],
  ...["x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-unmodified-since"],
  "x-amz-source-expected-bucket-owner",
];
const checksums = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"].map((name) => `x-amz-checksum-${name}`);

/** The headers and query parameters that an operation looks at, beyond those of every request. */
const known: Readonly<
  Partial<Record<S3OperationName, { readonly headers?: readonly string[]; readonly query?: readonly string[] }>>
> = {
  abortUpload: { query: ["uploadId"] },
  completeUpload: { headers: ["if-match", "if-none-match", "x-amz-checksum-type", ...checksums], query: ["uploadId"] },
  copyObject: {
    headers: [
      ...written,
      ...copied,
      ...["x-amz-metadata-directive", "x-amz-tagging-directive", "x-amz-checksum-algorithm"],
      ...["if-match", "if-none-match"],
    ],
  },
  createUpload: { headers: [...written, "x-amz-checksum-algorithm", "x-amz-checksum-type"], query: ["uploads"] },
  deleteBucketTagging: { query: ["tagging"] },
  deleteObject: { headers: ["if-match"] },
  deleteObjectTagging: { query: ["tagging"] },
  deleteObjects: { headers: checksums, query: ["delete"] },
  getBucketLocation: { query: ["location"] },
  getBucketTagging: { query: ["tagging"] },
  getNotifications: { query: ["notification"] },
  getObject: {
    headers: ["x-amz-checksum-mode", "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since"],
    query: [
      ...["response-cache-control", "response-content-disposition", "response-content-encoding"],
      ...["response-content-language", "response-content-type", "response-expires"],
    ],
  },
  getObjectTagging: { query: ["tagging"] },
  listBuckets: { query: ["prefix", "max-buckets", "continuation-token", "bucket-region"] },
  listObjects: {
    // Of an object here there is no more to tell than the listing does.
    headers: ["x-amz-optional-object-attributes"],
    query: [
      ...["list-type", "prefix", "delimiter", "max-keys", "marker", "start-after", "continuation-token"],
      ...["encoding-type", "fetch-owner"],
    ],
  },
  listParts: { query: ["uploadId", "max-parts", "part-number-marker"] },
  listUploads: { query: ["uploads", "prefix"] },
  putBucketTagging: { headers: checksums, query: ["tagging"] },
  putNotifications: { headers: ["x-amz-skip-destination-validation", ...checksums], query: ["notification"] },
  putObject: { headers: [...written, ...checksums, "if-match", "if-none-match"] },
  putObjectTagging: { headers: checksums, query: ["tagging"] },
  uploadPart: {
    headers: [...copied, ...checksums, "x-amz-copy-source-range"],
    query: ["uploadId", "partNumber"],
  },
};

/** Headers without `x-amz-` that change what an operation does, so that they must not be passed over. */
const conditions: ReadonlySet<string> = new Set([
  ...["if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range"],
]);

/** Query parameters of presigned requests, and the name of the operation that the SDK puts there. */
const isSigning = (name: string): boolean =>
  /^X-Amz-/i.test(name) || ["AWSAccessKeyId", "Signature", "Expires", "x-id"].includes(name);

/** Refuses by name what a request asks for and its operation would pass over. Throws `NotImplemented`. */
export function refuseUnknownParts(operation: S3OperationName, { headers, query }: S3Request): void {
  const { headers: ownHeaders = [], query: ownQuery = [] } = known[operation] ?? {};
  for (const name of Object.keys(headers)) {
    if (!name.startsWith("x-amz-") && !conditions.has(name)) continue;
    if (commonHeaders.has(name) || name.startsWith("x-amz-meta-") || ownHeaders.includes(name)) continue;
    throw notImplemented(`The header ${name} of this request`);
  }
  for (const name of query.keys())
    if (!isSigning(name) && !ownQuery.includes(name)) throw notImplemented(`The query parameter ${name}`);
}

/** Refuses objects of a deletion that are to be deleted as a version, or under a condition. */
export function refuseConditionalDeletes(objects: readonly XmlElement[]): void {
  for (const name of ["VersionId", "ETag", "LastModifiedTime", "Size"])
    if (objects.some((object) => childText(object, name) !== undefined))
      throw notImplemented(`The ${name} of an object to delete`);
}
