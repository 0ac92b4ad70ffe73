import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { decompressObject } from "../../../simulator/engine/decompress-object.js";

/** `{"a":1}\n` as the tool `zstd` compresses it, with its checksum. */
const zstandard = Buffer.from("28b52ffd2408410000" + "7b2261223a317d0a" + "e2efece0", "hex");
const text = '{"a":1}\n';

test.each<[string, Uint8Array]>([
  ["s3://b/items.jsonl", Buffer.from(text)],
  ["s3://b/items.jsonl.gz", gzipSync(text)],
  ["s3://b/members.gz", Buffer.concat([gzipSync(text.slice(0, 3)), gzipSync(text.slice(3))])],
  ["s3://b/items.csv.zstd", zstandard],
])("%s has the text", async (place, bytes) => {
  expect(Buffer.from(await decompressObject(place, bytes)).toString()).toBe(text);
});

test.each<[string, string, Uint8Array, string]>([
  ["text", "s3://b/a.gz", Buffer.from(text), "s3://b/a.gz cannot be decompressed with gzip: incorrect header check"],
  ["the first half", "s3://b/a.gz", gzipSync(text).subarray(0, 15), "unexpected end of file"],
  ["a changed byte", "s3://b/a.gz", gzipSync(text).fill(0, 12, 13), "s3://b/a.gz cannot be decompressed with gzip"],
  ["text", "s3://b/a.zstd", Buffer.from(text), "s3://b/a.zstd cannot be decompressed with Zstandard"],
  ["the first half", "s3://b/a.zstd", zstandard.subarray(0, 12), "s3://b/a.zstd cannot be decompressed with Zstandard"],
  [
    "gzip whose key does not tell",
    "s3://b/a.csv",
    gzipSync(text),
    "is compressed with gzip, which its key has to tell",
  ],
  ["Zstandard whose key does not", "s3://b/a.zst", zstandard, "end it with .zstd"],
])("%s at %s is refused", async (_name, place, bytes, message) => {
  await expect(decompressObject(place, bytes)).rejects.toThrow(message);
});

test.each([
  ["s3://b/bomb.gz", gzipSync(Buffer.alloc(1_000_000))],
  // A block that repeats one byte 100,000 times, in a frame that does not tell its size.
  ["s3://b/bomb.zstd", Buffer.concat([Buffer.from("28b52ffd0058", "hex"), Buffer.from([0x03, 0x35, 0x0c, 0x00])])],
])("%s, which grows beyond the limit, is refused", async (place, bytes) => {
  const message = "it is larger than 50000 bytes, more than the simulator reads";
  await expect(decompressObject(place, bytes, 50_000)).rejects.toThrow(message);
});
