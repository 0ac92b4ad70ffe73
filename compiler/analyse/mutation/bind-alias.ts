import ts from "typescript";
import type { Variable } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import { readsOuter } from "../outer-variables.js";
import { fixedPlace } from "./fixed-place.js";
import { type Place, readRoot } from "./place.js";

/**
 * Lets a name stand for a place.
 *
 * In an iteration or branch, a place in a variable around it leads to the same object only until a call is made: others may change
 * the variable meanwhile. A read of the variable, which nobody uses, tells where the place was found.
 */
export function bindAlias(analyser: Analyser, symbol: ts.Symbol, found: Place): void {
  const place = fixedPlace(analyser, found);
  analyser.environment.bind(symbol, { kind: "alias", place });
  const value = readRoot(analyser, place);
  if (!readsOuter(analyser, value) || (place.steps.length === 0 && isConstant(analyser, place.root))) return;
  const variable: Variable = { kind: "variable", name: "found", types: value.types };
  analyser.statements.push({ kind: "assign", variable, value, declares: true, span: value.span });
}

/** True for a name that always stands for the same object. */
export function isConstant(analyser: Analyser, name: ts.Identifier): boolean {
  const declaration = analyser.symbolOf(name)?.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (declaration.parent.flags & ts.NodeFlags.Const) !== 0
  );
}
