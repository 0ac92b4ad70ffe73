import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml } from "../wire/xml.js";
import { notify } from "./notify.js";
import { describe, empty, xml } from "./objects.js";
import { s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, findObject, type S3State } from "./s3-state.js";

export function getObjectTagging(state: S3State, request: S3Request): HttpResponse {
  const { tags } = findObject(findBucket(state, request.bucket), request.key);
  return xml("Tagging", { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } });
}

export function putObjectTagging(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const object = findObject(bucket, request.key);
  bucket.objects.set(object.key, { ...object, tags: readTagSet(request) });
  notify(state, bucket, { ...describe(object), name: "ObjectTagging:Put", reason: "PutObjectTagging" });
  return empty(200);
}

export function deleteObjectTagging(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const object = findObject(bucket, request.key);
  bucket.objects.set(object.key, { ...object, tags: new Map() });
  notify(state, bucket, { ...describe(object), name: "ObjectTagging:Delete", reason: "DeleteObjectTagging" });
  return empty(204);
}

export function getBucketTagging(state: S3State, request: S3Request): HttpResponse {
  const { tags } = findBucket(state, request.bucket);
  if (tags.size === 0) throw s3Error("NoSuchTagSet", "The TagSet does not exist", { BucketName: request.bucket });
  return xml("Tagging", { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } });
}

export function putBucketTagging(state: S3State, request: S3Request): HttpResponse {
  const { tags } = findBucket(state, request.bucket);
  const wanted = readTagSet(request);
  tags.clear();
  for (const [key, value] of wanted) tags.set(key, value);
  return empty(204);
}

export function deleteBucketTagging(state: S3State, request: S3Request): HttpResponse {
  findBucket(state, request.bucket).tags.clear();
  return empty(204);
}

function readTagSet(request: S3Request): ReadonlyMap<string, string> {
  const set = readXml(request.body.toString("utf8"))?.children.find(({ name }) => name === "TagSet");
  if (set === undefined)
    throw s3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  return new Map(set.children.map((tag) => [childText(tag, "Key") ?? "", childText(tag, "Value") ?? ""]));
}
