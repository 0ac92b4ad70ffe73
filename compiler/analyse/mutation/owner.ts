import type ts from "typescript";
import type { Analyser } from "../analyser.js";
import type { Key } from "./paths.js";

/** The variable in question. */
export interface Owner {
  readonly symbol: ts.Symbol;
  /** The way from the value in question to what is changed: one key for a member of its own, more for members of parts. */
  readonly keys: readonly Key[];
  /** Functions that are being looked into, because the value is passed to them. */
  readonly readers: readonly ts.Node[];
  /** Those of them that give a part of it back: what becomes of that is looked at where they are called. */
  readonly givers?: readonly ts.Node[] | undefined;
  /** True when others change the value once they have got it from the variable. */
  readonly isHandedOn?: boolean;
  /** The use by which they get it. */
  readonly last?: ts.Identifier | undefined;
}

/** Questions about uses of a variable, which lead from one kind of use to another. */
export interface Asks {
  /** True when a use leaves no second reference to the value behind. */
  readonly isSafeUse: (analyser: Analyser, use: ts.Expression, owner: Owner) => boolean;
  /** True when none inside of a function does. */
  readonly areUsesSafe: (analyser: Analyser, scope: ts.Node, owner: Owner) => boolean;
  /** True for a value that nobody else has, with all parts on the way to what is changed. */
  readonly isFresh: (analyser: Analyser, node: ts.Expression, keys: readonly Key[]) => boolean;
}
