import type { HttpResponse } from "../../http/http-handler.js";
import { childText, readXml, type XmlElement } from "../wire/xml.js";
import { notify } from "./notify.js";
import { describe, empty, xml } from "./objects.js";
import { checkTags, maxBucketTags, maxObjectTags } from "./tag-limits.js";
import { malformedXml, s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { findBucket, findObject, type S3State } from "./s3-state.js";

export function getObjectTagging(state: S3State, request: S3Request): HttpResponse {
  const { tags } = findObject(findBucket(state, request.bucket), request.key);
  return xml("Tagging", { TagSet: { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) } });
}

export function putObjectTagging(state: S3State, request: S3Request): HttpResponse {
  const bucket = findBucket(state, request.bucket);
  const object = findObject(bucket, request.key);
  bucket.objects.set(object.key, { ...object, tags: requestedTags(request, maxObjectTags) });
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
  const wanted = requestedTags(request);
  tags.clear();
  for (const [key, value] of wanted) tags.set(key, value);
  return empty(204);
}

export function deleteBucketTagging(state: S3State, request: S3Request): HttpResponse {
  findBucket(state, request.bucket).tags.clear();
  return empty(204);
}

/** The tags of a request's body. */
function requestedTags(request: S3Request, most = maxBucketTags): ReadonlyMap<string, string> {
  const set = readXml(request.body)?.children.find(({ name }) => name === "TagSet");
  if (set === undefined) throw malformedXml();
  return readTagSet(set.children, most);
}

/** The tags of `Tag` elements, each with one key and one value. */
export function readTagSet(elements: readonly XmlElement[], most = maxBucketTags): ReadonlyMap<string, string> {
  const tags = elements.map((tag) => [childText(tag, "Key"), childText(tag, "Value")] as const);
  const read = new Map<string, string>();
  for (const [key, value] of tags) {
    if (key === undefined || value === undefined) throw malformedXml();
    if (read.has(key)) throw s3Error("InvalidTag", "Cannot provide multiple Tags with the same key", { TagKey: key });
    read.set(key, value);
  }
  return checkTags(read, most);
}
