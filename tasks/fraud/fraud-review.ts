import { human } from "setpiece";
import type { PricedLine } from "../basket/price-basket.js";
import type { Currency, MinorUnits } from "../money.js";

/** What the reviewer sees. */
export interface FraudCase {
  readonly orderNumber: string;
  readonly customerId: string;
  readonly email: string;
  readonly country: string;
  readonly currency: Currency;
  readonly total: MinorUnits;
  readonly lines: readonly PricedLine[];
}

export interface FraudDecision {
  readonly approved: boolean;
  readonly reason?: string;
}

/** A person decides whether a large order is genuine. */
export const fraudReview = human<FraudCase, FraudDecision>("fraudReview", {
  title: "Is this order genuine?",
  form: {
    type: "object",
    properties: {
      approved: { type: "boolean", title: "Approve the order" },
      reason: { type: "string", title: "Reason, for the customer's file", maxLength: 500 },
    },
    required: ["approved"],
    additionalProperties: false,
  },
});
