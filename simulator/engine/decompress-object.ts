import { promisify } from "node:util";

import { ItemReaderError } from "./item-reader-error.js";
import { maxObjectBytes } from "./object-store.js";

type Decompress = (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>;

interface Compression {
  readonly name: string;
  /** How keys of objects end that are compressed so. */
  readonly ending: string;
  /** The first bytes of everything that is compressed so. */
  readonly mark: readonly number[];
  readonly decompress: Decompress;
}

const compressions: readonly Compression[] = [
  {
    name: "gzip",
    ending: ".gz",
    mark: [0x1f, 0x8b],
    decompress: decompressGzip,
  },
  { name: "Zstandard", ending: ".zstd", mark: [0x28, 0xb5, 0x2f, 0xfd], decompress: decompressZstandard },
];

/**
 * The content of an object whose key says how it is compressed: `.gz`, `.zstd`. Others are as they are; one that begins as
 * compressed ones do is refused, because of its bytes there would be items that nobody has written.
 *
 * @param place what errors call the object: `s3://bucket/key`
 * @throws ItemReaderError for what is not compressed as its key says, and for more bytes than are read
 * @see AWS Step Functions developer guide, "ItemReader (Map)": "external compression types", with the names of files
 */
export async function decompressObject(
  place: string,
  bytes: Uint8Array,
  maxBytes = maxObjectBytes,
): Promise<Uint8Array> {
  const named = compressions.find(({ ending }) => place.endsWith(ending));
  if (named === undefined) {
    const seeming = compressions.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
    if (seeming === undefined) return bytes;
    const { name, ending } = seeming;
    throw new ItemReaderError(`${place} is compressed with ${name}, which its key has to tell: end it with ${ending}`);
  }
  try {
    return await named.decompress(bytes, maxBytes);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string }; // an error of zlib or of fzstd
    const reason =
      code === "ERR_BUFFER_TOO_LARGE" ? `it is larger than ${maxBytes} bytes, more than the simulator reads` : message;
    throw new ItemReaderError(`${place} cannot be decompressed with ${named.name}: ${reason}`);
  }
}

async function decompressGzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const { gunzip } = await import("node:zlib");
  return promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
}

/** In chunks, so that what is too large is known before it is all there. Node's own zlib has it from version 22.15. */
async function decompressZstandard(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const { Decompress } = await import("fzstd");
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((chunk) => {
    length += chunk.length;
    if (length > maxBytes) throw Object.assign(new Error("too large"), { code: "ERR_BUFFER_TOO_LARGE" });
    chunks.push(chunk);
  });
  stream.push(bytes, true);
  return Buffer.concat(chunks, length);
}
