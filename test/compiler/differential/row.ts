import type { Program, Scenario } from "./harness.js";

/** A small program, run natively and compiled, with the same stubs. */
export interface Row extends Program {
  readonly scenarios: readonly Scenario[];
  /** True when calls may come in any order; `"fails"` when, besides, a failure cuts other branches short. */
  readonly concurrent?: boolean | "fails";
}
