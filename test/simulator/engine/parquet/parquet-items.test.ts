import { gzipSync } from "node:zlib";
import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";

import { ItemReaderError } from "../../../../simulator/engine/item-reader-error.js";
import { parquetRows } from "../../../../simulator/engine/parquet/parquet-items.js";

type Options = Parameters<typeof parquetWriteBuffer>[0];
type Columns = Options["columnData"];

const file = (columnData: Columns, more: Partial<Options> = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...more }));

const rowsOf = (bytes: Uint8Array, maxRows?: number) => parquetRows("s3://b/k", bytes, maxRows);

/** One column, with the schema's element for it. */
async function valuesOf(data: Columns[number]["data"], element: Partial<SchemaElement>): Promise<readonly unknown[]> {
  const schema: SchemaElement[] = [
    { name: "schema", num_children: 1 },
    { name: "c", repetition_type: "OPTIONAL", ...element },
  ];
  return (await rowsOf(file([{ name: "c", data }], { schema }))).map(({ c }) => c);
}

describe("what becomes of a type", () => {
  test.each<[string, Columns[number]["data"], Partial<SchemaElement>, readonly unknown[]]>([
    ["booleans", [true, null, false], { type: "BOOLEAN" }, [true, null, false]],
    ["whole numbers", [1, -2, null], { type: "INT32" }, [1, -2, null]],
    ["long numbers", [1n, 9_007_199_254_740_993n], { type: "INT64" }, [1, 9_007_199_254_740_992]],
    ["doubles", [0.1, -1e300], { type: "DOUBLE" }, [0.1, -1e300]],
    ["texts", ["ä", null, ""], { type: "BYTE_ARRAY", converted_type: "UTF8" }, ["ä", null, ""]],
    ["bytes", [new Uint8Array([0, 255])], { type: "BYTE_ARRAY" }, ["AP8="]],
    ["JSON", [{ a: [1] }], { type: "BYTE_ARRAY", converted_type: "JSON" }, [{ a: [1] }]],
    ["dates", [new Date("2026-01-31T00:00:00Z")], { type: "INT32", converted_type: "DATE" }, ["2026-01-31"]],
    [
      "dates before 1970",
      [new Date("1969-12-31T00:00:00Z")],
      { type: "INT32", converted_type: "DATE" },
      ["1969-12-31"],
    ],
    [
      "timestamps in milliseconds",
      [new Date("2026-01-31T13:07:00.25Z"), null, new Date("1969-12-31T23:59:59Z")],
      { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
      ["2026-01-31T13:07:00.250Z", null, "1969-12-31T23:59:59Z"],
    ],
    [
      "local timestamps in nanoseconds",
      [1_769_864_820_000_000_001n],
      { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "NANOS" } },
      ["2026-01-31T13:07:00.000000001"],
    ],
    ["times of day", [47_220_500], { type: "INT32", converted_type: "TIME_MILLIS" }, ["13:07:00.500"]],
    ["decimals in 32 bits", [123.45, -0.01], { type: "INT32", converted_type: "DECIMAL", scale: 2 }, [123.45, -0.01]],
    [
      "decimals in bytes",
      [12.345, -0.001],
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 4, converted_type: "DECIMAL", scale: 3, precision: 9 },
      [12.345, -0.001],
    ],
    [
      "UUIDs",
      ["00112233-4455-6677-8899-aabbccddeeff"],
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" } },
      ["00112233-4455-6677-8899-aabbccddeeff"],
    ],
  ])("%s", async (_name, data, element, expected) => {
    expect(await valuesOf(data, element)).toEqual(expected);
  });

  test("lists, maps and groups", async () => {
    const schema: SchemaElement[] = [
      { name: "schema", num_children: 3 },
      { name: "prices", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", type: "INT32", converted_type: "DECIMAL", scale: 2, repetition_type: "OPTIONAL" },
      { name: "stock", converted_type: "MAP", repetition_type: "OPTIONAL", num_children: 1 },
      { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
      { name: "key", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      { name: "value", type: "INT64", repetition_type: "OPTIONAL" },
      { name: "address", repetition_type: "OPTIONAL", num_children: 2 },
      { name: "city", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "since", type: "INT32", converted_type: "DATE", repetition_type: "OPTIONAL" },
    ];
    const since = new Date("2026-01-31T00:00:00Z");
    const columns: Columns = [
      { name: "prices", data: [[1.05, null], [], null] },
      { name: "stock", data: [{ berlin: 5n }, {}, null] },
      { name: "address", data: [{ city: "Ulm", since }, { city: null, since: null }, null] },
    ];
    expect(await rowsOf(file(columns, { schema }))).toEqual([
      { prices: [1.05, null], stock: { berlin: 5 }, address: { city: "Ulm", since: "2026-01-31" } },
      { prices: [], stock: {}, address: { city: null, since: null } },
      { prices: null, stock: null, address: null },
    ]);
  });
});

/** A frame of Zstandard with one block that is not compressed. */
function storedInZstandard(bytes: Uint8Array): Uint8Array {
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from("28b52ffd0058", "hex"), block, bytes]);
}

