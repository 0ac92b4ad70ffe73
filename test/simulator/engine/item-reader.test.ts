import { describe, expect, test } from "vitest";

import { readItems } from "../../../simulator/engine/item-reader.js";
import type { JsonValue } from "../../../simulator/json.js";
import type { ItemReader } from "../../../simulator/machine/state-node.js";
import { memoryObjects } from "./memory-objects.js";

const plain: ItemReader = {
  kind: "object",
  arguments: () => null,
  inputType: "JSON",
  readsListed: false,
  csvHeaders: undefined,
  csvDelimiter: ",",
  maxItems: undefined,
  itemsPointer: undefined,
};

async function read(reader: Partial<ItemReader>, text: string, more: { maxItems?: number; others?: object } = {}) {
  const objects = memoryObjects({ "bucket/key": text, ...more.others });
  const location: JsonValue =
    reader.kind === "listing" ? { Bucket: "bucket", Prefix: "p/" } : { Bucket: "bucket", Key: "key" };
  const items = await readItems(
    { kind: "reader", reader: { ...plain, ...reader }, location, maxItems: more.maxItems },
    objects,
  );
  return items.map(({ key, value }) => (key === undefined ? value : { key, value }));
}

describe("items of an object", () => {
  test.each<[string, Partial<ItemReader>, string, unknown]>([
    ["JSON: an array", {}, '[1,{"a":2}]', [1, { a: 2 }]],
    [
      "JSON: an object's members",
      {},
      '{"a":1,"b":2}',
      [
        { key: "a", value: 1 },
        { key: "b", value: 2 },
      ],
    ],
    ["JSON: behind a pointer", { itemsPointer: "/x~1y/0" }, '{"x/y":[["in"]]}', ["in"]],
    ["JSON lines, with empty ones", { inputType: "JSONL" }, '{"a":1}\n\n"two"\r\n3', [{ a: 1 }, "two", 3]],
    [
      "CSV with headers in its first row",
      { inputType: "CSV" },
      'a,b\n1,"x, y"\n2',
      [
        { a: "1", b: "x, y" },
        { a: "2", b: "" },
      ],
    ],
    [
      "CSV with given headers",
      { inputType: "CSV", csvHeaders: ["h"], csvDelimiter: ";" },
      "1;2\n3",
      [{ h: "1" }, { h: "3" }],
    ],
  ])("%s", async (_name, reader, text, expected) => {
    expect(await read(reader, text)).toEqual(expected);
  });

  test("an inventory's manifest names files, their bucket and the columns", async () => {
    const manifest = JSON.stringify({
      destinationBucket: "arn:aws:s3:::inventory",
      fileSchema: "Bucket, Key, Size",
      files: [{ key: "1.csv" }, { key: "2.csv" }],
    });
    const others = { "inventory/1.csv": '"b","k1","5"\n', "inventory/2.csv": '"b","k2","6"\n' };
    expect(await read({ inputType: "MANIFEST" }, manifest, { others })).toEqual([
      { Bucket: "b", Key: "k1", Size: "5" },
      { Bucket: "b", Key: "k2", Size: "6" },
    ]);
  });

  test("no more than MaxItems", async () => {
    expect(await read({}, "[1,2,3]", { maxItems: 2 })).toEqual([1, 2]);
    expect(await read({}, "[1,2,3]", { maxItems: 0 })).toEqual([1, 2, 3]);
  });
});

test("a listing gives the objects under a prefix", async () => {
  expect(await read({ kind: "listing" }, "", { others: { "bucket/p/1": "x", "bucket/q": "" } })).toEqual([
    { Key: "p/1", Size: 1 },
  ]);
});

