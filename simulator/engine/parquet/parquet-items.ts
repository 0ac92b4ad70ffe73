import type { FileMetaData, SchemaTree } from "hyparquet";

import type { JsonObject } from "../../json.js";
import { ItemReaderError } from "../item-reader-error.js";
import { decodeRows, type DecodingLimits } from "./decode-rows.js";
import { readableSchema } from "./parquet-schema.js";
import { rowOf } from "./parquet-values.js";

const maxRowGroupBytes = 256 * 1024 * 1024;
const maxFooterBytes = 5 * 1024 * 1024;

/** The four bytes that begin and end a file, and the four of the footer's length before the last of them. */
const magic = "PAR1";
const trailerBytes = 8;

interface ParquetLimits extends DecodingLimits {
  readonly maxGroupBytes?: number;
}

/**
 * The rows of a Parquet file, each an object of its columns.
 *
 * - Row groups have at most 256 MB, the footer 5 MB.
 * - Pages are not compressed, or with Snappy, gzip or Zstandard.
 * - Decoding takes a minute and 2 GB of memory at most.
 *
 * @param maxRows no more rows than these are read; all when undefined
 * @throws ItemReaderError
 * @see AWS Step Functions developer guide, "ItemReader (Map)", "Parquet file in an Amazon S3 bucket"
 */
export async function parquetRows(
  place: string,
  bytes: Uint8Array,
  maxRows: number | undefined,
  { maxGroupBytes = maxRowGroupBytes, ...limits }: ParquetLimits = {},
): Promise<readonly JsonObject[]> {
  checkFooter(place, bytes);
  try {
    const { parquetMetadata, parquetSchema } = await import("hyparquet");
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    checkRowGroups(place, metadata, maxGroupBytes);
    const schema = parquetSchema(metadata);
    checkColumns(metadata, schema);
    const { children: columns } = schema;
    const rows = await decodeRows(bytes, readableSchema(metadata.schema), maxRows, limits);
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
