/**
 * Paths on which a compiled machine takes that many transitions more than the one by hand: before a round whose end is
 * known, the loop by hand takes a way of its own that ends without another look.
 */
export const knownGaps: Readonly<Record<string, number>> = {
  "price-change-run: one batch": 2,
  "price-change-run: one full batch": 2,
  "price-change-run: two batches, all unknown": 2,
  "price-change-run: three batches": 2,
};

/** Workflows of which no machine was written by hand yet. The list can only shrink. */
export const notYetByHand: readonly string[] = [
  "change-prices",
  "click-triage",
  "customer-migration",
  "customer-sync-crm",
  "customer-sync-mailing",
  "customer-welcome",
  "leaderboard",
  "order-drain",
  "order-intake",
  "order-replay",
];
