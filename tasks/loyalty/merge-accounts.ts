import { human } from "setpiece";
import type { Identity } from "./look-up-identity.js";

export interface MergeQuestion {
  /** The account that asked to take part. */
  readonly customerId: string;
  readonly email: string;
  /** The other accounts under that address. */
  readonly accounts: readonly Identity[];
}

export interface MergeDecision {
  /** The account that stays. */
  readonly keep: string;
  /** False: they belong to different people, and nothing is merged. */
  readonly samePerson: boolean;
}

/** A person decides whether accounts of several systems are one customer. */
export const mergeAccounts = human<MergeQuestion, MergeDecision>("mergeAccounts", {
  title: "Are these accounts one customer, and which one stays?",
  form: {
    type: "object",
    properties: {
      samePerson: { type: "boolean", title: "They are one customer" },
      keep: { type: "string", title: "Customer number that stays", minLength: 1 },
    },
    required: ["samePerson", "keep"],
    additionalProperties: false,
  },
});
