import { readForm } from "../../http/encoded-text.js";
import type { HttpResponse } from "../../http/http-handler.js";
import { writeXml } from "../wire/xml.js";
import { type Bucket, encryptionOf, etagOf, type ObjectHeaders, type StoredObject } from "./bucket.js";
import { bodyChecksums } from "./checksum.js";
import { checkReadConditions, checkWriteConditions } from "./conditions.js";
import { notify, type ObjectEvent } from "./notify.js";
import { s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { checkTags, maxObjectTags } from "./tag-limits.js";
import { findBucket, findObject, isoTime, type S3State } from "./s3-state.js";

const maxKeyBytes = 1024;
const keptHeaders: readonly string[] = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
  "x-amz-storage-class",
  "x-amz-website-redirect-location",
];

export function putObject(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  const etag = etagOf(request.body);
  const digest = request.headers["content-md5"];
  if (digest !== undefined && Buffer.from(digest, "base64").toString("hex") !== etag.replaceAll('"', ""))
    throw s3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  const object = storeObject(state, bucket, request.key, request.body, etag, {
    headers: objectHeaders(request.headers),
    tags: readTags(request.headers["x-amz-tagging"]),
    checksums: bodyChecksums(request.headers, request.body),
  });
  notify(state, bucket, { ...describe(object), name: "ObjectCreated:Put", reason: "PutObject" });
  return empty(200, { etag: object.etag, ...object.checksums, ...encryptionOf(object.headers) });
}

/** Keeps an object, in place of one of the same key. */
export function storeObject(
  state: S3State,
  bucket: Bucket,
  key: string,
  body: Buffer,
  etag: string,
  more: Pick<StoredObject, "headers" | "tags" | "checksums">,
): StoredObject {
  if (Buffer.byteLength(key) > maxKeyBytes) throw s3Error("KeyTooLongError", "Your key is too long");
  const object = { key, body, etag, modifiedAtMs: state.clock.nowMs(), ...more };
  bucket.objects.set(key, object);
  return object;
}

/** GET and HEAD, whole or a range. */
export function getObject(state: S3State, request: S3Request): HttpResponse {
  const object = findObject(findBucket(state, request.bucket), request.key);
  checkReadConditions(request.headers, object);
  const range = parseRange(request.headers["range"], object.body.length);
  const body = range === undefined ? object.body : object.body.subarray(range.start, range.end + 1);
  const overrides = [...request.query].filter(([name]) => name.startsWith("response-"));
  const headers = {
    "content-type": "binary/octet-stream",
    ...object.headers,
    ...Object.fromEntries(overrides.map(([name, value]) => [name.slice("response-".length), value])),
    etag: object.etag,
    "last-modified": new Date(object.modifiedAtMs).toUTCString(),
    "accept-ranges": "bytes",
    ...encryptionOf(object.headers),
    ...(object.tags.size > 0 && { "x-amz-tagging-count": String(object.tags.size) }),
    ...(request.headers["x-amz-checksum-mode"] === "ENABLED" && range === undefined && object.checksums),
    ...(range !== undefined && { "content-range": `bytes ${range.start}-${range.end}/${object.body.length}` }),
  };
  return { status: range === undefined ? 200 : 206, headers, body };
}

export function deleteObject(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  removeObject(state, bucket, request.key);
  return empty(204);
}

/** Deletes an object, if there is one. */
export function removeObject(state: S3State, bucket: Bucket, key: string): void {
  const object = bucket.objects.get(key);
  if (object === undefined) return;
  bucket.objects.delete(key);
  notify(state, bucket, { ...describe(object), name: "ObjectRemoved:Delete", reason: "DeleteObject" });
}

/** What is told of an object when something happens to it. */
export function describe({ key, etag, body }: StoredObject): Pick<ObjectEvent, "key" | "etag" | "size"> {
  return { key, etag, size: body.length };
}

/** Copies an object, with its own headers or with those of the request. */
export function copyObject(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const source = findCopySource(state, request);
  checkWriteConditions(request.headers, bucket.objects.get(request.key));
  const replaces = request.headers["x-amz-metadata-directive"] === "REPLACE";
  if (!replaces && request.key === source.key && bucket.objects.get(request.key) === source)
    throw s3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  const object = storeObject(state, bucket, request.key, source.body, etagOf(source.body), {
    headers: replaces ? objectHeaders(request.headers) : source.headers,
    tags:
      request.headers["x-amz-tagging-directive"] === "REPLACE"
        ? readTags(request.headers["x-amz-tagging"])
        : source.tags,
    checksums: source.checksums,
  });
  notify(state, bucket, { ...describe(object), name: "ObjectCreated:Copy", reason: "CopyObject" });
  const copied = xml("CopyObjectResult", { LastModified: isoTime(object.modifiedAtMs), ETag: object.etag });
  return { ...copied, headers: { ...copied.headers, ...encryptionOf(object.headers) } };
}

/** The object that a copy is made of. */
export function findCopySource(state: S3State, request: S3Request): StoredObject {
  const [path = ""] = (request.headers["x-amz-copy-source"] ?? "").replace(/^\//, "").split("?");
  const slash = path.indexOf("/");
  if (slash < 0) throw s3Error("InvalidArgument", "Invalid copy source object key");
  const source = findObject(findBucket(state, path.slice(0, slash)), decodeKey(path.slice(slash + 1)));
  checkReadConditions(request.headers, source, "x-amz-copy-source-");
  return source;
}

function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw s3Error("InvalidArgument", "Invalid copy source encoding.");
  }
}

/** The headers of a request that are kept with the object. */
export function objectHeaders(headers: Readonly<Record<string, string>>): ObjectHeaders {
  const kept = Object.entries(headers).filter(([name]) => keptHeaders.includes(name) || name.startsWith("x-amz-meta-"));
  const entries = kept.map(([name, value]) => [
    name,
    name === "content-encoding" ? value.replace(/(^|,\s*)aws-chunked(,\s*|$)/, "") : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== "")) as ObjectHeaders; // pairs of texts
}

export function readTags(header = ""): ReadonlyMap<string, string> {
  const tags = [...(readForm(Buffer.from(header, "latin1")) ?? [])];
  const read = new Map(tags);
  if (read.size === tags.length && (header === "" || tags.length > 0)) return checkTags(read, maxObjectTags);
  throw s3Error(
    "InvalidArgument",
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    { ArgumentName: "x-amz-tagging", ArgumentValue: header },
  );
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers, body: "" };
}

export function xml(name: string, content: Parameters<typeof writeXml>[1]): HttpResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(name, content, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"')}`;
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

/** The bytes that a range header asks for; undefined where it asks for all, or is not one that S3 reads. */
export function parseRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const suffix = match[1] === "";
  const start = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (!suffix && match[2] !== "" && Number(match[2]) < start) return undefined;
  if (start >= size || (suffix && Number(match[2]) === 0))
    throw s3Error("InvalidRange", "The requested range is not satisfiable", {
      RangeRequested: header ?? "",
      ActualObjectSize: String(size),
    });
  return { start, end };
}
