import { HumanTaskRejected, TimedOut, workflow } from "setpiece";
import { NoPhotographer } from "../../tasks/errors.js";
import { type PhotoAnswer, photoOffer } from "../../tasks/photo/photo-offer.js";
import { photoEvents } from "../../tasks/resources.js";
import { storeRetry } from "../../tasks/retry-rules.js";

export interface PhotoJob {
  readonly productId: string;
  readonly brief: string;
  /** Who is asked, in this order. */
  readonly photographers: readonly string[];
}

export interface PhotoAssignment {
  readonly productId: string;
  readonly photographer: string;
}

/** Finds a photographer for a product: one after the other is asked, and each has a day to answer. */
export const photoAssignment = workflow(
  "photo-assignment",
  async ({ productId, brief, photographers }: PhotoJob): Promise<PhotoAssignment> => {
    for (const photographer of photographers) {
      let accepted = false;
      try {
        const answer: Partial<PhotoAnswer> = await photoOffer({ productId, photographer, brief }, { timeout: "24h" });
        accepted = answer.accepted === true;
      } catch (error) {
        // No answer within a day is a no. A rejection by an operator is one too.
        const lapsed = error instanceof TimedOut || error instanceof HumanTaskRejected;
        if (!lapsed) throw error;
      }
      if (accepted) {
        await photoEvents.publish("PhotoAssigned", { productId, photographer }, { retry: storeRetry });
        return { productId, photographer };
      }
    }
    throw new NoPhotographer(`nobody photographs product ${productId}`);
  },
);
