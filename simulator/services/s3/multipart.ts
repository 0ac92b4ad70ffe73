import { createHash } from "node:crypto";
import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml } from "../wire/xml.js";
import { type Bucket, encryptionOf, etagOf, type Upload } from "./bucket.js";
import { algorithmNamed, bodyChecksums, checksumHeaders, checksumOfParts } from "./checksum.js";
import { checkWriteConditions } from "./conditions.js";
import { notify } from "./notify.js";
import { describe, empty, findCopySource, objectHeaders, parseRange, readTags, storeObject, xml } from "./objects.js";
import { malformedXml, s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, isoTime, type S3State } from "./s3-state.js";

const maxParts = 10_000;
const maxListed = 1_000;
const minPartBytes = 5 * 1024 * 1024;

export function createUpload(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const id = state.newId();
  const checksum = uploadChecksum(request.headers);
  bucket.uploads.set(id, {
    id,
    key: request.key,
    headers: objectHeaders(request.headers),
    tags: readTags(request.headers["x-amz-tagging"]),
    startedAtMs: state.clock.nowMs(),
    checksum,
    parts: new Map(),
  });
  const begun = xml("InitiateMultipartUploadResult", { Bucket: bucket.name, Key: request.key, UploadId: id });
  const type = checksum.isComposite ? "COMPOSITE" : "FULL_OBJECT";
  const asked = request.headers["x-amz-checksum-algorithm"];
  const told = asked === undefined ? {} : { "x-amz-checksum-algorithm": asked, "x-amz-checksum-type": type };
  return { ...begun, headers: { ...begun.headers, ...told, ...encryptionOf(objectHeaders(request.headers)) } };
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
  if (!isCopy) {
    const { "x-amz-checksum-type": _, ...checksums } = bodyChecksums(request.headers, body);
    return empty(200, { etag: part.etag, ...checksums, ...encryptionOf(upload.headers) });
  }
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
  const bodies = parts.map((part) => part.body);
  const body = Buffer.concat(bodies);
  const { headers, tags, checksum } = upload;
  const { algorithm, isComposite } = checksum;
  const value = checksumOfParts(algorithm, bodies, isComposite);
  const type = isComposite ? "COMPOSITE" : "FULL_OBJECT";
  const object = storeObject(state, bucket, upload.key, body, `"${digest}-${parts.length}"`, {
    headers,
    tags,
    checksums: checksumHeaders([{ algorithm, value }], type),
  });
  bucket.uploads.delete(upload.id);
  const name = "ObjectCreated:CompleteMultipartUpload";
  notify(state, bucket, { ...describe(object), name, reason: "CompleteMultipartUpload" });
  return xml("CompleteMultipartUploadResult", {
    Location: `/${bucket.name}/${upload.key}`,
    Bucket: bucket.name,
    Key: upload.key,
    ETag: object.etag,
    [`Checksum${algorithm.toUpperCase()}`]: value,
    ChecksumType: type,
  });
}

/** CRC-64 is of the whole object, the SHAs of the parts' sums, the other CRCs as asked. */
function uploadChecksum(headers: Readonly<Record<string, string>>): Upload["checksum"] {
  const name = headers["x-amz-checksum-algorithm"];
  const algorithm = name === undefined ? "crc64nvme" : algorithmNamed(name);
  if (algorithm === undefined) throw s3Error("InvalidRequest", "Checksum algorithm provided is unsupported.");
  const type = headers["x-amz-checksum-type"] ?? (algorithm === "crc64nvme" ? "FULL_OBJECT" : "COMPOSITE");
  const isComposite = type === "COMPOSITE";
  if (isComposite ? algorithm === "crc64nvme" : algorithm.startsWith("sha"))
    throw s3Error(
      "InvalidRequest",
      `The ${type} checksum type cannot be used with the ${name ?? algorithm} algorithm.`,
    );
  return { algorithm, isComposite };
}

export function abortUpload(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  bucket.uploads.delete(findUpload(bucket, request).id);
  return empty(204);
}

export function listParts(state: S3State, request: S3Request): HttpResponse {
  const upload = findUpload(findBucket(state, request.bucket), request);
  const after = countOf(request, "part-number-marker", 0);
  const most = Math.min(countOf(request, "max-parts", maxListed), maxListed);
  const rest = [...upload.parts].filter(([number]) => number > after).sort(([left], [right]) => left - right);
  const parts = rest.slice(0, most);
  return xml("ListPartsResult", {
    Bucket: request.bucket,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    ...(rest.length > parts.length && { NextPartNumberMarker: parts.at(-1)?.[0] ?? after }),
    MaxParts: most,
    IsTruncated: rest.length > parts.length,
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

/** A query parameter that is a number. */
function countOf({ query }: S3Request, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text))
    throw s3Error("InvalidArgument", `Provided ${name} not an integer or within integer range`, { ArgumentName: name });
  return Number(text);
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
  const root = readXml(request.body);
  const parts = (root?.children ?? [])
    .filter(({ name }) => name === "Part")
    .map((part) => ({
      number: Number(childText(part, "PartNumber")),
      etag: (childText(part, "ETag") ?? "").replaceAll('"', ""),
    }));
  if (root?.name !== "CompleteMultipartUpload" || parts.length === 0 || parts.some(({ number }) => !(number >= 1)))
    throw malformedXml();
  if (parts.some(({ number }, index) => number <= (parts[index - 1]?.number ?? 0)))
    throw s3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
    );
  return parts;
}
