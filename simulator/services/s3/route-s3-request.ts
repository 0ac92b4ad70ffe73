import type { HttpResponse } from "../../http/http-handler.js";
import { createBucket, deleteBucket, deleteObjects, getBucketLocation, headBucket, listBuckets } from "./buckets.js";
import { listObjects } from "./list-objects.js";
import { abortUpload, completeUpload, createUpload, listParts, listUploads, uploadPart } from "./multipart.js";
import { getNotifications, putNotifications } from "./notifications.js";
import { copyObject, deleteObject, getObject, putObject } from "./objects.js";
import { notImplemented, s3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import type { S3State } from "./s3-state.js";
import { refuseUnknownParts } from "./unknown-parts.js";
import {
  deleteBucketTagging,
  deleteObjectTagging,
  getBucketTagging,
  getObjectTagging,
  putBucketTagging,
  putObjectTagging,
} from "./tagging.js";

type S3Operation = (state: S3State, request: S3Request) => HttpResponse | Promise<HttpResponse>;

const operations = {
  abortUpload,
  completeUpload,
  copyObject,
  createBucket,
  createUpload,
  deleteBucket,
  deleteBucketTagging,
  deleteObject,
  deleteObjects,
  deleteObjectTagging,
  getBucketLocation,
  getBucketTagging,
  getNotifications,
  getObject,
  getObjectTagging,
  headBucket,
  listBuckets,
  listObjects,
  listParts,
  listUploads,
  putBucketTagging,
  putNotifications,
  putObject,
  putObjectTagging,
  uploadPart,
} as const satisfies Readonly<Record<string, S3Operation>>;

export type S3OperationName = keyof typeof operations;

/** Query parameters that make a request one for a part of S3 that is not simulated. */
const otherSubresources: readonly string[] = [
  "abac",
  "accelerate",
  "acl",
  "analytics",
  "annotation",
  "attributes",
  "cors",
  "encryption",
  "intelligent-tiering",
  "inventory",
  "legal-hold",
  "lifecycle",
  "logging",
  "metadataAnnotationTable",
  "metadataConfiguration",
  "metadataInventoryTable",
  "metadataJournalTable",
  "metadataTable",
  "metrics",
  "object-lock",
  "ownershipControls",
  "policy",
  "policyStatus",
  "publicAccessBlock",
  "renameObject",
  "replication",
  "requestPayment",
  "restore",
  "retention",
  "select",
  "session",
  "torrent",
  "versionId",
  "versioning",
  "versions",
  "website",
];

/** Carries a request out. Throws an `AwsError` as S3 refuses. */
export async function routeS3Request(state: S3State, request: S3Request): Promise<HttpResponse> {
  const other = otherSubresources.find((name) => request.query.has(name));
  if (other !== undefined) throw notImplemented(`The subresource "${other}"`);
  const owner = request.headers["x-amz-expected-bucket-owner"];
  if (owner !== undefined && owner !== state.accountId) throw s3Error("AccessDenied", "Access Denied");
  const operation = findOperation(request);
  refuseUnknownParts(operation, request);
  return operations[operation](state, request);
}

function findOperation(request: S3Request): S3OperationName {
  if (request.bucket === "") {
    if (request.method === "GET") return "listBuckets";
    throw methodNotAllowed(request);
  }
  return request.key === "" ? bucketOperation(request) : objectOperation(request);
}

function bucketOperation(request: S3Request): S3OperationName {
  const { method, query } = request;
  switch (method) {
    case "PUT":
      if (query.has("notification")) return "putNotifications";
      return query.has("tagging") ? "putBucketTagging" : "createBucket";
    case "DELETE":
      return query.has("tagging") ? "deleteBucketTagging" : "deleteBucket";
    case "HEAD":
      return "headBucket";
    case "GET":
      if (query.has("location")) return "getBucketLocation";
      if (query.has("notification")) return "getNotifications";
      if (query.has("tagging")) return "getBucketTagging";
      return query.has("uploads") ? "listUploads" : "listObjects";
    case "POST":
      if (query.has("delete")) return "deleteObjects";
      throw notImplemented("Upload by HTML form");
    default:
      throw methodNotAllowed(request);
  }
}

function objectOperation(request: S3Request): S3OperationName {
  const { method, query, headers } = request;
  const isTagging = query.has("tagging");
  const isUpload = query.has("uploadId");
  switch (method) {
    case "PUT":
      if (isTagging) return "putObjectTagging";
      if (isUpload) return "uploadPart";
      return headers["x-amz-copy-source"] === undefined ? "putObject" : "copyObject";
    case "GET":
      if (isTagging) return "getObjectTagging";
      return isUpload ? "listParts" : "getObject";
    case "HEAD":
      return "getObject";
    case "DELETE":
      if (isTagging) return "deleteObjectTagging";
      return isUpload ? "abortUpload" : "deleteObject";
    case "POST":
      if (query.has("uploads")) return "createUpload";
      if (isUpload) return "completeUpload";
      throw methodNotAllowed(request);
    default:
      throw methodNotAllowed(request);
  }
}

function methodNotAllowed({ method }: S3Request): Error {
  return s3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", { Method: method });
}
