/** Paths on which a compiled machine takes that many transitions more than the one by hand. There are none. */
export const knownGaps: Readonly<Record<string, number>> = {};

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
