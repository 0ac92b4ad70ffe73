import type { Scenario } from "./harness.js";

/** What `fetchItem` gives. */
export const item = (id: string, price = 10, tags: string[] = []) => ({ result: { id, price, tags } });

/** A call that fails. */
export const fails = (error: string, message = "sorry") => ({ error, message });

/** Scenarios without calls. */
export const inputs = (...values: readonly unknown[]): readonly Scenario[] => values.map((input) => ({ input }));
