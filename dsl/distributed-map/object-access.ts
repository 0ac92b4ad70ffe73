import { performCall } from "../native-run.js";

/**
 * Objects of S3 in a native run: every access is a call of a task, so that a stub may stand in for it; without one it goes
 * to `@aws-sdk/client-s3` as the environment configures it.
 */
export async function readObject(bucket: string, key: string): Promise<string> {
  const input = { Bucket: bucket, Key: key };
  const output = (await performCall({
    task: "s3:getObject",
    input,
    run: async () => {
      const { client, module } = await openClient();
      const { Body } = await client.send(new module.GetObjectCommand(input));
      return { Body: (await Body?.transformToString()) ?? "" };
    },
  })) as { readonly Body?: string };
  return output.Body ?? "";
}

export interface ListedEntry {
  readonly Key?: string;
  readonly Size?: number;
  readonly ETag?: string;
  readonly LastModified?: string;
  readonly StorageClass?: string;
}

/** All objects under a prefix. */
export async function listObjects(bucket: string, prefix: string): Promise<readonly ListedEntry[]> {
  const found: ListedEntry[] = [];
  let token: string | undefined;
  do {
    const input = { Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const page = (await performCall({
      task: "s3:listObjectsV2",
      input,
      run: async () => {
        const { client, module } = await openClient();
        return client.send(new module.ListObjectsV2Command(input));
      },
    })) as { readonly Contents?: readonly ListedEntry[]; readonly NextContinuationToken?: string };
    found.push(...(page.Contents ?? []));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

export async function writeObject(bucket: string, key: string, body: string): Promise<void> {
  const input = { Bucket: bucket, Key: key, Body: body };
  await performCall({
    task: "s3:putObject",
    input,
    run: async () => {
      const { client, module } = await openClient();
      await client.send(new module.PutObjectCommand(input));
    },
  });
}

async function openClient() {
  const module = await loadSdk();
  return { module, client: new module.S3Client({}) };
}

async function loadSdk() {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (error) {
    throw new Error(
      "A native run reads and writes S3 with @aws-sdk/client-s3, which is not installed. Install it, or pass stubs: " +
        'runNative(…, { tasks: { "s3:getObject": …, "s3:listObjectsV2": …, "s3:putObject": … } }).',
      { cause: error },
    );
  }
}
