import type ts from "typescript";
import type { Variable } from "../../../ir/expression.js";
import type { Environment } from "../../environment.js";
import type { Stored } from "./stored.js";

/**
 * An array that functions are added to while the workflow runs, as one of compensations is.
 *
 * The machine's variable holds an entry for each function: `{ "step": "release", "values": { "reservation": … } }`, the
 * place in the source where it was added and the values of the constants that it closes over. Where a function of the
 * array is called, the machine chooses by the step.
 */
export interface GrowingList {
  readonly name: string;
  readonly variable: Variable;
  /** The depth of the frame that declares it: what is declared outside the innermost scope is read-only. */
  readonly depth: number;
  /** The names that are visible where it is declared: as long as there is a list, there are these. */
  readonly environment: Environment;
  /** What was added so far, in the order of the analysis. */
  readonly sites: Site[];
  /** The loops around its declaration, which makes a new list each time. */
  readonly loopsAround: ReadonlySet<ts.Node>;
  /** The loops around the places where functions were taken out of it. */
  readonly loopsOfReads: Set<ts.Node>;
  /** How many loops are going through it. */
  goneThrough: number;
}

/** A place where a function, or a value with functions in it, is added to a list. */
export interface Site {
  /** What entries made there say of themselves; unique in the list. */
  readonly step: string;
  readonly stored: Stored;
}
