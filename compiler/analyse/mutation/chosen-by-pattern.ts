import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { type ChosenElement, type ChosenList, chosenList } from "./chosen-lists.js";

/** `const [first, second] = rows.filter(f).sort(g)`: a name of a pattern that has nothing but names, and a rest at most. */
export function chosenByPattern(analyser: Analyser, element: ts.BindingElement): ChosenElement | undefined {
  if (element.dotDotDotToken !== undefined) return undefined;
  const from = listOfPattern(analyser, element.parent);
  return from && { from, taken: element };
}

/** The chosen list that such a pattern takes apart. */
export function listOfPattern(analyser: Analyser, pattern: ts.BindingPattern): ChosenList | undefined {
  const { parent: declaration } = pattern;
  if (!ts.isArrayBindingPattern(pattern) || !ts.isVariableDeclaration(declaration)) return undefined;
  if (!pattern.elements.every((one) => ts.isOmittedExpression(one) || isName(one))) return undefined;
  const { parent: list, initializer: given } = declaration;
  if ((list.flags & ts.NodeFlags.Const) === 0 || !ts.isVariableStatement(list.parent)) return undefined;
  return given === undefined ? undefined : chosenList(analyser, given);
}

function isName({ name, initializer }: ts.BindingElement): boolean {
  return ts.isIdentifier(name) && initializer === undefined;
}
