import ts from "typescript";
import type { Analyser } from "../analyser.js";

/** Where the name is used in a block, but for its declaration. */
export function usesOf(analyser: Analyser, symbol: ts.Symbol, block: ts.Node): readonly ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) {
      if (node !== (symbol.valueDeclaration as ts.NamedDeclaration).name) uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(block);
  return uses;
}
