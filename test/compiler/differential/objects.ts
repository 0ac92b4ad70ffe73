import type { ObjectStore } from "setpiece/simulator";
import type { TaskStub } from "setpiece";

type Objects = Readonly<Record<string, string>>;

const modified = "2026-01-02T03:04:05.000Z";

function read(objects: Objects, bucket: string, key: string): string {
  const text = objects[`${bucket}/${key}`];
  if (text === undefined) throw new Error("The specified key does not exist.");
  return text;
}

function list(objects: Objects, bucket: string, prefix: string) {
  return Object.entries(objects)
    .filter(([path]) => path.startsWith(`${bucket}/${prefix}`))
    .map(([path, text]) => ({ Key: path.slice(bucket.length + 1), Size: Buffer.byteLength(text) }));
}

/** Objects of S3 as the stubs of a native run. */
export function s3Stubs(objects: Objects): Readonly<Record<string, TaskStub>> {
  return {
    "s3:getObject": ({ Bucket, Key }: { Bucket: string; Key: string }) => ({ Body: read(objects, Bucket, Key) }),
    "s3:listObjectsV2": ({ Bucket, Prefix }: { Bucket: string; Prefix: string }) => ({
      Contents: list(objects, Bucket, Prefix).map((entry) => ({ ...entry, ETag: "e", LastModified: modified })),
    }),
    "s3:putObject": () => ({}),
  };
}

/** The same objects for a simulator. */
export function objectStore(objects: Objects): ObjectStore {
  return {
    read: async (bucket, key) => read(objects, bucket, key),
    list: async (bucket, prefix) =>
      list(objects, bucket, prefix).map((entry) => ({
        ...entry,
        Etag: "e",
        LastModified: Date.parse(modified) / 1000,
        StorageClass: "STANDARD",
      })),
    write: async () => undefined,
  };
}
