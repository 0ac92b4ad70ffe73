import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml } from "../wire/xml.js";
import { type Bucket, inByteOrder } from "./bucket.js";
import { empty, removeObject, xml } from "./objects.js";
import { malformedXml, notImplemented, s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, isoTime, type S3State } from "./s3-state.js";
import { readTagSet } from "./tagging.js";
import { refuseConditionalDeletes } from "./unknown-parts.js";

const maxDeletes = 1000;
const maxBuckets = 10_000;

export function createBucket(state: S3State, request: S3Request): HttpResponse {
  if (!isBucketName(request.bucket))
    throw s3Error("InvalidBucketName", "The specified bucket is not valid.", { BucketName: request.bucket });
  if (state.buckets.has(request.bucket) && state.region !== "us-east-1")
    throw s3Error(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      { BucketName: request.bucket },
    );
  const { region, tags } = readConfiguration(state, request.body);
  const bucket = ensureBucket(state, request.bucket, region);
  for (const [key, value] of tags) bucket.tags.set(key, value);
  return empty(200, { location: `/${request.bucket}` });
}

/** @see "General purpose bucket naming rules" in the S3 user guide */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d{1,3}(\.\d{1,3}){3}$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}

/** What a bucket is to be: in the region of the simulator, unless its configuration names another one. */
function readConfiguration(
  state: S3State,
  body: Buffer,
): { readonly region: string; readonly tags: ReadonlyMap<string, string> } {
  if (body.length === 0) return { region: state.region, tags: new Map() };
  const root = readXml(body);
  if (root?.name !== "CreateBucketConfiguration") throw malformedXml();
  for (const { name } of root.children)
    if (!["LocationConstraint", "Tags"].includes(name)) throw notImplemented(`${name} of a new bucket`);
  const tags = root.children.find(({ name }) => name === "Tags");
  return { region: childText(root, "LocationConstraint") ?? state.region, tags: readTagSet(tags?.children ?? []) };
}

/** Makes a bucket, unless it is there. */
export function ensureBucket(state: S3State, name: string, region = state.region): Bucket {
  const bucket = state.buckets.get(name) ?? {
    name,
    region,
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
  const { region } = findBucket(state, request.bucket);
  return empty(200, { "x-amz-bucket-region": region });
}

/** The buckets whose names begin with a prefix, of one region or all; a page of them where one is asked for. */
export function listBuckets(state: S3State, { query }: S3Request): HttpResponse {
  const prefix = query.get("prefix") ?? "";
  const after = Buffer.from(query.get("continuation-token") ?? "", "base64url").toString();
  const region = query.get("bucket-region");
  const names = inByteOrder(state.buckets.keys()).filter(
    (name) =>
      [null, state.buckets.get(name)?.region].includes(region) &&
      name.startsWith(prefix) &&
      (after === "" || name > after),
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
  const { region } = findBucket(state, request.bucket);
  return xml("LocationConstraint", region === "us-east-1" ? "" : region);
}

/** Deletes up to 1,000 objects; those that do not exist count as deleted. */
export function deleteObjects(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const root = readXml(request.body);
  const objects = root?.children.filter(({ name }) => name === "Object") ?? [];
  const keys = objects.map((object) => childText(object, "Key"));
  if (root?.name !== "Delete" || keys.length === 0 || keys.length > maxDeletes || keys.includes(undefined))
    throw malformedXml();
  refuseConditionalDeletes(objects);
  for (const key of keys) removeObject(state, bucket, key ?? "");
  const isQuiet = childText(root, "Quiet") === "true";
  return xml("DeleteResult", { Deleted: isQuiet ? [] : keys.map((Key) => ({ Key })) });
}
