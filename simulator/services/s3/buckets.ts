import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml } from "../wire/xml.js";
import { type Bucket, inByteOrder } from "./bucket.js";
import { empty, removeObject, xml } from "./objects.js";
import { s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, isoTime, type S3State } from "./s3-state.js";
import { refuseConditionalDeletes } from "./unknown-parts.js";

const maxDeletes = 1000;
const maxBuckets = 10_000;

export function createBucket(state: S3State, request: S3Request): HttpResponse {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(request.bucket) || request.bucket.includes(".."))
    throw s3Error("InvalidBucketName", "The specified bucket is not valid.", { BucketName: request.bucket });
  if (state.buckets.has(request.bucket) && state.region !== "us-east-1")
    throw s3Error(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { BucketName: request.bucket },
    );
  ensureBucket(state, request.bucket);
  return empty(200, { location: `/${request.bucket}` });
}

/** Makes a bucket, unless it is there. */
export function ensureBucket(state: S3State, name: string): Bucket {
  const bucket = state.buckets.get(name) ?? {
    name,
    createdAtMs: state.clock.nowMs(),
    objects: new Map(),
    uploads: new Map(),
    tags: new Map(),
    notifications: { targets: [], toEventBridge: false },
  };
  state.buckets.set(name, bucket);
  return bucket;
}

export function deleteBucket(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  if (bucket.objects.size > 0)
    throw s3Error("BucketNotEmpty", "The bucket you tried to delete is not empty", { BucketName: bucket.name });
  state.buckets.delete(bucket.name);
  return empty(204);
}

export function headBucket(state: S3State, request: S3Request): HttpResponse {
  findBucket(state, request.bucket);
  return empty(200, { "x-amz-bucket-region": state.region });
}

/** The buckets whose names begin with a prefix, in the simulator's one region; a page of them where one is asked for. */
export function listBuckets(state: S3State, { query }: S3Request): HttpResponse {
  const prefix = query.get("prefix") ?? "";
  const after = Buffer.from(query.get("continuation-token") ?? "", "base64url").toString();
  const isHere = (query.get("bucket-region") ?? state.region) === state.region;
  const names = inByteOrder(state.buckets.keys()).filter(
    (name) => isHere && name.startsWith(prefix) && (after === "" || name > after),
  );
  const most = Number(query.get("max-buckets") ?? maxBuckets);
  if (!(most >= 1 && most <= maxBuckets)) throw s3Error("InvalidArgument", "Invalid max-buckets value");
  const shown = names.slice(0, most);
  const buckets = shown.flatMap((name) => state.buckets.get(name) ?? []);
  return xml("ListAllMyBucketsResult", {
    ...(shown.length < names.length && { ContinuationToken: Buffer.from(shown.at(-1) ?? "").toString("base64url") }),
    ...(prefix !== "" && { Prefix: prefix }),
    Owner: { ID: state.accountId, DisplayName: "simulated" },
    Buckets: {
      Bucket: buckets.map(({ name, createdAtMs }) => ({ Name: name, CreationDate: isoTime(createdAtMs) })),
    },
  });
}

export function getBucketLocation(state: S3State, request: S3Request): HttpResponse {
  findBucket(state, request.bucket);
  return xml("LocationConstraint", state.region === "us-east-1" ? "" : state.region);
}

/** Deletes up to 1,000 objects; those that do not exist count as deleted. */
export function deleteObjects(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const root = readXml(request.body.toString("utf8"));
  const objects = root?.children.filter(({ name }) => name === "Object") ?? [];
  const keys = objects.map((object) => childText(object, "Key"));
  if (root?.name !== "Delete" || keys.length === 0 || keys.length > maxDeletes || keys.includes(undefined))
    throw s3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  refuseConditionalDeletes(objects);
  for (const key of keys) removeObject(state, bucket, key ?? "");
  const isQuiet = childText(root, "Quiet") === "true";
  return xml("DeleteResult", { Deleted: isQuiet ? [] : keys.map((Key) => ({ Key })) });
}
