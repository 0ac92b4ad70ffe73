import { s3Error } from "./s3-error.js";

/** Takes the bytes out of an `aws-chunked` body: sizes in hexadecimal, signatures and trailers are passed over. */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf("\r\n", position);
    const size = lineEnd < 0 ? NaN : Number.parseInt(body.toString("latin1", position, lineEnd), 16);
    const start = lineEnd + 2;
    if (!(size >= 0) || start + size > body.length)
      throw s3Error("IncompleteBody", "The request body terminated unexpectedly");
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(start, start + size));
    position = start + size + 2;
  }
}
