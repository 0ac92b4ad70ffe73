import { expect } from "vitest";
import type { Answer } from "./both-engines.js";
import { isKnownWording } from "./known-wordings.js";

/** Fails unless both engines answered alike, known differences of wording aside. */
export function expectSame(what: string, { local, ours }: { readonly local: Answer; readonly ours: Answer }): void {
  if (same(local, ours)) return;
  expect({ what, ours }).toEqual({ what, ours: local });
}

/**
 * As {@link same}, whatever the messages: which of several mistakes in one request is named first is not compared.
 */
export function sameOutcome(local: Answer, ours: Answer): boolean {
  if ("output" in local || "output" in ours) return same(local, ours);
  // The service reports what an update cannot do to its item as the reason of a cancelled transaction.
  if (local.error === "ValidationException" && / \[.*ValidationError.*\]$/.test(ours.message)) return true;
  return same({ ...local, message: "" }, { ...ours, message: "" });
}

export function same(local: Answer, ours: Answer): boolean {
  if ("output" in local || "output" in ours) return JSON.stringify(local) === JSON.stringify(ours);
  if (local.error !== ours.error) return false;
  const sameMessage = local.message === ours.message || isKnownWording(local.message, ours.message);
  return sameMessage && JSON.stringify(local.details) === JSON.stringify(ours.details);
}
