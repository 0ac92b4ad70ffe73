import ts from "typescript";
import { copySource } from "./copy-source.js";
import { variablesIn } from "./names.js";
import type { Scope } from "./scope.js";

/** What gets a value where it is declared: a name, or a pattern. */
export interface Target {
  /** As it is written. */
  readonly written: string;
  readonly at: ts.Node;
  readonly pattern: ts.BindingPattern | undefined;
  /** The constants that it declares. */
  readonly symbols: ReadonlySet<ts.Symbol>;
}

export function targetOf(scope: Scope, node: ts.BindingName): Target {
  const pieces = copySource(node, scope);
  return {
    written: pieces.map(({ text }) => text).join(""),
    at: node,
    pattern: ts.isIdentifier(node) ? undefined : node,
    symbols: new Set(variablesIn(scope.checker, node).map(({ symbol }) => symbol)),
  };
}

/** True where a value names the constant that it is given to. */
export function isNamedIn(checker: ts.TypeChecker, { symbols }: Target, node: ts.Node): boolean {
  return variablesIn(checker, node).some(({ symbol }) => symbols.has(symbol));
}