const numbers = Array.from({ length: 2_000 }, (_, index) => index);

test.each<[string, Partial<Options>]>([
  ["UNCOMPRESSED", {}],
  ["SNAPPY", {}],
  ["GZIP", { compressors: { GZIP: (bytes) => gzipSync(bytes) } }],
  ["ZSTD", { compressors: { ZSTD: storedInZstandard } }],
])("pages that are compressed with %s", async (codec, more) => {
  const bytes = file([{ name: "n", data: numbers }], { codec: codec as "SNAPPY", rowGroupSize: 500, ...more });
  expect(await rowsOf(bytes)).toEqual(numbers.map((n) => ({ n })));
  expect(await rowsOf(bytes, 3)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
});

describe("what cannot be read", () => {
  const good = file([{ name: "n", data: numbers }], { codec: "UNCOMPRESSED" });
  const withByte = (index: number, byte: number) => Uint8Array.from(good).fill(byte, index, index + 1);

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "is no Parquet file"],
    ["text", Buffer.from("id,name\n1,PAR1 "), "is no Parquet file"],
    ["a part of a file", good.subarray(0, 100), "is no Parquet file"],
    ["a footer that is longer than the file", withByte(good.length - 6, 9), "cannot be read as Parquet"],
    ["a footer beyond 5 MB", withByte(good.length - 5, 1), "at most 5242880 are read"],
    ["pages of another size than the footer says", withByte(4, 0xff), "cannot be read as Parquet"],
    [
      "another compression",
      file([{ name: "n", data: numbers }], { codec: "BROTLI", compressors: { BROTLI: (bytes) => bytes } }),
      "unsupported compression codec: BROTLI",
    ],
    ["what is no number", file([{ name: "n", data: [NaN], type: "DOUBLE" }]), "the column n holds NaN"],
    [
      "a type that nobody knows in JSON",
      file([{ name: "place", data: [{ type: "Point", coordinates: [1, 2] }], type: "GEOMETRY" }]),
      "the column place is of the type GEOMETRY",
    ],
  ])("%s", async (_name, bytes, message) => {
    await expect(rowsOf(bytes)).rejects.toThrow(message);
  });

  test("a row group that is too large", async () => {
    await expect(parquetRows("s3://b/k", good, undefined, { maxGroupBytes: 1_000 })).rejects.toThrow(
      "bytes; at most 1000 are read",
    );
  });

  test("a page whose damage keeps the decoder busy", async () => {
    const looping = file([
      { name: "n", data: [1, 2, 3, 3, 3], type: "INT32" },
      { name: "s", data: ["a", "b", "a", "b", "a"] },
    ]);
    looping[20] = 0xff;
    await expect(parquetRows("s3://b/k", looping, undefined, { milliseconds: 500 })).rejects.toThrow("may be damaged");
  });

  test("any other damage ends with an error of the reader, or changes values", { timeout: 60_000 }, async () => {
    const end = good.length - 8;
    const places = Array.from({ length: 60 }, (_each, index) => Math.floor((index * end) / 60) + 4);
    const outcomes = await Promise.all(
      places.map(async (at) => {
        const damaged = good.slice();
        damaged[at] = (damaged[at] as number) ^ 0x5a;
        return parquetRows("s3://b/k", damaged, undefined, { milliseconds: 5_000, megabytes: 256 }).catch(
          (error: unknown) => error,
        );
      }),
    );
    expect(outcomes.filter((one) => !Array.isArray(one) && !(one instanceof ItemReaderError))).toEqual([]);
  });
});
