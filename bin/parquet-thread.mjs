// Decodes the rows of a Parquet file in a thread of its own, which can be ended: the pages of a damaged file can keep a decoder
// busy for ever, or ask for more memory than there is. Times and dates stay the numbers that are stored.
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { decompress } from "fzstd";
import { parquetMetadata, parquetReadObjects, snappyUncompress } from "hyparquet";

const { bytes, schema, maxRows, maxPageBytes } = workerData;

const asStored = (value) => value;
const parsers = {
  timestampFromMilliseconds: asStored,
  timestampFromMicroseconds: asStored,
  timestampFromNanoseconds: asStored,
  dateFromDays: asStored,
};

/** No more is made than a page's header announces, and no page beyond the limit. */
const bounded = (uncompress) => (input, size) => {
  if (size > maxPageBytes) throw new Error(`a page of ${size} bytes`);
  return uncompress(input, size);
};

try {
  const rows = await parquetReadObjects({
    file: { byteLength: bytes.byteLength, slice: (start, end) => copyOf(bytes.subarray(start, end)) },
    metadata: { ...parquetMetadata(bytes, { parsers, geoparquet: false }), schema },
    compressors: {
      SNAPPY: bounded((input, size) => {
        const output = new Uint8Array(size);
        snappyUncompress(input, output);
        return output;
      }),
      GZIP: bounded((input, size) => gunzipSync(input, { maxOutputLength: Math.max(size, 1) })),
      ZSTD: bounded((input, size) => decompress(input, new Uint8Array(size))),
    },
    parsers,
    utf8: false,
    geoparquet: false,
    ...(maxRows === undefined ? {} : { rowEnd: maxRows }),
  });
  parentPort.postMessage({ rows });
} catch (error) {
  parentPort.postMessage({ reason: error instanceof Error ? error.message : String(error) });
}

function copyOf(part) {
  const copy = new ArrayBuffer(part.length);
  new Uint8Array(copy).set(part);
  return copy;
}
