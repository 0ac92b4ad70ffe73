import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { followedChoice } from "./aliases.js";
import { areFollowed, mayChangeBehind } from "./followed-groups.js";
import { wayOf, whileAsked } from "./asked-owners.js";
import { chosenList, groupsKept, memberOf, membersListed } from "./chosen-lists.js";
import type { HeldMember, HeldObjects } from "./held-members.js";
import { pathOf } from "./paths.js";
import { enclosingFunction, reachedAt } from "./running-function.js";
import { isSafeName } from "./safe-names.js";
import { groupsTaking, indexMadeOf, takersOf } from "./gathered-lists.js";
import type { KeptGroups } from "./kept-groups.js";
import type { Asks, Owner } from "./owner.js";

/** `picked.push(row)`, and `[first, last]` with a name or in a loop, where the list stands for elements that stay where they are. */
export function isGatheredSafely(ask: Asks, analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (owner.isHandedOn === true) return false;
  const { parent } = use;
  const member = memberOf(analyser, use);
  if (member !== undefined) return areReadsSafe(ask, analyser, member, owner);
  const inList = { ...owner, keys: [undefined, ...owner.keys] };
  const groups = groupsTaking(analyser, use);
  if (groups !== undefined) return areGroupsSafe(ask, analyser, groups, owner);
  if (ts.isArrayLiteralExpression(parent)) {
    const { elements, joined } = chosenList(analyser, parent) ?? {};
    return (elements ?? joined) !== undefined && ask.isSafeUse(analyser, parent, inList);
  }
  const takers = takersOf(analyser, use);
  return takers.length > 0 && takers.every((symbol) => isTakenSafely(ask, analyser, symbol, inList));
}

/** True for what holds elements of a list that stay where they are, and leaves nothing else behind. */
export function isTakenSafely(ask: Asks, analyser: Analyser, symbol: ts.Symbol, owner: Owner): boolean {
  const scope = ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
  if (groupsKept(analyser, symbol) !== undefined) return areGroupsSafe(ask, analyser, symbol, owner);
  if (scope === undefined || followedChoice(analyser, symbol) !== "in place") return false;
  return whileAsked(analyser, symbol, `gather ${wayOf(owner.keys)}`, true, () =>
    ask.areUsesSafe(analyser, scope, { ...owner, symbol }),
  );
}

/** True for lists that hold elements which stay where they are, and leave nothing else behind. */
function areGroupsSafe(ask: Asks, analyser: Analyser, symbol: ts.Symbol, owner: Owner): boolean {
  const groups = groupsKept(analyser, symbol);
  const scope = ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
  if (groups === undefined || scope === undefined || !areFollowed(analyser, symbol)) return false;
  return whileAsked(
    analyser,
    symbol,
    `gather ${wayOf(owner.keys)}`,
    true,
    () =>
      groups.members.every((member) => ask.areUsesSafe(analyser, scope, { ...owner, symbol: member })) &&
      groups.wholes.every(({ node, isFinal }) => isFinal || !mayChangeBehind(analyser, groups.list, node)) &&
      groups.reads.every((read) => isUnchanged(analyser, groups, read) || ask.isSafeUse(analyser, read, owner)),
  );
}

/** True for a member of objects that is an element of a list, where it leaves nothing behind wherever it is read. */
function areReadsSafe(ask: Asks, analyser: Analyser, { objects, key, list }: HeldMember, owner: Owner): boolean {
  const symbol = pathOf(analyser, list)?.root;
  const scope = symbol?.valueDeclaration && enclosingFunction(symbol.valueDeclaration);
  if (symbol === undefined || scope === undefined) return false;
  const reads = objects.reads.filter((read) => read.key === key);
  const isSafe = ({ node }: HeldObjects["reads"][number]): boolean => {
    const lister = ts.findAncestor(node, ts.isFunctionLike)?.parent;
    const isListed =
      lister !== undefined && ts.isCallExpression(lister) && membersListed(analyser, lister)?.node === node;
    const use = isListed ? lister : node;
    const isOutside = enclosingFunction(reachedAt(analyser, use, scope)) === scope;
    const element: Owner = { ...owner, symbol, readers: isOutside ? [] : owner.readers };
    if (isListed) return ask.isSafeUse(analyser, lister, { ...element, keys: [undefined, ...owner.keys] });
    if (ts.isPropertyAccessExpression(node)) return ask.isSafeUse(analyser, node, element);
    return !ts.isIdentifier(node.name) || isSafeName(ask, analyser, node.name, owner);
  };
  const [make] = objects.makes;
  return whileAsked(analyser, symbol, `member ${key} ${make?.pos} ${wayOf(owner.keys)}`, true, () =>
    reads.every(isSafe),
  );
}

/** `const list = groups[key] ?? [];`, behind which no element changes: it may as well have copies. */
function isUnchanged(analyser: Analyser, { list }: KeptGroups, { parent }: ts.Expression): boolean {
  const isDeclared = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name);
  return isDeclared && !mayChangeBehind(analyser, list, parent.name);
}

/** `Object.values(byId)` and `byId.values()`, where the index stands for elements that stay where they are: a list of these. */
export function isSafeListOfIndex(ask: Asks, analyser: Analyser, call: ts.CallExpression, owner: Owner): boolean {
  const index = owner.isHandedOn === true ? undefined : chosenList(analyser, call)?.index;
  const isInPlace = index !== undefined && followedChoice(analyser, index) === "in place";
  const user = isInPlace && ts.isSpreadElement(call.parent) ? call.parent.parent : call;
  return isInPlace && ts.isExpression(user) && ask.isSafeUse(analyser, user, owner);
}

/** `new Map(items.map((item) => [item.id, item]))`, where the Map stands for elements that stay where they are. */
export function isIndexedSafely(ask: Asks, analyser: Analyser, call: ts.CallExpression, owner: Owner): boolean {
  const index = owner.isHandedOn === true ? undefined : indexMadeOf(analyser, call);
  return index !== undefined && isTakenSafely(ask, analyser, index, owner);
}
