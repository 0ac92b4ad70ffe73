import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { type ChosenElement, chosenList } from "./chosen-lists.js";

/** `const [first, second] = rows.filter(f).sort(g)`: a name of a pattern that has nothing but names. */
export function chosenByPattern(analyser: Analyser, element: ts.BindingElement): ChosenElement | undefined {
  const { parent: pattern } = element;
  const { parent: declaration } = pattern;
  if (!ts.isArrayBindingPattern(pattern) || !ts.isVariableDeclaration(declaration)) return undefined;
  if (!pattern.elements.every((one) => ts.isOmittedExpression(one) || isName(one))) return undefined;
  const { parent: list, initializer: given } = declaration;
  if ((list.flags & ts.NodeFlags.Const) === 0 || !ts.isVariableStatement(list.parent)) return undefined;
  const from = given === undefined ? undefined : chosenList(analyser, given);
  return from && { from, taken: element };
}

function isName({ name, initializer, dotDotDotToken }: ts.BindingElement): boolean {
  return ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined;
}
