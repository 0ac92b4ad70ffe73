import type { Step } from "../support/steps.js";

/** What undoes a step of checkout, by the step's name. */
const undoing: Readonly<Record<string, string>> = {
  "taxFor and reserveStock": "releaseStock",
  "payment-authorisation": "cancelPayment",
  "dynamodb.transactWriteItems": "orders.putItem",
};
const undoings = new Set(Object.values(undoing));

export interface Compensation {
  /** What would undo the steps that the run took, the last first. A payment that was declined needs nothing. */
  readonly owed: readonly string[];
  /** What the run did to undo steps, in order. */
  readonly done: readonly string[];
}

/** Reads from the states that a checkout entered what it did, and what it undid. */
export function compensationOf(steps: readonly Step[]): Compensation {
  // States of the same call are told apart by a number: `cancelPayment (2)`.
  const taken = steps.map(({ name, failure }) => ({ name: name.replace(/ \(\d+\)$/, ""), failure }));
  const owed = taken
    .filter(({ failure }) => !(failure?.cause.includes('"Error":"PaymentDeclined"') ?? false))
    .flatMap(({ name }) => undoing[name] ?? [])
    .reverse();
  return { owed, done: taken.map(({ name }) => name).filter((name) => undoings.has(name)) };
}
