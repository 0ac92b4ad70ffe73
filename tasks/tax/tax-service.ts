import { httpEndpoint, WorkflowError } from "setpiece";

/** What the tax service is asked and answers: `POST /quotes`. */
export interface TaxQuote {
  /** In minor units. */
  readonly amount: number;
}

/** The tax service's answer 422: the shop pays no tax there. */
export class NoTaxThere extends WorkflowError {
  static override readonly errorName = "States.Http.StatusCode.422";
}

/**
 * The tax service, which knows local surcharges too. It answers 422 for places where the shop pays no tax.
 *
 * A slow service is a broken one: a checkout waits three seconds for an answer, and asks twice more at most.
 */
export const taxService = httpEndpoint("tax-service", {
  url: "https://tax.example.com",
  timeout: "3s",
  retry: {
    errors: [
      "States.Timeout",
      "States.Http.Socket",
      "States.Http.StatusCode.429",
      "States.Http.StatusCode.500",
      "States.Http.StatusCode.502",
      "States.Http.StatusCode.503",
      "States.Http.StatusCode.504",
    ],
    maxAttempts: 2,
    maxDelay: "2s",
    jitter: "full",
  },
});
