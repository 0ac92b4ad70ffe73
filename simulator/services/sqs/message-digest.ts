import { createHash } from "node:crypto";

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  /** Base64. */
  readonly BinaryValue?: string | undefined;
}

export function md5(text: string | Buffer): string {
  return createHash("md5").update(text).digest("hex");
}

/** The digest of message attributes that clients check. @see AWS page "Calculating the MD5 message digest" */
export function attributesMd5(attributes: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  return md5(
    Buffer.concat(
      names.flatMap((name) => {
        const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? {};
        const isBinary = BinaryValue !== undefined;
        const value = isBinary ? Buffer.from(BinaryValue, "base64") : Buffer.from(StringValue);
        return [
          withLength(Buffer.from(name)),
          withLength(Buffer.from(DataType)),
          Buffer.from([isBinary ? 2 : 1]),
          withLength(value),
        ];
      }),
    ),
  );
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
