import { workflow } from "setpiece";
import { UnreadablePicture } from "../../tasks/errors.js";
import { makeThumbnail } from "../../tasks/pictures/make-thumbnail.js";
import { photoEvents, pictures } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

/** The part of S3's event "Object Created" that matters here. */
export interface UploadedObject {
  readonly object: { readonly key: string };
}

export interface PictureState {
  readonly key: string;
  readonly status: "READY" | "UNREADABLE";
}

/** Makes a thumbnail of every picture that is uploaded, notes it, and tells the bus. */
export const pictureThumbnail = workflow(
  "picture-thumbnail",
  async ({ object: { key } }: UploadedObject): Promise<PictureState> => {
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
  },
);
