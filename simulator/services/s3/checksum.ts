import { createHash } from "node:crypto";
import type { ObjectHeaders } from "./bucket.js";
import { s3Error } from "./s3-error.js";

/** The checksums of objects that S3 knows, as the end of the header's name. */
export type ChecksumAlgorithm = "crc32" | "crc32c" | "crc64nvme" | "sha1" | "sha256";

/** The checksum that S3 takes of what comes without one. */
const defaultAlgorithm: ChecksumAlgorithm = "crc64nvme";

const compute: Readonly<Record<ChecksumAlgorithm, (bytes: Buffer) => Buffer>> = {
  crc32: crc32With(0xedb88320),
  crc32c: crc32With(0x82f63b78),
  crc64nvme: crc64Nvme,
  sha1: (bytes) => createHash("sha1").update(bytes).digest(),
  sha256: (bytes) => createHash("sha256").update(bytes).digest(),
};

/** The checksum of some bytes, in base 64 as headers have it. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Buffer): string {
  return compute[algorithm](bytes).toString("base64");
}

/** The checksum of an object in parts: of its bytes, or of the checksums of its parts with their number behind it. */
export function checksumOfParts(algorithm: ChecksumAlgorithm, parts: readonly Buffer[], isComposite: boolean): string {
  if (!isComposite) return checksumOf(algorithm, Buffer.concat(parts));
  return `${checksumOf(algorithm, Buffer.concat(parts.map(compute[algorithm])))}-${parts.length}`;
}

/** The algorithm that a header names: `CRC32`, `SHA256`, … Undefined for a name that S3 does not know. */
export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  const lower = name?.toLowerCase() ?? "";
  return Object.hasOwn(compute, lower) ? (lower as ChecksumAlgorithm) : undefined; // it is one of the names
}

/**
 * The checksum headers of a body: what the request sent, held against the bytes, or else the default one. Throws
 * `BadDigest` where they differ.
 */
export function bodyChecksums(headers: ObjectHeaders, body: Buffer): ObjectHeaders {
  const sent = Object.entries(headers).flatMap(([name, value]) => {
    const algorithm = algorithmNamed(/^x-amz-checksum-(\w+)$/.exec(name)?.[1]);
    return algorithm === undefined ? [] : [{ algorithm, value }];
  });
  for (const { algorithm, value } of sent) {
    if (checksumOf(algorithm, body) === value) continue;
    throw s3Error("BadDigest", `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`);
  }
  const asked = algorithmNamed(headers["x-amz-sdk-checksum-algorithm"]) ?? defaultAlgorithm;
  const known = sent.length > 0 ? sent : [{ algorithm: asked, value: checksumOf(asked, body) }];
  return checksumHeaders(known, "FULL_OBJECT");
}

/** Checksums as headers. `type`: whether of the whole object, or of its parts' checksums. */
export function checksumHeaders(
  checksums: readonly { readonly algorithm: ChecksumAlgorithm; readonly value: string }[],
  type: "FULL_OBJECT" | "COMPOSITE",
): ObjectHeaders {
  return {
    ...Object.fromEntries(checksums.map(({ algorithm, value }) => [`x-amz-checksum-${algorithm}`, value])),
    "x-amz-checksum-type": type,
  };
}

function crc32With(polynomial: number): (bytes: Buffer) => Buffer {
  let table: Uint32Array | undefined;
  return (bytes) => {
    table ??= Uint32Array.from({ length: 256 }, (_, index) => {
      let rest = index;
      for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ ((rest & 1) * polynomial);
      return rest;
    });
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    const result = Buffer.alloc(4);
    result.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return result;
  };
}

let crc64Table: Uint32Array | undefined;

/** In halves of 32 bits: big integers would take a hundred times as long. */
function crc64Nvme(bytes: Buffer): Buffer {
  const table = (crc64Table ??= crc64NvmeTable());
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const at = ((low ^ byte) & 0xff) * 2;
    low = ((low >>> 8) | (high << 24)) ^ (table[at + 1] ?? 0);
    high = (high >>> 8) ^ (table[at] ?? 0);
  }
  const result = Buffer.alloc(8);
  result.writeUInt32BE(~high >>> 0, 0);
  result.writeUInt32BE(~low >>> 0, 4);
  return result;
}

/** 256 pairs of a high and a low half. */
function crc64NvmeTable(): Uint32Array {
  const polynomial = 0x9a6c9329ac4bc9b5n;
  const pairs = Array.from({ length: 256 }, (_, index) => {
    let rest = BigInt(index);
    for (let bit = 0; bit < 8; bit++) rest = (rest >> 1n) ^ ((rest & 1n) * polynomial);
    return [Number(rest >> 32n), Number(rest & 0xffffffffn)];
  });
  return Uint32Array.from(pairs.flat());
}
