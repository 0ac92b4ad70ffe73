/**
 * Paths on which a compiled machine takes that many transitions more than the one by hand: its catcher takes every error
 * and a choice looks at the name, where the one by hand catches only the errors that the source's `catch` does not throw on.
 */
export const knownGaps: Readonly<Record<string, number>> = {
  "basket-item-add: full": 1,
  "basket-item-add: the table is down": 2,
  "payment-authorisation: declined": 1,
  "payment-authorisation: provider down": 1,
  "payment-authorisation: not even cancelled": 1,
  "payment-authorisation: captured before": 1,
  "payment-authorisation: cancelled before": 1,
  "payment-authorisation: declined before": 1,
  "payment-authorisation: another amount before": 1,
  "payment-authorisation: broken off before": 1,
  "payment-authorisation: the table is down": 2,
  "checkout: own tax table": 1,
  "checkout: basket refused by the tax service": 1,
  "checkout: duplicate request": 1,
  "data-ingestion: known": 1,
  "loyalty-enrolment: member already": 1,
  "photo-assignment: breaks down": 2,
  "session-cleanup: seen meanwhile": 1,
};
