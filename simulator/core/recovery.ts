import type { Catcher, Retrier } from "../machine/state-node.js";
import { coversError } from "./error-matching.js";

/** What a state does about a failure. */
export type Recovery =
  | { readonly kind: "retry"; readonly index: number; readonly retrier: Retrier }
  | { readonly kind: "catch"; readonly index: number; readonly catcher: Catcher }
  /** `exhausted`: the retrier whose attempts are used up. */
  | { readonly kind: "fail"; readonly exhausted: number | undefined };

interface Recovering {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

/**
 * Retry comes before Catch. The first retrier that covers the error decides: when its attempts are used up, no other
 * retrier is tried, but the catchers are.
 */
export function chooseRecovery(
  state: Recovering,
  error: string | undefined,
  attemptsOf: (retrierIndex: number) => number,
): Recovery {
  const index = state.retry.findIndex(({ errorEquals }) => coversError(errorEquals, error));
  const retrier = state.retry[index];
  if (retrier !== undefined && attemptsOf(index) < retrier.maxAttempts) return { kind: "retry", index, retrier };
  const catchIndex = state.catch.findIndex(({ errorEquals }) => coversError(errorEquals, error));
  const catcher = state.catch[catchIndex];
  if (catcher !== undefined) return { kind: "catch", index: catchIndex, catcher };
  return { kind: "fail", exhausted: retrier === undefined ? undefined : index };
}
