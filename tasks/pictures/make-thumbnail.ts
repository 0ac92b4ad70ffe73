import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { Jimp } from "jimp";
import { lambda, resourceName } from "setpiece";
import { z } from "zod";
import { s3 } from "../aws-clients.js";
import { UnreadablePicture } from "../errors.js";
import { observed } from "../observed.js";
import { logger, tracer } from "../powertools.js";
import { pictureFiles } from "../resources.js";

const inputSchema = z.object({ key: z.string().startsWith("uploads/").max(1_024) });

export interface Thumbnail {
  /** The key of the small picture. */
  readonly thumbnail: string;
  readonly width: number;
  readonly height: number;
}

/** The longer side of a thumbnail, in pixels. */
const longestSide = 320;
const mostBytes = 20 * 1024 * 1024;
/** What S3 takes for a key, without the folder. */
const mostNameBytes = 1_024 - "thumbnails/".length;

/**
 * Makes a small JPEG of an uploaded picture, beside it. Asked again it writes the same again.
 *
 * @throws UnreadablePicture when the file is none, or is larger than 20 MiB
 */
export const makeThumbnail = lambda(
  "makeThumbnail",
  observed(async (input: z.infer<typeof inputSchema>): Promise<Thumbnail> => {
    const { key } = inputSchema.parse(input);
    const Bucket = resourceName(pictureFiles);
    tracer.putAnnotation("picture", key);
    const uploaded = await s3().send(new GetObjectCommand({ Bucket, Key: key }));
    if ((uploaded.ContentLength ?? 0) > mostBytes) throw new UnreadablePicture(`${key} is larger than 20 MiB`);
    const picture = await readPicture(key, Buffer.from((await uploaded.Body?.transformToByteArray()) ?? []));
    if (Math.max(picture.bitmap.width, picture.bitmap.height) > longestSide) {
      picture.scaleToFit({ w: longestSide, h: longestSide });
    }
    const thumbnail = thumbnailOf(key);
    const Body = await picture.getBuffer("image/jpeg", { quality: 80 });
    await s3().send(new PutObjectCommand({ Bucket, Key: thumbnail, Body, ContentType: "image/jpeg" }));
    logger.info("thumbnail made", { key, bytes: Body.length });
    return { thumbnail, width: picture.bitmap.width, height: picture.bitmap.height };
  }),
  {
    memory: 1_024,
    timeout: "1m",
    retry: [
      { errors: ["UnreadablePicture"], maxAttempts: 0 },
      { errors: ["States.ALL"], interval: "2s", maxAttempts: 4, jitter: "full" },
    ],
    uses: [{ on: pictureFiles, actions: ["s3:GetObject", "s3:PutObject"] }],
  },
);

/**
 * Beside the picture, under its whole name: `a.png` and `a.jpg` are two pictures. A name that would be longer than S3 takes
 * is its hash instead.
 */
function thumbnailOf(key: string): string {
  const name = `${key.slice("uploads/".length)}.jpg`;
  if (Buffer.byteLength(name) <= mostNameBytes) return `thumbnails/${name}`;
  return `thumbnails/${createHash("sha256").update(key).digest("hex")}.jpg`;
}

async function readPicture(key: string, bytes: Buffer) {
  try {
    return await Jimp.read(bytes);
  } catch (error) {
    throw new UnreadablePicture(`${key} is no picture: ${error instanceof Error ? error.message : String(error)}`);
  }
}
