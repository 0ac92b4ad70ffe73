import { s3Error } from "./s3-error.js";

/** What an `aws-chunked` body holds. */
export interface UnchunkedBody {
  readonly body: Buffer;
  /** Headers behind the last chunk, such as a checksum; names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Takes the bytes and the trailing headers out of an `aws-chunked` body: sizes in hexadecimal; signatures are passed over. */
export function decodeAwsChunked(body: Buffer): UnchunkedBody {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf("\r\n", position);
    const size = lineEnd < 0 ? NaN : Number.parseInt(body.toString("latin1", position, lineEnd), 16);
    const start = lineEnd + 2;
    if (!(size >= 0) || start + size > body.length)
      throw s3Error("IncompleteBody", "The request body terminated unexpectedly");
    if (size === 0) return { body: Buffer.concat(chunks), trailers: readTrailers(body.toString("latin1", start)) };
    chunks.push(body.subarray(start, start + size));
    position = start + size + 2;
  }
}

function readTrailers(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\r\n").flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const];
  });
  return Object.fromEntries(lines.filter(([name]) => name.startsWith("x-amz-checksum-")));
}
