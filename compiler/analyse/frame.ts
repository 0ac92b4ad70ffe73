import type ts from "typescript";
import type { Expression } from "../ir/expression.js";
import type { SourceSpan } from "../source-span.js";
import type { ActiveRoutine } from "./recursion/routine.js";

/** Branches and iterations, outermost first: an object for each. */
export type Branches = readonly Branch[];

export interface Branch {
  /** True for the children of a distributed Map, which are executions of their own. */
  readonly isExecution?: boolean;
}

/** The function whose body is being analysed: the workflow, an inlined function, a branch or a callback. */
export interface Frame {
  /** What `return` does; the value is undefined for a bare `return`. */
  readonly onReturn: (value: Expression | undefined, span: SourceSpan) => void;
  /** What it does instead in a function whose value is a part that is changed where it stands. */
  readonly onReturnPart?: ((value: ts.Expression) => void) | undefined;
  readonly isAsync: boolean;
  /** True in a callback, which becomes part of an expression: no state can be made in it. */
  readonly isCallback: boolean;
  /** How many Parallel and Map scopes and callbacks are around. A callback only reads what is declared outside of it. */
  readonly depth: number;
  /** The branches and iterations around. */
  readonly branches: Branches;
  /** The functions that are being inlined, outermost first. */
  readonly calls: readonly ts.Node[];
  /** The call of the function, when it is not written there. */
  readonly calledFrom?: SourceSpan | undefined;
  /** True in an inlined function, whose caller can give a name to a Date, Set or Map that it returns. */
  readonly givesCollections?: boolean;
  /** The functions around that call themselves, as far as a call can come back from here. */
  readonly routines?: readonly ActiveRoutine[];
}

/** A loop, switch or labelled statement that `break` and `continue` can name. */
export interface JumpTarget {
  readonly name: string | undefined;
  /** Appends the jump. */
  readonly onBreak: (span: SourceSpan) => void;
  /** Undefined for a `switch` or a labelled block. */
  readonly onContinue: ((span: SourceSpan) => void) | undefined;
  /** False for a labelled block, which only a `break` with its name leaves. */
  readonly isLoopOrSwitch: boolean;
}

/** A set or map that a loop goes through, and the variable that holds the element or key in turn. */
export interface GoneThrough {
  readonly collection: ts.Symbol;
  readonly key: ts.Symbol | undefined;
  /** True for a loop over the keys of a Map alone. */
  readonly isOfKeys?: boolean;
}
