import { createHash } from "node:crypto";
import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml } from "../wire/xml.js";
import { type Bucket, etagOf, type Upload } from "./bucket.js";
import { checkWriteConditions } from "./conditions.js";
import { empty, findCopySource, objectHeaders, parseRange, readTags, storeObject, xml } from "./objects.js";
import { s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, isoTime, type S3State } from "./s3-state.js";

const maxParts = 10_000;
const minPartBytes = 5 * 1024 * 1024;

export function createUpload(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const id = state.newId();
  bucket.uploads.set(id, {
    id,
    key: request.key,
    headers: objectHeaders(request.headers),
    tags: readTags(request.headers["x-amz-tagging"]),
    startedAtMs: state.clock.nowMs(),
    parts: new Map(),
  });
  return xml("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: request.key, UploadId: id });
}

/** Takes a part, from the body or as a copy of an object. */
export function uploadPart(state: S3State, request: S3Request): HttpResponse {
  const upload = findUpload(findBucket(state, request.bucket), request);
  const number = Number(request.query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > maxParts)
    throw s3Error("InvalidArgument", `Part number must be an integer between 1 and ${maxParts}, inclusive`);
  const isCopy = request.headers["x-amz-copy-source"] !== undefined;
  const body = isCopy ? copiedBytes(state, request) : request.body;
  const part = { body, etag: etagOf(body), modifiedAtMs: state.clock.nowMs() };
  upload.parts.set(number, part);
  if (!isCopy) return empty(200, { etag: part.etag });
  return xml("CopyPartResult", { LastModified: isoTime(part.modifiedAtMs), ETag: part.etag });
}

/** Joins the parts that the request names, in its order. */
export function completeUpload(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const upload = findUpload(bucket, request);
  checkWriteConditions(request.headers, bucket.objects.get(upload.key));
  const parts = namedParts(request).map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part === undefined || part.etag.replaceAll('"', "") !== etag)
      throw s3Error(
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    return part;
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < minPartBytes))
    throw s3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  const digests = parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ""), "hex"));
  const digest = createHash("md5").update(Buffer.concat(digests)).digest("hex");
  const body = Buffer.concat(parts.map((part) => part.body));
  const { headers, tags } = upload;
  const object = storeObject(state, bucket, upload.key, body, `"${digest}-${parts.length}"`, {
    headers,
    tags,
    checksums: {},
  });
  bucket.uploads.delete(upload.id);
  return xml("CompleteMultipartUploadResult", {
    Location: `/${bucket.name}/${upload.key}`,
    Bucket: bucket.name,
    Key: upload.key,
    ETag: object.etag,
  });
}

export function abortUpload(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  bucket.uploads.delete(findUpload(bucket, request).id);
  return empty(204);
}

export function listParts(state: S3State, request: S3Request): HttpResponse {
  const upload = findUpload(findBucket(state, request.bucket), request);
  const parts = [...upload.parts].sort(([left], [right]) => left - right);
  return xml("ListPartsResult", {
    Bucket: request.bucket,
    Key: upload.key,
    UploadId: upload.id,
    IsTruncated: false,
    Part: parts.map(([number, part]) => ({
      PartNumber: number,
      LastModified: isoTime(part.modifiedAtMs),
      ETag: part.etag,
      Size: part.body.length,
    })),
  });
}

export function listUploads(state: S3State, request: S3Request): HttpResponse {
  const { name, uploads } = findBucket(state, request.bucket);
  const prefix = request.query.get("prefix") ?? "";
  const found = [...uploads.values()].filter(({ key }) => key.startsWith(prefix));
  return xml("ListMultipartUploadsResult", {
    Bucket: name,
    IsTruncated: false,
    Upload: found.map(({ key, id, startedAtMs }) => ({ Key: key, UploadId: id, Initiated: isoTime(startedAtMs) })),
  });
}

function copiedBytes(state: S3State, request: S3Request): Buffer {
  const { body } = findCopySource(state, request);
  const range = parseRange(request.headers["x-amz-copy-source-range"], body.length);
  return range === undefined ? body : body.subarray(range.start, range.end + 1);
}

function findUpload(bucket: Bucket, { query, key }: S3Request): Upload {
  const upload = bucket.uploads.get(query.get("uploadId") ?? "");
  if (upload?.key === key) return upload;
  throw s3Error(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );
}

function namedParts(request: S3Request): readonly { readonly number: number; readonly etag: string }[] {
  const root = readXml(request.body.toString("utf8"));
  const parts = (root?.children ?? [])
    .filter(({ name }) => name === "Part")
    .map((part) => ({
      number: Number(childText(part, "PartNumber")),
      etag: (childText(part, "ETag") ?? "").replaceAll('"', ""),
    }));
  if (root?.name !== "CompleteMultipartUpload" || parts.length === 0 || parts.some(({ number }) => !(number >= 1)))
    throw s3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  if (parts.some(({ number }, index) => number <= (parts[index - 1]?.number ?? 0)))
    throw s3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
    );
  return parts;
}
