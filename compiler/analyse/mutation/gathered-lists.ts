import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { choiceKept, groupsKept, indexKept, indexNamed, slotHeld } from "./chosen-lists.js";
import { choiceAssigned } from "./kept-choices.js";

/**
 * What gets an element of a list as well: the lists that `picked.push(row)` puts it into, the index of `byId.set(row.id, row)` and
 * `byId[row.id] = row`, the list of `best = [row]`. None where it is used in another way.
 */
export function takersOf(analyser: Analyser, use: ts.Expression): readonly ts.Symbol[] {
  const { parent } = use;
  if (ts.isBinaryExpression(parent)) return parent.right === use ? indexesAssigned(analyser, parent) : [];
  if (ts.isArrayLiteralExpression(parent)) {
    const groups = groupsTaking(analyser, parent);
    return groups === undefined ? listsWritten(analyser, parent) : [groups];
  }
  if (!ts.isCallExpression(parent) || parent.expression === use) return [];
  return parent.arguments.indexOf(use) > 0 ? indexesSet(analyser, parent) : listsPushedTo(analyser, parent);
}

/** The list in `best = [row]`. */
function listsWritten(analyser: Analyser, { parent }: ts.ArrayLiteralExpression): readonly ts.Symbol[] {
  const left = ts.isBinaryExpression(parent) && ts.isIdentifier(parent.left) ? parent.left : undefined;
  const symbol = left && choiceAssigned(left) !== undefined ? analyser.symbolOf(left) : undefined;
  return symbol !== undefined && choiceKept(analyser, symbol) !== undefined ? [symbol] : [];
}

/** The lists of elements that `picked.push(row)` puts one into; none for any other call. */
export function listsPushedTo(analyser: Analyser, { expression: callee }: ts.CallExpression): readonly ts.Symbol[] {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push") return [];
  const symbols = listsIn(callee.expression).map((list) => {
    const slot = slotHeld(analyser, list)?.slot;
    return slot === undefined ? analyser.symbolOf(list) : analyser.symbolOf(slot.groups);
  });
  const areGathered = symbols.every((symbol) => symbol !== undefined && getsElements(analyser, symbol));
  return areGathered ? symbols.filter((symbol) => symbol !== undefined) : [];
}

function getsElements(analyser: Analyser, symbol: ts.Symbol): boolean {
  return choiceKept(analyser, symbol)?.isAddedTo === true || groupsKept(analyser, symbol) !== undefined;
}

/**
 * The groups that get a list of elements: those of `groups.set(key, [row])`, `groups[key] = rows.filter(f)`, `chunks.push(rows.slice(0, 5))`
 * and `const lanes = { high: rows.filter(f), low: [] }`.
 */
export function groupsTaking(analyser: Analyser, list: ts.Expression): ts.Symbol | undefined {
  let part: ts.Expression = list;
  while (ts.isParenthesizedExpression(part.parent) || ts.isAsExpression(part.parent)) part = part.parent;
  const { parent } = part;
  if (ts.isBinaryExpression(parent)) {
    const isAssigned = parent.right === part && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const slot = isAssigned ? slotHeld(analyser, parent.left)?.slot : undefined;
    return slot && analyser.symbolOf(slot.groups);
  }
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)) {
    const { expression, name } = parent.expression;
    const isPut = parent.arguments.includes(part) && /^(set|push)$/.test(name.text) && ts.isIdentifier(expression);
    return isPut ? groupsOf(analyser, analyser.symbolOf(expression)) : undefined;
  }
  const literal = ts.isPropertyAssignment(parent) ? parent.parent : parent;
  const { parent: declaration } = literal;
  const isFirst = ts.isVariableDeclaration(declaration) && declaration.initializer === literal;
  return isFirst ? groupsOf(analyser, analyser.checker.getSymbolAtLocation(declaration.name)) : undefined;
}

function groupsOf(analyser: Analyser, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol !== undefined && groupsKept(analyser, symbol) !== undefined ? symbol : undefined;
}

function listsIn(node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  return ts.isConditionalExpression(inner) ? [...listsIn(inner.whenTrue), ...listsIn(inner.whenFalse)] : [inner];
}

/** The index in `byId.set(row.id, row)`; none for any other call. */
export function indexesSet(analyser: Analyser, { expression: callee }: ts.CallExpression): readonly ts.Symbol[] {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "set") return [];
  const index = indexNamed(analyser, callee.expression);
  return index?.isMap === true ? [index.symbol] : [];
}

/** The index in `byId[row.id] = row`; none for any other assignment. */
export function indexesAssigned(
  analyser: Analyser,
  { left, operatorToken }: ts.BinaryExpression,
): readonly ts.Symbol[] {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isElementAccessExpression(left)) return [];
  const index = indexNamed(analyser, left.expression);
  return index?.isMap === false ? [index.symbol] : [];
}

/** The index that is made of elements by `items.map((item) => [item.id, item])`; undefined for any other call. */
export function indexMadeOf(analyser: Analyser, call: ts.CallExpression): ts.Symbol | undefined {
  const declaration = ts.findAncestor(call, ts.isVariableDeclaration);
  const index =
    declaration && ts.isIdentifier(declaration.name)
      ? analyser.checker.getSymbolAtLocation(declaration.name)
      : undefined;
  return index !== undefined && indexKept(analyser, index)?.pairs?.call === call ? index : undefined;
}
