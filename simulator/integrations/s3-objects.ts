import { maxObjectBytes, type ObjectStore } from "../engine/object-store.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { AwsSdk } from "./aws-sdk.js";

/** Objects of S3 through its AWS SDK client. */
export function s3Objects(sdk: AwsSdk): ObjectStore {
  const call = async (action: string, parameters: JsonObject): Promise<JsonObject> => {
    const answer = await sdk.call("s3", action, parameters, new AbortController().signal);
    if (answer.kind === "answered") return isJsonObject(answer.output) ? answer.output : {};
    throw new Error(answer.message);
  };
  return {
    async read(bucket, key, version = {}) {
      const parameters = { Bucket: bucket, Key: key, ...version };
      const answer = await sdk.download(parameters, maxObjectBytes, new AbortController().signal);
      if (answer.kind === "downloaded") return answer.bytes;
      throw new Error(answer.message);
    },
    async list(bucket, prefix) {
      const objects: JsonObject[] = [];
      let token: JsonValue | undefined;
      do {
        const page = await call("listObjectsV2", {
          Bucket: bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        });
        for (const entry of (page.Contents ?? []) as readonly JsonObject[]) objects.push(listed(entry));
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
      return objects;
    },
    async write(bucket, key, text) {
      await call("putObject", { Bucket: bucket, Key: key, Body: text });
    },
  };
}

/** Items of a listing have `Etag` and times in seconds. */
function listed({
  ETag: etag,
  LastModified: modified,
  Key: key,
  Size: size,
  StorageClass: storageClass,
}: JsonObject): JsonObject {
  return {
    Etag: etag ?? null,
    LastModified: typeof modified === "string" ? Math.floor(Date.parse(modified) / 1000) : 0,
    Key: key ?? "",
    Size: size ?? 0,
    StorageClass: storageClass ?? "STANDARD",
  };
}
