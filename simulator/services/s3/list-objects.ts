import type { HttpResponse } from "../../http/http-handler.js";
import { type Bucket, inByteOrder } from "./bucket.js";
import { xml } from "./objects.js";
import { s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, isoTime, type S3State } from "./s3-state.js";

const maxKeysLimit = 1000;

interface Listing {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last name shown, where there is more. */
  readonly last: string | undefined;
}

/** ListObjects and ListObjectsV2: keys with a prefix, those with the delimiter after it rolled up. */
export function listObjects(state: S3State, { bucket: name, query }: S3Request): HttpResponse {
  const bucket = findBucket(state, name);
  const isV2 = query.get("list-type") === "2";
  const showsOwner = !isV2 || query.get("fetch-owner") === "true";
  const maxKeys = readMaxKeys(query.get("max-keys"));
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const startAfter = (isV2 ? query.get("start-after") : query.get("marker")) ?? "";
  const after = token === null ? startAfter : decodeToken(token);
  const { keys, prefixes, last } = list(bucket, prefix, delimiter, after, maxKeys);
  const encode = query.get("encoding-type") === "url" ? encodeName : (text: string) => text;
  return xml("ListBucketResult", {
    Name: name,
    Prefix: encode(prefix),
    ...(delimiter !== "" && { Delimiter: encode(delimiter) }),
    MaxKeys: maxKeys,
    ...(query.get("encoding-type") === "url" && { EncodingType: "url" }),
    ...(isV2 ? { KeyCount: keys.length + prefixes.length } : { Marker: encode(startAfter) }),
    ...(isV2 && token !== null && { ContinuationToken: token }),
    ...(isV2 && startAfter !== "" && { StartAfter: encode(startAfter) }),
    IsTruncated: last !== undefined,
    ...(last !== undefined && (isV2 ? { NextContinuationToken: encodeToken(last) } : { NextMarker: encode(last) })),
    Contents: keys.flatMap((key) => {
      const object = bucket.objects.get(key);
      if (object === undefined) return [];
      return {
        Key: encode(key),
        LastModified: isoTime(object.modifiedAtMs),
        ETag: object.etag,
        Size: object.body.length,
        ...(showsOwner && { Owner: { ID: state.accountId, DisplayName: "simulated" } }),
        StorageClass: object.headers["x-amz-storage-class"] ?? "STANDARD",
      };
    }),
    CommonPrefixes: prefixes.map((one) => ({ Prefix: encode(one) })),
  });
}

function list(bucket: Bucket, prefix: string, delimiter: string, after: string, maxKeys: number): Listing {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  if (maxKeys === 0) return { keys, prefixes, last };
  for (const key of inByteOrder(bucket.objects.keys())) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const shown = at < 0 ? key : key.slice(0, at + delimiter.length);
    if (isNotAfter(shown, after) || shown === prefixes.at(-1)) continue;
    if (keys.length + prefixes.length === maxKeys) return { keys, prefixes, last };
    (at < 0 ? keys : prefixes).push(shown);
    last = shown;
  }
  return { keys, prefixes, last: undefined };
}

function isNotAfter(name: string, after: string): boolean {
  return after !== "" && Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0;
}

function readMaxKeys(source: string | null): number {
  if (source === null) return maxKeysLimit;
  if (!/^\d+$/.test(source))
    throw s3Error("InvalidArgument", "Provided max-keys not an integer or within integer range");
  return Math.min(Number(source), maxKeysLimit);
}

function encodeToken(name: string): string {
  return Buffer.from(name).toString("base64url");
}

function decodeToken(token: string): string {
  const name = Buffer.from(token, "base64url").toString();
  if (name === "" || encodeToken(name) !== token)
    throw s3Error("InvalidArgument", "The continuation token provided is incorrect");
  return name;
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/").replaceAll("%20", "+");
}
