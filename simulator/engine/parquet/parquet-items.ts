import type { Compressors, FileMetaData, SchemaTree } from "hyparquet";

import type { JsonObject } from "../../json.js";
import { ItemReaderError } from "../item-reader-error.js";
import { readableSchema } from "./parquet-schema.js";
import { parsers } from "./parquet-times.js";
import { rowOf } from "./parquet-values.js";

const maxRowGroupBytes = 256 * 1024 * 1024;
const maxFooterBytes = 5 * 1024 * 1024;

/** The four bytes that begin and end a file, and the four of the footer's length before the last of them. */
const magic = "PAR1";
const trailerBytes = 8;

/**
 * The rows of a Parquet file, each an object of its columns.
 *
 * - Row groups have at most 256 MB, the footer 5 MB.
 * - Pages are not compressed, or with Snappy, gzip or Zstandard.
 *
 * @param maxRows no more rows than these are read; all when undefined
 * @throws ItemReaderError
 * @see AWS Step Functions developer guide, "ItemReader (Map)", "Parquet file in an Amazon S3 bucket"
 */
export async function parquetRows(
  place: string,
  bytes: Uint8Array,
  maxRows: number | undefined,
  maxGroupBytes = maxRowGroupBytes,
): Promise<readonly JsonObject[]> {
  checkFooter(place, bytes);
  try {
    const { parquetMetadata, parquetReadObjects, parquetSchema, snappyUncompress } = await import("hyparquet");
    const metadata = parquetMetadata(bytes, { parsers, geoparquet: false });
    checkRowGroups(place, metadata, maxGroupBytes);
    const schema = parquetSchema(metadata);
    checkColumns(metadata, schema);
    const { children: columns } = schema;
    const rows = await parquetReadObjects({
      file: { byteLength: bytes.byteLength, slice: (start, end) => copyOf(bytes.subarray(start, end)) },
      metadata: { ...metadata, schema: readableSchema(metadata.schema) },
      compressors: await compressorsWith(snappyUncompress),
      parsers,
      utf8: false,
      geoparquet: false,
      ...(maxRows === undefined ? {} : { rowEnd: maxRows }),
    });
    return rows.map((row) => rowOf(row, columns));
  } catch (error) {
    if (error instanceof ItemReaderError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ItemReaderError(`${place} cannot be read as Parquet: ${reason}`);
  }
}

function checkFooter(place: string, bytes: Uint8Array): void {
  const end = Buffer.from(bytes.subarray(-trailerBytes));
  if (bytes.length < magic.length + trailerBytes || end.toString("latin1", 4) !== magic)
    throw new ItemReaderError(`${place} is no Parquet file: it does not end with ${magic}`);
  const footerBytes = end.readUInt32LE(0);
  if (footerBytes > maxFooterBytes)
    throw new ItemReaderError(`${place} has a footer of ${footerBytes} bytes; at most ${maxFooterBytes} are read`);
}

function checkRowGroups(place: string, { row_groups: groups }: FileMetaData, maxBytes: number): void {
  for (const { total_byte_size: size } of groups)
    if (size > maxBytes)
      throw new ItemReaderError(`${place} has a row group of ${size} bytes; at most ${maxBytes} are read`);
}

/**
 * Row groups have the schema's columns, in its order. The library begins to read all columns of a row group: of those that it
 * does not find in the schema nobody would hear that they cannot be read.
 */
function checkColumns({ row_groups: groups }: FileMetaData, schema: SchemaTree): void {
  const expected = JSON.stringify(leafPathsOf(schema));
  for (const { columns } of groups)
    if (JSON.stringify(columns.map(({ meta_data: column }) => column?.path_in_schema)) !== expected)
      throw new Error("the columns of a row group are not those of the schema");
}

const leafPathsOf = ({ path, children }: SchemaTree): readonly (readonly string[])[] =>
  children.length === 0 ? [path] : children.flatMap(leafPathsOf);

type Uncompress = (input: Uint8Array, output: Uint8Array) => void;

/** Decompressors that make no more than a page's header announces, and refuse pages beyond the limit of a row group. */
async function compressorsWith(snappyUncompress: Uncompress): Promise<Compressors> {
  const { gunzipSync } = await import("node:zlib");
  const { decompress } = await import("fzstd");
  const bounded =
    (uncompress: (input: Uint8Array, size: number) => Uint8Array) => (input: Uint8Array, size: number) => {
      if (size > maxRowGroupBytes) throw new Error(`a page of ${size} bytes`);
      return uncompress(input, size);
    };
  return {
    SNAPPY: bounded((input, size) => {
      const output = new Uint8Array(size);
      snappyUncompress(input, output);
      return output;
    }),
    GZIP: bounded((input, size) => gunzipSync(input, { maxOutputLength: Math.max(size, 1) })),
    ZSTD: bounded((input, size) => decompress(input, new Uint8Array(size))),
  };
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
