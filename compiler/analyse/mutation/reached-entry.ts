import ts from "typescript";
import { isCollection, mapType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { chosenMembers } from "./chosen-members.js";

/** The Map or record of which a loop has reached an entry, and the name of the key. */
export interface ReachedEntry {
  readonly whole: ts.Expression;
  readonly key: ts.Identifier;
  readonly isMap: boolean;
}

/** The entry whose value a name is, in `for (const [key, value] of map)` and `for (const [key, value] of Object.entries(record))`. */
export function reachedEntry(analyser: Analyser, element: ts.BindingElement): ReachedEntry | undefined {
  const { parent: pattern } = element;
  const { parent: declaration } = pattern;
  if (!ts.isArrayBindingPattern(pattern) || !ts.isVariableDeclaration(declaration)) return undefined;
  const { parent: list } = declaration;
  const { parent: loop } = list;
  const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
  const [first, second] = pattern.elements;
  if (!isConstant || !ts.isForOfStatement(loop) || second !== element) return undefined;
  const key = first !== undefined && ts.isBindingElement(first) ? first.name : undefined;
  const of = entriesGoneThrough(analyser, loop.expression);
  return of !== undefined && key !== undefined && ts.isIdentifier(key) ? { ...of, key } : undefined;
}

function entriesGoneThrough(analyser: Analyser, node: ts.Expression): Omit<ReachedEntry, "key"> | undefined {
  const inner = skipWrappers(node);
  const members = chosenMembers(analyser, inner);
  if (members !== undefined) return members.items === "entries" ? members : undefined;
  if (isCollection(analyser.types(inner), mapType)) return { whole: inner, isMap: true };
  const called = builtinCalled(analyser, inner);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  if (called === "Map.entries") return { whole: inner.expression.expression, isMap: true };
  const [object] = inner.arguments;
  return called === "Object.entries" && object !== undefined ? { whole: object, isMap: false } : undefined;
}
