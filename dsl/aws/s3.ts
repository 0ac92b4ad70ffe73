import type { S3 } from "@aws-sdk/client-s3";
import { awsService } from "../aws-sdk.js";
import type { NamedResource } from "../resource-use.js";
import { bindActions, type BoundActions } from "./bound-actions.js";

/** Amazon S3, codeless: every action of the service, typed from its SDK. */
export const s3 = awsService<S3>("s3");

/** A bucket and its actions, each with `Bucket` filled in. */
export type Bucket = NamedResource & BoundActions<S3, (typeof bucketActions)[number], "Bucket">;

const bucketActions = ["putObject", "getObject", "headObject", "deleteObject", "listObjectsV2"] as const;

/** Declares an S3 bucket. `name` is its name locally; infra lets AWS choose one, for names of buckets are the world's. */
export function bucket(name: string): Bucket {
  return { name, ...bindActions(s3, bucketActions, "Bucket", name) };
}
