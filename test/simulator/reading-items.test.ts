import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parquetWriteBuffer } from "hyparquet-writer";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { type Simulator, startSimulator } from "../../simulator/index.js";
import { createServices } from "../../simulator/services/create-services.js";
import { clientOf } from "./client.js";

let simulator: Simulator;
let sfn: ReturnType<typeof clientOf>;
let s3: S3Client;
let Bucket: string;
let buckets = 0;

beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual", services: createServices().routed });
  sfn = clientOf(simulator.url);
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  s3 = new S3Client({ endpoint: simulator.url, region: "us-east-1", credentials, forcePathStyle: true });
});

afterAll(async () => {
  s3.destroy();
  sfn.client.destroy();
  await simulator.close();
});

beforeEach(async () => {
  Bucket = `bucket-${(buckets += 1)}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

/** Runs a distributed Map over what the reader reads; each item is its own result. */
async function read(ReaderConfig: object, place: object, resource = "s3:getObject") {
  const map = {
    Type: "Map",
    ItemReader: { Resource: `arn:aws:states:::${resource}`, ReaderConfig, Arguments: { Bucket, ...place } },
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "P",
      States: { P: { Type: "Pass", End: true } },
    },
    End: true,
  };
  const { status, output, error, cause } = await simulator.engine.ended(
    await sfn.start(await sfn.create({ Map: map })),
  );
  return status === "SUCCEEDED" ? output : { error, cause };
}

test("every byte of a compressed object is kept, whatever the store is told of it", async () => {
  const compressed = gzipSync(Buffer.from(Array.from({ length: 4_096 }, (_, index) => index % 256)));
  await put("all.gz", compressed, { ContentEncoding: "gzip", ContentType: "text/csv" });
  const { Body: body, ContentLength: length } = await s3.send(new GetObjectCommand({ Bucket, Key: "all.gz" }));
  expect(Buffer.from((await body?.transformToByteArray()) ?? [])).toEqual(compressed);
  expect(length).toBe(compressed.length);
});

test.each([[{ InputType: "MANIFEST" }], [{ ManifestType: "S3_INVENTORY" }]])(
  "an inventory of S3, as it is written there, is read with %j",
  async (config) => {
    const files = ["20e55de8.csv.gz", "7a1c0c11.csv.gz"].map((name) => ({ key: `inventory/data/${name}`, size: 100 }));
    const rows = [
      '"shop","csvDataset/","0","2022-11-16T00:27:19.000Z"\n"shop","csvDataset/titles.csv","3399671","2022-11-16T00:29:32.000Z"\n',
      '"shop","image%20Dataset/n%C3%BC.jpg","27034","2022-11-15T20:02:16.000Z"\n',
    ];
    for (const [index, { key }] of files.entries()) await put(key, gzipSync(rows[index] ?? ""));
    const manifest = {
      sourceBucket: "shop",
      destinationBucket: `arn:aws:s3:::${Bucket}`,
      version: "2016-11-30",
      creationTimestamp: "1668560400000",
      fileFormat: "CSV",
      fileSchema: "Bucket, Key, Size, LastModifiedDate",
      files,
    };
    await put("inventory/manifest.json", JSON.stringify(manifest));
    expect(await read(config, { Key: "inventory/manifest.json" })).toEqual([
      { Bucket: "shop", Key: "csvDataset/", Size: "0", LastModifiedDate: "2022-11-16T00:27:19.000Z" },
      { Bucket: "shop", Key: "csvDataset/titles.csv", Size: "3399671", LastModifiedDate: "2022-11-16T00:29:32.000Z" },
      {
        Bucket: "shop",
        Key: "image%20Dataset/n%C3%BC.jpg",
        Size: "27034",
        LastModifiedDate: "2022-11-15T20:02:16.000Z",
      },
    ]);
  },
);

const parquet = (names: readonly string[]): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "name", data: [...names], type: "STRING" }] }));

test("a Parquet file, and all those that a listing or Athena's manifest leads to", async () => {
  await put("p/1.parquet", parquet(["ann", "bob"]));
  await put("p/2.parquet", parquet(["cy"]));
  const all = [{ name: "ann" }, { name: "bob" }, { name: "cy" }];
  expect(await read({ InputType: "PARQUET" }, { Key: "p/1.parquet" })).toEqual(all.slice(0, 2));
  const flattened = { InputType: "PARQUET", Transformation: "LOAD_AND_FLATTEN" };
  expect(await read(flattened, { Prefix: "p/" }, "s3:listObjectsV2")).toEqual(all);
  await put("m.csv", ["1", "2"].map((name) => `s3://${Bucket}/p/${name}.parquet\n`).join(""));
  expect(await read({ InputType: "PARQUET", ManifestType: "ATHENA_DATA" }, { Key: "m.csv" })).toEqual(all);
});

test.each<[string, object, string, () => string | Uint8Array, RegExp]>([
  [
    "broken gzip",
    { InputType: "JSONL" },
    "a.jsonl.gz",
    () => gzipSync('"a"\n').subarray(0, 12),
    /cannot be decompressed/,
  ],
  ["text for Parquet", { InputType: "PARQUET" }, "a.parquet", () => "a,b", /is no Parquet file/],
  ["gzip that is not named so", { InputType: "JSON" }, "a.json", () => gzipSync("[]"), /end it with \.gz/],
])("%s fails the state", async (_name, config, Key, content, cause) => {
  await put(Key, content());
  expect(await read(config, { Key })).toEqual({
    error: "States.ItemReaderFailed",
    cause: expect.stringMatching(cause) as unknown,
  });
});

test("an object's version is refused by the store, which has none", async () => {
  await put("a.json", "[1]");
  expect(await read({ InputType: "JSON" }, { Key: "a.json", VersionId: "v" })).toMatchObject({
    error: "States.ItemReaderFailed",
    cause: expect.stringContaining("versionId") as unknown,
  });
});

test.each<[object, string, RegExp]>([
  [{ InputType: "MANIFEST", ManifestType: "S3_INVENTORY" }, "s3:getObject", /'InputType' is not supported/],
  [
    { InputType: "JSON", ManifestType: "ATHENA_DATA" },
    "s3:getObject",
    /needs an 'InputType' of \[CSV, JSONL, PARQUET\]/,
  ],
  [{ Transformation: "LOAD_AND_FLATTEN" }, "s3:listObjectsV2", /needs an 'InputType' of \[CSV, JSON, JSONL, PARQUET\]/],
  [{ InputType: "CSV", CSVHeaderLocation: "FIRST_ROW", ItemsPointer: "/a" }, "s3:getObject", /'ItemsPointer' is not/],
  [{ InputType: "PARQUET", CSVDelimiter: "TAB" }, "s3:getObject", /'CSVDelimiter' is not supported/],
  [{ InputType: "JSON", Transformation: "LOAD_AND_FLATTEN" }, "s3:getObject", /'Transformation' is not supported/],
  [{ ManifestType: "S3_INVENTORY" }, "s3:listObjectsV2", /'ManifestType' is not supported/],
])("%j of %s is refused when the machine is created", async (config, resource, message) => {
  await expect(read(config, {}, resource)).rejects.toThrow(message);
});
