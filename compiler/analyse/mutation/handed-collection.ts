import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import { heldCollection, namedCollection } from "../collections.js";
import type { Binding } from "../environment.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isInOtherFunction } from "./in-other-function.js";
import { isLastUse } from "./last-use.js";
import { isReplacedNext } from "./parting.js";
import { enclosingFunction } from "./running-function.js";
import { usesOf } from "./uses-of.js";

/**
 * The Set or Map that one variable hands on to another: `const next = new Set(); … frontier = next;`. From there on it has the other
 * name only. Undefined where it would have two.
 */
export function handedCollection(
  analyser: Analyser,
  target: Extract<Binding, { readonly kind: "collection" }>,
  right: ts.Expression,
): Expression | undefined {
  const given = namedCollection(analyser, right);
  const name = skipWrappers(right);
  if (given === undefined || !ts.isIdentifier(name)) return undefined;
  if (given.name !== target.name || given.name === "new Date") return undefined;
  const symbol = analyser.symbolOf(name);
  if (symbol === undefined || symbol !== given.owner || !isHandedOn(analyser, symbol, name)) return undefined;
  const { variable } = given;
  const stored: Expression = { kind: "variable-read", variable, types: variable.types, span: analyser.span(name) };
  return heldCollection(given.name, stored);
}

/** True when the name is not read again before it stands for another collection. */
function isHandedOn(analyser: Analyser, symbol: ts.Symbol, use: ts.Identifier): boolean {
  const { valueDeclaration: declaration } = symbol;
  const scope = declaration && enclosingFunction(declaration);
  if (declaration === undefined || scope === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const isElsewhere = (one: ts.Identifier): boolean =>
    isInOtherFunction(analyser, one, { symbol, keys: [], readers: [] });
  if (usesOf(analyser, symbol, scope).some(isElsewhere)) return false;
  const isNew = (value: ts.Expression): boolean => ts.isNewExpression(skipWrappers(value));
  return isLastUse(analyser, symbol, use, []) || isReplacedNext(analyser, use, symbol, isNew);
}
