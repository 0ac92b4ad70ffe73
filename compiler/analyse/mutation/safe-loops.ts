import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction } from "../functions.js";
import { mayFollow } from "./may-follow.js";
import { changeAt, changedWhenPassed } from "./change-at.js";
import { changesInside } from "./changes.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { isDeep } from "./freshness.js";
import type { Owner, Asks } from "./owner.js";
import { leadsTo, objectOfMembers, pathOf } from "./paths.js";
import { isPlain } from "./plain-values.js";
import { isSafeName } from "./safe-names.js";
import { loopOver, namesIn, rootOf } from "./use-shapes.js";

/** True when something but the iterations may change the list while they are under way. */
export function isChangedOutside(analyser: Analyser, use: ts.Expression, iteration: ts.SignatureDeclaration): boolean {
  const root = pathOf(analyser, use)?.root;
  const scope = root?.valueDeclaration && enclosingFunction(root.valueDeclaration);
  const around = enclosingFunction(use);
  // Where the iterations are begun elsewhere, or by name, it is not known what is done to the list meanwhile.
  if (root === undefined || scope === undefined || around !== scope || !isInside(iteration, scope)) return true;
  const mayChange = (node: ts.Identifier): boolean => {
    if (changeAt(analyser, node) !== undefined) return true;
    return ts.isCallExpression(node.parent) && changedWhenPassed(analyser, node) !== undefined;
  };
  const changes = (node: ts.Node): boolean => {
    if (node === iteration || node === use) return false;
    const isTarget = ts.isIdentifier(node) && leadsTo(analyser, node, root) && mayChange(node);
    return (
      (isTarget && mayFollow(use, node, scope)) ||
      ts.forEachChild(node, (child) => changes(child) || undefined) === true
    );
  };
  return changes(scope);
}

/** `for (const [key, member] of Object.entries(x))` where the member stands for its place, or leaves nothing behind. */
export function isSafeMembersLoop(
  ask: Asks,
  analyser: Analyser,
  use: ts.Expression,
  call: ts.CallExpression,
  owner: Owner,
): boolean {
  const loop = loopOver(call);
  const isOfEntries = objectOfMembers(call, "entries") === use;
  if (loop === undefined || !(isOfEntries || objectOfMembers(call, "values") === use)) return false;
  const ofMember = { ...owner, keys: owner.keys.slice(1) };
  if (isOfEntries && changesEntries(ask, analyser, loop, owner)) return true;
  const [item] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  if (
    !isOfEntries &&
    item !== undefined &&
    ts.isIdentifier(item.name) &&
    isSafeName(ask, analyser, item.name, ofMember)
  ) {
    return true;
  }
  return (
    !changesInside(analyser, use, loop.statement, { isSnapshot: true }) && keepsNoItem(ask, analyser, loop, ofMember)
  );
}

/** `list.map(async (item) => …)`: the function may change the item itself, and keeps nothing of it. */
export function isSafeIteration(
  ask: Asks,
  analyser: Analyser,
  callback: ts.SignatureDeclaration,
  owner: Owner,
): boolean {
  const [first] = callback.parameters;
  const body = "body" in callback ? callback.body : undefined;
  if (body === undefined || first === undefined || owner.readers.includes(callback)) return false;
  if (isPlain(analyser, first.name)) return true;
  const symbol = analyser.checker.getSymbolAtLocation(first.name);
  const readers = [...owner.readers, callback];
  return symbol !== undefined && ask.areUsesSafe(analyser, body, { symbol, keys: owner.keys.slice(1), readers });
}

/** `list.forEach((item) => …)`: the function may change the item itself, and keeps nothing of it. */
export function isSafeForEach(
  ask: Asks,
  analyser: Analyser,
  access: ts.PropertyAccessExpression,
  call: ts.CallExpression,
  owner: Owner,
): boolean {
  const [given] = call.arguments;
  const callee = given === undefined ? undefined : resolveFunction(analyser, given)?.node;
  const [first] = callee?.parameters ?? [];
  const changesItem = changedWhenPassed(analyser, access) !== undefined;
  if (!changesItem && call.arguments.some((one) => changesInside(analyser, rootOf(access), one))) return false;
  if (!isDeep(owner) || first === undefined || isPlain(analyser, first.name)) return true;
  const symbol = analyser.checker.getSymbolAtLocation(first.name);
  if (callee?.body === undefined || symbol === undefined || owner.readers.includes(callee)) return false;
  const item = { symbol, keys: owner.keys.slice(1), readers: [...owner.readers, callee] };
  return ask.areUsesSafe(analyser, callee.body, item);
}

/** `for (const value of map.values())` where the value stands for its place in the Map, or a chosen item for its in the list. */
export function changesValues(
  ask: Asks,
  analyser: Analyser,
  { initializer }: ts.ForOfStatement,
  owner: Owner,
): boolean {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined || !ts.isIdentifier(name)) return false;
  return isSafeName(ask, analyser, name, { ...owner, keys: owner.keys.slice(1) });
}

/** `for (const [index, item] of list.entries())` and `for (const [key, value] of map)` where the item stands for its place in the list. */
export function changesEntries(
  ask: Asks,
  analyser: Analyser,
  { initializer }: ts.ForOfStatement,
  owner: Owner,
): boolean {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const item = name === undefined || !ts.isArrayBindingPattern(name) ? undefined : name.elements[1];
  if (item === undefined || !ts.isBindingElement(item) || !ts.isIdentifier(item.name)) return false;
  return isSafeName(ask, analyser, item.name, { ...owner, keys: owner.keys.slice(1) });
}

/** True when the names that a loop gives to each item leave no reference to it behind. */
export function keepsNoItem(
  ask: Asks,
  analyser: Analyser,
  { initializer, statement }: ts.ForOfStatement,
  owner: Owner,
): boolean {
  const [item] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (item !== undefined && ts.isObjectBindingPattern(item.name)) {
    return item.name.elements.every(({ name }) => ts.isIdentifier(name) && isPlain(analyser, name));
  }
  const names = item === undefined ? undefined : namesIn(item.name);
  if (names === undefined) return false;
  return names.every((name) => {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return (
      isPlain(analyser, name) || (symbol !== undefined && ask.areUsesSafe(analyser, statement, { ...owner, symbol }))
    );
  });
}
