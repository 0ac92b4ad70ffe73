import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  paginateListObjectsV2,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeliveryDetails } from "../../../../simulator/services/delivery.js";
import { startS3 } from "../../../../simulator/services/s3/s3.js";
import { manualClock } from "../manual-clock.js";

const clock = manualClock(Date.now());
let running: Awaited<ReturnType<typeof startS3>>;
const delivered: { readonly arn: string; readonly payload: string; readonly details: DeliveryDetails }[] = [];
let client: S3Client;
let buckets = 0;

beforeAll(async () => {
  running = await startS3({
    clock,
    deliver: async (arn, payload, details) => {
      if (arn.endsWith("-missing")) throw new Error("There is no such queue");
      delivered.push({ arn, payload, details });
    },
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new S3Client({
    endpoint: running.url,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    forcePathStyle: true,
  });
});

afterAll(async () => {
  client.destroy();
  await running.close();
});

async function newBucket(): Promise<string> {
  const Bucket = `bucket-${buckets++}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

const put = (Bucket: string, Key: string, Body: string | Uint8Array, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

async function read(Bucket: string, Key: string, more: object = {}): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();
}

test("an object comes back with its headers, whole or in part", async () => {
  const Bucket = await newBucket();
  const Key = "a folder/ä & <b>+c.txt";
  await put(Bucket, Key, "0123456789", { ContentType: "text/plain", Metadata: { owner: "me" } });
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(head).toMatchObject({ ContentLength: 10, ContentType: "text/plain", Metadata: { owner: "me" } });
  expect(await read(Bucket, Key)).toBe("0123456789");
  expect(await read(Bucket, Key, { Range: "bytes=2-4" })).toBe("234");
  expect(await read(Bucket, Key, { Range: "bytes=-3" })).toBe("789");
  await expect(read(Bucket, Key, { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  await expect(read(Bucket, "nothing")).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(read(Bucket, Key, { IfNoneMatch: head.ETag })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 304 },
  });
  await expect(put(Bucket, Key, "other", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
});

test("a streamed body arrives without its chunks", async () => {
  const Bucket = await newBucket();
  const body = Buffer.alloc(300_000, "xyz");
  const Body = Readable.from([body.subarray(0, 100_000), body.subarray(100_000)]);
  await client.send(new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: body.length }));
  expect(running.s3.read(Bucket, "streamed")?.equals(body)).toBe(true);
  const [stored] = [await client.send(new HeadObjectCommand({ Bucket, Key: "streamed" }))];
  expect(stored.ContentEncoding).toBeUndefined();
});

test("a listing pages in byte order and rolls folders up", async () => {
  const Bucket = await newBucket();
  for (const key of ["b/1", "a", "b/2", "c/x/1", "Z", "c/y"]) await put(Bucket, key, key);
  const found: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket }))
    found.push(...(page.Contents ?? []).map(({ Key }) => Key));
  expect(found).toEqual(["Z", "a", "b/1", "b/2", "c/x/1", "c/y"]);
  const shown: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { Bucket, Delimiter: "/" }))
    shown.push(
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    );
  expect(shown).toEqual(["Z", "a", "b/", "c/"]);
  const inFolder = await client.send(
    new ListObjectsV2Command({ Bucket, Prefix: "c/", Delimiter: "/", StartAfter: "c/x/" }),
  );
  expect(inFolder.Contents?.map(({ Key }) => Key)).toEqual(["c/y"]);
});

test("parts join to one object", async () => {
  const Bucket = await newBucket();
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key: "big", ContentType: "text/x" }),
  );
  const first = Buffer.alloc(5 * 1024 * 1024, "a");
  const Parts = [];
  for (const [index, Body] of [first, Buffer.from("end")].entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key: "big", UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  const done = await client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key: "big", UploadId, MultipartUpload: { Parts } }),
  );
  expect(done.ETag).toMatch(/-2"$/);
  expect(running.s3.read(Bucket, "big")?.length).toBe(first.length + 3);
  const other = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "dropped" }));
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key: "dropped", UploadId: other.UploadId }));
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test("a copy keeps or replaces what the object came with", async () => {
  const Bucket = await newBucket();
  await put(Bucket, "from here", "body", { ContentType: "text/plain", Metadata: { a: "1" } });
  const CopySource = `${Bucket}/${encodeURIComponent("from here")}`;
  await client.send(new CopyObjectCommand({ Bucket, Key: "kept", CopySource }));
  await client.send(
    new CopyObjectCommand({ Bucket, Key: "replaced", CopySource, MetadataDirective: "REPLACE", Metadata: { b: "2" } }),
  );
  expect((await client.send(new HeadObjectCommand({ Bucket, Key: "kept" }))).Metadata).toEqual({ a: "1" });
  expect((await client.send(new HeadObjectCommand({ Bucket, Key: "replaced" }))).Metadata).toEqual({ b: "2" });
});

test("presigned URLs put and get until they expire", async () => {
  const Bucket = await newBucket();
  const putUrl = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "k" }), { expiresIn: 60 });
  const getUrl = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "k" }), { expiresIn: 60 });
  expect((await fetch(putUrl, { method: "PUT", body: "signed" })).status).toBe(200);
  expect(await (await fetch(getUrl)).text()).toBe("signed");
  clock.advance(120_000);
  const late = await fetch(getUrl);
  expect(late.status).toBe(403);
  expect(await late.text()).toContain("<Message>Request has expired</Message>");
});

test("presigned URLs of the older signature get until they expire", async () => {
  const Bucket = await newBucket();
  await put(Bucket, "k", "signed");
  const seconds = Math.floor(clock.nowMs() / 1000) + 60;
  const url = `${running.url}/${Bucket}/k?AWSAccessKeyId=a&Signature=b%3D&Expires=${seconds}`;
  expect(await (await fetch(url)).text()).toBe("signed");
  clock.advance(120_000);
  expect((await fetch(url)).status).toBe(403);
});

test("objects are deleted together; a bucket goes only when it is empty", async () => {
  const Bucket = await newBucket();
  await Promise.all(["a", "b&c"].map((key) => put(Bucket, key, "x")));
  await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "BucketNotEmpty" });
  const Objects = ["a", "b&c", "never there"].map((Key) => ({ Key }));
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted?.map(({ Key }) => Key)).toEqual(["a", "b&c", "never there"]);
  await client.send(new DeleteBucketCommand({ Bucket }));
  await expect(put(Bucket, "a", "x")).rejects.toMatchObject({ name: "NoSuchBucket" });
});

test("what is not simulated is refused by name", async () => {
  const Bucket = await newBucket();
  await expect(client.send(new GetBucketVersioningCommand({ Bucket }))).rejects.toMatchObject({
    name: "NotImplemented",
    message: 'The subresource "versioning" is not simulated.',
  });
});

test("an object is answered with its checksum and encryption; a wrong checksum is refused", async () => {
  const Bucket = await newBucket();
  const { ChecksumCRC32, ChecksumType, ServerSideEncryption } = await put(Bucket, "k", "123456789");
  expect({ ChecksumCRC32, ChecksumType, ServerSideEncryption }).toEqual({
    ChecksumCRC32: "y/Q5Jg==",
    ChecksumType: "FULL_OBJECT",
    ServerSideEncryption: "AES256",
  });
  expect(await put(Bucket, "k", "123456789", { ChecksumAlgorithm: "CRC32C" })).toMatchObject({
    ChecksumCRC32C: "4waSgw==",
  });
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: "k", ChecksumMode: "ENABLED" }));
  expect(head).toMatchObject({ ChecksumCRC32C: "4waSgw==", ChecksumType: "FULL_OBJECT" });
  const raw = await fetch(`${running.url}/${Bucket}/raw`, { method: "PUT", body: "123456789" });
  expect(raw.headers.get("x-amz-checksum-crc64nvme")).toBe("rosUhgp5mIg=");
  await expect(put(Bucket, "k", "other", { ChecksumSHA1: "AAAA" })).rejects.toMatchObject({ name: "BadDigest" });
});

test("notifications reach queues by key and event, and the default event bus", async () => {
  const Bucket = await newBucket();
  const queue = "arn:aws:sqs:us-east-1:123456789012:uploads";
  const configure = (NotificationConfiguration: object) =>
    client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  const rules = [
    { Name: "prefix", Value: "in/" },
    { Name: "suffix", Value: ".csv" },
  ] as const;
  const target = { Id: "up", QueueArn: queue, Events: ["s3:ObjectCreated:*"], Filter: { Key: { FilterRules: rules } } };
  await configure({ QueueConfigurations: [target], EventBridgeConfiguration: {} });
  expect(JSON.parse(delivered.splice(0)[0]?.payload ?? "")).toMatchObject({ Event: "s3:TestEvent", Bucket });
  const shown = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(shown).toMatchObject({ EventBridgeConfiguration: {}, QueueConfigurations: [{ Id: "up", QueueArn: queue }] });
  await put(Bucket, "in/a b.csv", "x,y");
  await put(Bucket, "out/b.csv", "x");
  await client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "in/a b.csv" }, { Key: "none" }] } }),
  );
  await running.s3.settled();
  const toQueue = delivered.filter(({ arn }) => arn === queue).map(({ payload }) => JSON.parse(payload));
  expect(toQueue).toMatchObject([
    { Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: "in/a+b.csv", size: 3 } } }] },
  ]);
  const toBus = delivered.filter(({ arn }) => arn.endsWith(":event-bus/default"));
  expect(toBus.map(({ payload, details }) => [details.event?.detailType, JSON.parse(payload)])).toMatchObject([
    ["Object Created", { bucket: { name: Bucket }, object: { key: "in/a b.csv" }, reason: "PutObject" }],
    ["Object Created", { object: { key: "out/b.csv" } }],
    ["Object Deleted", { object: { key: "in/a b.csv" }, "deletion-type": "Permanently Deleted" }],
  ]);
});

test("notifications that overlap, lead nowhere or name what cannot happen are refused", async () => {
  const Bucket = await newBucket();
  const configure = (...targets: readonly object[]) =>
    client.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations: targets as never },
      }),
    );
  const QueueArn = "arn:aws:sqs:us-east-1:123456789012:uploads";
  const created = { QueueArn, Events: ["s3:ObjectCreated:*"] };
  await expect(configure(created, { QueueArn, Events: ["s3:ObjectCreated:Put"] })).rejects.toMatchObject({
    name: "InvalidArgument",
    message: expect.stringMatching(/overlap/),
  });
  await expect(configure({ ...created, QueueArn: `${QueueArn}-missing` })).rejects.toMatchObject({
    message: expect.stringMatching(/Unable to validate/),
  });
  await expect(configure({ QueueArn, Events: ["s3:ObjectRestore:*"] })).rejects.toMatchObject({
    name: "NotImplemented",
    message: "The event s3:ObjectRestore:* is not simulated.",
  });
});

test("what a request asks for and is not simulated is refused by name", async () => {
  const Bucket = await newBucket();
  const object = { Bucket, Key: "k" };
  const refusal = (what: string) =>
    expect.objectContaining({ name: "NotImplemented", message: expect.stringContaining(what) });
  const locked = { ...object, ObjectLockLegalHoldStatus: "ON" } as const;
  await expect(client.send(new PutObjectCommand(locked))).rejects.toEqual(refusal("x-amz-object-lock-legal-hold"));
  await client.send(new PutObjectCommand({ ...object, Body: "x" }));
  const customerKey = { ...object, SSECustomerAlgorithm: "AES256", SSECustomerKey: "k".repeat(32) };
  await expect(client.send(new GetObjectCommand(customerKey))).rejects.toEqual(refusal("customer"));
  await expect(client.send(new GetObjectCommand({ ...object, PartNumber: 1 }))).rejects.toEqual(refusal("partNumber"));
  const versions = { Bucket, Delete: { Objects: [{ Key: "k", VersionId: "1" }] } };
  await expect(client.send(new DeleteObjectsCommand(versions))).rejects.toEqual(refusal("VersionId"));
  const stranger = { ...object, ExpectedBucketOwner: "999999999999" };
  await expect(client.send(new GetObjectCommand(stranger))).rejects.toMatchObject({ name: "AccessDenied" });
});

test("an object is deleted under a condition, and shows the encryption that was asked for", async () => {
  const object = { Bucket: await newBucket(), Key: "k" };
  const encryption = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "key" } as const;
  expect(await client.send(new PutObjectCommand({ ...object, Body: "x", ...encryption }))).toMatchObject(encryption);
  expect(await client.send(new HeadObjectCommand(object))).toMatchObject(encryption);
  await expect(client.send(new DeleteObjectCommand({ ...object, IfMatch: '"other"' }))).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  await client.send(new DeleteObjectCommand({ ...object, IfMatch: "*" }));
});

test("buckets and parts come in pages", async () => {
  const [Bucket] = [await newBucket(), await newBucket()];
  const first = await client.send(new ListBucketsCommand({ Prefix: "bucket-", MaxBuckets: 1 }));
  const second = await client.send(
    new ListBucketsCommand({ Prefix: "bucket-", MaxBuckets: 1, ContinuationToken: first.ContinuationToken }),
  );
  expect(first.Buckets).toHaveLength(1);
  expect(second.Buckets?.[0]?.Name).not.toBe(first.Buckets?.[0]?.Name);
  expect((await client.send(new ListBucketsCommand({ Prefix: "no-such" }))).Buckets ?? []).toEqual([]);
  const Key = "parts";
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  for (const PartNumber of [1, 2, 3])
    await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: "x" }));
  const page = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1, PartNumberMarker: "1" }));
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2", Parts: [{ PartNumber: 2 }] });
});
