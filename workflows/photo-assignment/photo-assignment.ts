import { HumanTaskRejected, matches, TimedOut, workflow } from "setpiece";
import { z } from "zod";
import { InvalidJob, NoPhotographer } from "../../tasks/errors.js";
import { photoOffer } from "../../tasks/photo/photo-offer.js";
import { photoEvents } from "../../tasks/resources.js";
import { questionRetry, storeRetry } from "../../tasks/retry-rules.js";

const jobSchema = z.object({
  productId: z.string().min(1),
  brief: z.string(),
  /** Who is asked, in this order. */
  photographers: z.array(z.string().min(1)),
});
export type PhotoJob = Readonly<z.infer<typeof jobSchema>>;

/** A yes. Every other answer is a no. */
const acceptance = z.object({ accepted: z.literal(true) });

export interface PhotoAssignment {
  readonly productId: string;
  readonly photographer: string;
}

/** Finds a photographer for a product: one after the other is asked, and each has a day to answer. */
export const photoAssignment = workflow("photo-assignment", async (job: PhotoJob): Promise<PhotoAssignment> => {
  if (!matches(jobSchema, job)) throw new InvalidJob("a job has a productId, a brief and photographers");
  const { productId, brief, photographers } = job;
  for (const photographer of photographers) {
    let accepted = false;
    try {
      accepted = matches(
        acceptance,
        await photoOffer({ productId, photographer, brief }, { timeout: "24h", retry: questionRetry }),
      );
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
});
