import { human } from "setpiece";

/** What a photographer is asked. */
export interface PhotoOffer {
  readonly productId: string;
  readonly photographer: string;
  /** What the picture has to show. */
  readonly brief: string;
}

export interface PhotoAnswer {
  readonly accepted: boolean;
}

/** A photographer takes a job, or leaves it to the next. */
export const photoOffer = human<PhotoOffer, PhotoAnswer>("photoOffer", {
  title: "Will you photograph this product?",
  form: {
    type: "object",
    properties: { accepted: { type: "boolean", title: "I take the job" } },
    required: ["accepted"],
    additionalProperties: false,
  },
});
