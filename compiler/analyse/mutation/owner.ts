import type ts from "typescript";
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
