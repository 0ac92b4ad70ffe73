import type ts from "typescript";
import type { Writing } from "../copy-source.js";
import type { FreshNames } from "../names.js";
import type { ClassMember, ClassShape } from "./class-shape.js";

/** Where code is written again that makes or uses instances. */
export interface ClassWriting extends Writing {
  readonly shapes: ReadonlyMap<ts.Node, ClassShape>;
  readonly members: ReadonlyMap<ts.Node, ClassMember>;
  readonly fresh: FreshNames;
  /** What stands for `this`; undefined where there is no instance. */
  readonly self: string | undefined;
  /** What holds the fields of an instance that is yet to be made. */
  readonly held: ReadonlyMap<ts.Node, string>;
  /** Statements and values whose first calls stand before them. */
  readonly settled: Set<ts.Node>;
  /** Is told of a piece of code that cannot be kept. */
  readonly refuse: (node: ts.Node) => void;
  /** Is told of each function and constant that stands for a member. */
  readonly onUsed: (owner: ClassShape, written: string) => void;
}

/** The declaration that a name leads to, of those that are looked for. */
export function declaredAs<T>(
  checker: ts.TypeChecker,
  name: ts.Node,
  known: ReadonlyMap<ts.Node, T>,
): readonly T[] | "unclear" {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
  const found = declarations.flatMap((one) => known.get(one) ?? []);
  return found.length > 0 && found.length < declarations.length ? "unclear" : found;
}
