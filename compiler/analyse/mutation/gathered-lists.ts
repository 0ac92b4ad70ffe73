import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { choiceKept } from "./chosen-lists.js";

/** The lists of elements that `picked.push(row)` puts one into; none for any other call. */
export function takersOf(analyser: Analyser, { expression: callee }: ts.CallExpression): readonly ts.Symbol[] {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push") return [];
  const symbols = listsIn(callee.expression).map((name) => analyser.symbolOf(name));
  const areGathered = symbols.every(
    (symbol) => symbol !== undefined && choiceKept(analyser, symbol)?.isGathered === true,
  );
  return areGathered ? symbols.filter((symbol) => symbol !== undefined) : [];
}

function listsIn(node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  return ts.isConditionalExpression(inner) ? [...listsIn(inner.whenTrue), ...listsIn(inner.whenFalse)] : [inner];
}