test.each<[string, Partial<ItemReader>, string, string]>([
  ["no JSON", {}, "[1", "The object is not valid JSON"],
  ["a number", {}, "1", "Attempting to map over non-iterable node."],
  ["a pointer to nothing", { itemsPointer: "/a/b" }, '{"a":{}}', "The ItemsPointer /a/b leads to nothing"],
  [
    "a pointer to what no JSON has",
    { itemsPointer: "/constructor" },
    "{}",
    "The ItemsPointer /constructor leads to nothing",
  ],
  ["a line that is no JSON", { inputType: "JSONL" }, "1\n{", "The object is not valid JSON"],
  ["headers that come twice", { inputType: "CSV" }, "a,a\n1,2", "CSV headers cannot contain duplicates."],
  [
    "a manifest of Parquet files",
    { inputType: "MANIFEST" },
    '{"fileFormat":"Parquet","files":[]}',
    '"Parquet": only inventories in CSV',
  ],
  ["Parquet that is text", { inputType: "PARQUET" }, "a,b\n1,2", "s3://bucket/key is no Parquet file"],
  ["a manifest without files", { inputType: "MANIFEST" }, "{}", "The manifest has no files"],
])("%s cannot be read", async (_name, reader, text, message) => {
  await expect(read(reader, text)).rejects.toThrow(message);
});

test("an object that is not there is the store's refusal", async () => {
  const source = {
    kind: "reader",
    reader: plain,
    location: { Bucket: "bucket", Key: "none" },
    maxItems: undefined,
  } as const;
  await expect(readItems(source, memoryObjects())).rejects.toThrow("The specified key does not exist.");
});

describe("items of many objects", () => {
  const others = { "bucket/p/1.json": "[1,2]", "bucket/p/2.json": "[3]", "bucket/p/sub/": "" };

  test("a listing is loaded and flattened where the reader asks for that", async () => {
    expect(await read({ kind: "listing", readsListed: true }, "", { others })).toEqual([1, 2, 3]);
    const first = await read({ kind: "listing", readsListed: true }, "", { others, maxItems: 2 });
    expect(first).toEqual([1, 2]);
    expect(await read({ kind: "listing" }, "", { others })).toHaveLength(3);
  });

  test("Athena's manifest names its files, one a line", async () => {
    const manifest = 's3://bucket/p/1.json\n"s3://bucket/p/2.json"\n';
    expect(await read({ readsListed: true }, manifest, { others })).toEqual([1, 2, 3]);
    await expect(read({ readsListed: true }, "not an address", { others })).rejects.toThrow("names no object of S3");
  });
});

describe("arguments of the reader", () => {
  const readAt = (reader: Partial<ItemReader>, location: JsonValue) => {
    const seen: unknown[] = [];
    const objects = { ...memoryObjects(), read: async (...place: unknown[]) => (seen.push(...place), "[1]") };
    const source = { kind: "reader", reader: { ...plain, ...reader }, location, maxItems: undefined } as const;
    return readItems(source, objects).then(() => seen);
  };

  test("the version and the owner go with the request", async () => {
    const version = { VersionId: "v", ExpectedBucketOwner: "1" };
    expect(await readAt({}, { Bucket: "b", Key: "k", ...version })).toEqual(["b", "k", version]);
  });

  test.each<[string, Partial<ItemReader>, JsonValue, string]>([
    ["one that no reader has", {}, { Bucket: "b", Key: "k", Range: "bytes=0-9" }, "The argument Range"],
    ["a version of Parquet", { inputType: "PARQUET" }, { Bucket: "b", Key: "k", VersionId: "v" }, "VersionId is not"],
  ])("%s is refused", async (_name, reader, location, message) => {
    await expect(readAt(reader, location)).rejects.toThrow(message);
  });
});

test("an item larger than 8 MiB cannot be read", async () => {
  const line = JSON.stringify("x".repeat(8 * 1024 * 1024));
  await expect(read({ inputType: "JSONL" }, `1\n${line}`)).rejects.toThrow("The item 1 is larger than 8388608 bytes");
});

test.each<[string, Partial<ItemReader>, Buffer]>([
  ["JSON", {}, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
  ["JSON lines", { inputType: "JSONL" }, Buffer.from([0x22, 0xc3, 0x22])],
  ["CSV", { inputType: "CSV" }, Buffer.from("name\nM\xfcller\n", "latin1")],
])("%s that is not UTF-8 is not read", async (_what, reader, bytes) => {
  const objects = { ...memoryObjects(), read: () => Promise.resolve(bytes) };
  const location = { Bucket: "bucket", Key: "key" };
  const source = { kind: "reader", reader: { ...plain, ...reader }, location, maxItems: undefined } as const;
  await expect(readItems(source, objects)).rejects.toThrow("s3://bucket/key is not UTF-8 text");
});
