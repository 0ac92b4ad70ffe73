import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { sitesOf } from "./aliases.js";
import { askers } from "./asked-owners.js";
import { changesFor } from "./change-at.js";
import { mayFollow } from "./may-follow.js";
import { isCalm } from "./named-lists.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { enclosingFunction, isInside } from "./running-function.js";

/** Where those change what they have who are to get a variable's value; undefined where that cannot be said. */
export function changesByAskers(analyser: Analyser, symbol: ts.Symbol): readonly ts.Identifier[] | undefined {
  const found: ts.Identifier[] = [];
  for (const asker of askers(analyser)) {
    const scope = asker.valueDeclaration && enclosingFunction(asker.valueDeclaration);
    if (scope === undefined || asker === symbol) return undefined;
    found.push(...sitesOf(analyser, asker, scope).map(({ name }) => name));
  }
  return found;
}

interface Handover {
  /** Where the value is changed by those who got it. */
  readonly changes: readonly ts.Identifier[] | undefined;
  /** Where the variable is the same. */
  readonly block: ts.Node;
}

/**
 * True for a use that reads something plain before anybody changes the value that the variable has handed on: what it reads is still
 * the same, and nothing of it is kept.
 */
export function readsBefore(
  analyser: Analyser,
  name: ts.Identifier,
  symbol: ts.Symbol,
  { changes, block }: Handover,
): boolean {
  if (changes === undefined || changes.length === 0 || !isInside(name, block)) return false;
  const isBefore = changes.every((change) => isInside(change, block) && !mayFollow(change, name, block));
  return isBefore && changesFor(analyser, name, symbol).length === 0 && readsPlain(analyser, name);
}

/** `order.total`, `orders.length`, `orders.reduce(f, 0)`, `orders.map(idOf)`, and a loop whose names are looked at themselves. */
function readsPlain(analyser: Analyser, node: ts.Expression): boolean {
  if (isPlain(analyser, node) || (ts.isCallExpression(node) && holdsPlainParts(analyser, node))) return true;
  const { parent } = node;
  if (ts.isForOfStatement(parent)) return parent.expression === node && namesItems(analyser, parent);
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return readsPlain(analyser, parent);
  if (ts.isPropertyAccessExpression(parent)) return readsPlain(analyser, parent);
  if (ts.isElementAccessExpression(parent)) return parent.expression === node && readsPlain(analyser, parent);
  if (!ts.isCallExpression(parent) || parent.expression !== node || !ts.isPropertyAccessExpression(node)) return false;
  return parent.arguments.every((one) => isCalm(analyser, one)) && readsPlain(analyser, parent);
}

function namesItems(analyser: Analyser, { initializer }: ts.ForOfStatement): boolean {
  const [item] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (item === undefined) return false;
  if (ts.isIdentifier(item.name)) return true;
  return item.name.elements.every(
    (element) => ts.isBindingElement(element) && ts.isIdentifier(element.name) && isPlain(analyser, element.name),
  );
}
