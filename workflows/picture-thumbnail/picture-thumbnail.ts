import { matches, workflow } from "setpiece";
import { z } from "zod";
import { InvalidUpload, UnreadablePicture } from "../../tasks/errors.js";
import { makeThumbnail } from "../../tasks/pictures/make-thumbnail.js";
import { photoEvents, pictures } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The part of S3's event "Object Created" that matters here. */
const uploadSchema = z.object({ object: z.object({ key: z.string().startsWith("uploads/").max(1_024) }) });
export type UploadedObject = Readonly<z.infer<typeof uploadSchema>>;

export interface PictureState {
  readonly key: string;
  readonly status: "READY" | "UNREADABLE";
}

/**
 * Makes a thumbnail of every picture that is uploaded, notes it, and tells the bus.
 *
 * @throws InvalidUpload when it is no picture's upload
 */
export const pictureThumbnail = workflow("picture-thumbnail", async (upload: UploadedObject): Promise<PictureState> => {
  if (!matches(uploadSchema, upload)) throw new InvalidUpload("an upload names the key of an object under uploads/");
  const { key } = upload.object;
  try {
    const { thumbnail, width, height } = await makeThumbnail({ key }, { timeout: "2m" });
    await pictures.putItem(
      {
        Item: {
          key: { S: key },
          status: { S: "READY" },
          thumbnail: { S: thumbnail },
          width: { N: `${width}` },
          height: { N: `${height}` },
        },
      },
      { retry: storeRetry },
    );
    await photoEvents.publish("ThumbnailReady", { key, thumbnail }, { retry: storeRetry });
    return { key, status: "READY" };
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    await pictures.putItem({ Item: { key: { S: key }, status: { S: "UNREADABLE" } } }, { retry: storeRetry });
    await photoEvents.publish("PictureRefused", { key, reason: error.message }, { retry: storeRetry });
    return { key, status: "UNREADABLE" };
  }
});
