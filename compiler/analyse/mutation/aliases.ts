import ts from "typescript";
import { arrayType, mayBe, nullType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { memo } from "./memo.js";
import { skipWrappers } from "../functions.js";
import { type Change, changesFor } from "./change-at.js";
import { isAssignedLater } from "./changes.js";
import { enclosingFunction, isInside, reachedAt } from "./running-function.js";
import { chosenElement, chosenList, memberOf, memberOfPattern, partsKept } from "./chosen-lists.js";
import { nextDone } from "./following-statement.js";
import { takersOf } from "./gathered-lists.js";
import { isGivenName } from "./given-parts.js";
import { onlyAdds } from "./only-adds.js";
import {
  isElementCall,
  type Key,
  leadsTo,
  type Path,
  pathOf,
  pathOfName,
  paths,
  putAt,
  putBackAround,
  sourceOf,
  typesOfName,
  wayTo,
} from "./paths.js";
import { isComparedName, isSearchedName } from "../identity/compared-names.js";
import { mayFollow } from "./may-follow.js";
import { isPlain } from "./plain-values.js";
import { reachedBy } from "./use-shapes.js";
import { usesOf } from "./uses-of.js";
import { assignedTo, takerOf, walkerOf } from "./walkers.js";

/** A change in place of a variable's value, by its own name or by one that stands for a part. */
export interface Site extends Change {
  readonly name: ts.Identifier;
  /** The constants on the way that stand for parts. */
  readonly through: readonly ts.Symbol[];
  /** True where it puts something in a place where nothing was. */
  readonly onlyAdds: boolean;
  /** The name whose part it puts back. */
  readonly putBack: ts.Symbol | undefined;
  /** The name that it makes a part of the value. */
  readonly put: ts.Symbol | undefined;
}

/**
 * True for a constant, or the variable of a loop, that stands for a part of another variable's value as long as it is
 * used: changing it in place changes the other variable, and what happens to the part by the other name is seen by it.
 *
 * It is one only where that makes a difference. Nothing may put another value in the part's place, or move it, before the
 * last use of the name: in JavaScript the name would go on to stand for the old part.
 */
export function isAlias(analyser: Analyser, symbol: ts.Symbol): boolean {
  const { aliases } = analyser.analysis;
  let known = aliases.get(symbol);
  if (known === undefined) {
    // Where two names take each other's elements, one of them is none.
    aliases.set(symbol, false);
    known = standsForPart(analyser, symbol);
    aliases.set(symbol, known);
  }
  return known;
}

/**
 * The same, and in a function whose caller changes the part that it gives, for the names by which it gives that:
 * `const line = order.lines.find(f); if (!line) throw …; return line;`.
 */
export function isAliasHere(analyser: Analyser, symbol: ts.Symbol): boolean {
  return isAlias(analyser, symbol) || (analyser.frame.onReturnPart !== undefined && isGivenInPlace(analyser, symbol));
}

/** True for a name by which a function gives a part of what it is given, when the part stays where it is. */
export function isGivenInPlace(analyser: Analyser, symbol: ts.Symbol): boolean {
  if (!isGivenName(analyser, symbol, paths)) return false;
  const path = pathOfName(analyser, symbol);
  const scope = path.root.valueDeclaration && enclosingFunction(path.root.valueDeclaration);
  if (scope === undefined || path.root === symbol) return false;
  return staysInPlace(analyser, symbol, path, sitesOf(analyser, path.root, scope));
}

/** How the elements of a list that a name holds as well are followed. */
export type FollowedChoice = "in place" | "moving" | "unchanged";

/**
 * What happens to the elements that a name holds of another list: they may stay where they are as long as the name is used, or be moved or
 * replaced there; or none is changed from then on, so that nobody can tell them from copies.
 *
 * @param isGiven true in a function that gives one of them, which its caller changes
 */
export function followedChoice(analyser: Analyser, symbol: ts.Symbol, isGiven = false): FollowedChoice {
  const choice = partsKept(analyser, symbol);
  const list = choice && pathOf(analyser, choice.list);
  const scope = list?.root.valueDeclaration && enclosingFunction(list.root.valueDeclaration);
  if (choice === undefined || list === undefined || scope === undefined) return "unchanged";
  if (!isInside(choice.declaration, scope)) return "unchanged";
  const path = { ...list, keys: [...list.keys, undefined] };
  const sites = sitesOf(analyser, path.root, scope);
  const isFollowed = areElementsChanged(choice.declaration.name, path, sites, scope);
  if (!isFollowed && !isGiven && !isSearchedName(analyser, symbol)) return "unchanged";
  // What is the list itself at first would see what is added to it.
  if ("isWhole" in choice && choice.isWhole && sites.some(({ keys }) => keys.length <= path.keys.length))
    return "moving";
  return staysInPlace(analyser, symbol, path, sites) ? "in place" : "moving";
}

/** True where something inside of elements changes behind a node. */
export function areElementsChanged(from: ts.Node, { keys }: Path, sites: readonly Site[], scope: ts.Node): boolean {
  return sites.some((site) => site.keys.length > keys.length && mayFollow(from, site.name, scope));
}

function standsForPart(analyser: Analyser, symbol: ts.Symbol): boolean {
  const path = pathOfName(analyser, symbol);
  const source = sourceOf(analyser, symbol);
  const { root, keys } = path;
  if (source === undefined || path.root === symbol) return false;
  // The members of such objects stay where they are, whoever names them.
  if (memberOfPattern(analyser, symbol) !== undefined) return true;
  if (!mayBe(typesOfName(analyser, source.name), arrayType | objectType)) return false;
  const owner = root.valueDeclaration;
  if (owner === undefined) return false;
  if (!(ts.isVariableDeclaration(owner) || ts.isParameter(owner) || ts.isBindingElement(owner))) return false;
  if (!ts.isIdentifier(owner.name)) return false;
  const scope = enclosingFunction(owner);
  if (scope === undefined || !isInside(source.name, scope)) return false;
  const sites = sitesOf(analyser, root, scope);
  const loop = source.isLoop ? ts.findAncestor(source.name, ts.isForOfStatement)?.statement : undefined;
  // A loop sees what its body does to the items by another name.
  const isSeen = (site: Site): boolean =>
    loop === undefined
      ? site.keys.length > Math.min(keys.length, 1)
      : site.keys.length > keys.length && isInside(site.name, loop);
  const isChanged = sites.some((site) => site.through.includes(symbol) || isSeen(site));
  // The position of what a loop or a variable goes to tells it from the others.
  const isCompared = (source.isLoop || source.walker !== undefined) && isComparedName(analyser, symbol);
  return (isChanged || isCompared || isTakenOn(analyser, symbol, scope)) && staysInPlace(analyser, symbol, path, sites);
}

/** True for a constant whose object stays where the constant got it until the last of these uses. */
export function staysUntil(analyser: Analyser, symbol: ts.Symbol, path: Path, uses: readonly ts.Identifier[]): boolean {
  const scope = path.root.valueDeclaration && enclosingFunction(path.root.valueDeclaration);
  const own = symbol.valueDeclaration && enclosingFunction(symbol.valueDeclaration);
  if (scope === undefined || own === undefined) return false;
  const reached = uses.map((use) => reachedAt(analyser, use, own));
  return staysInPlace(analyser, symbol, path, sitesOf(analyser, path.root, scope), reached);
}

/** True for a name whose element a walker goes to, or that is put into a list of elements, by which it is changed. */
function isTakenOn(analyser: Analyser, symbol: ts.Symbol, scope: ts.Node): boolean {
  return usesOf(analyser, symbol, scope).some((use) => {
    const taker = takerOf(analyser, use);
    return (
      (taker !== undefined && isAlias(analyser, taker)) ||
      takersOf(analyser, use).some((list) => followedChoice(analyser, list) === "in place") ||
      memberOf(analyser, use) !== undefined
    );
  });
}

/**
 * True when nothing in another function puts another value where the path leads: such a function may run at any time.
 *
 * @param isThere true where something stands there for sure
 */
export function staysWhenPassed(analyser: Analyser, { root, keys, through }: Path, isThere = false): boolean {
  const owner = root.valueDeclaration;
  const scope = owner === undefined ? undefined : enclosingFunction(owner);
  if (scope === undefined) return false;
  const sites = sitesOf(analyser, root, scope);
  return sites.every(
    (site) =>
      enclosingFunction(site.name) === scope ||
      (isThere && site.onlyAdds) ||
      !moves(analyser, site, { root, keys, through }),
  );
}

/** True when nothing ever puts another value where the path leads, once the variable has its first one. */
export function isNeverReplaced(analyser: Analyser, root: ts.Symbol, keys: readonly Key[]): boolean {
  const scope = root.valueDeclaration && enclosingFunction(root.valueDeclaration);
  if (scope === undefined) return false;
  return sitesOf(analyser, root, scope).every((site) => !moves(analyser, site, { root, keys, through: [] }));
}

/**
 * True when elements of a list in the variable's value may get other indexes, or the list be replaced: then what stands at one index may
 * have stood at another one.
 */
export function movesElements(analyser: Analyser, symbol: ts.Symbol): boolean {
  const { root } = pathOfName(analyser, symbol);
  const scope = root.valueDeclaration && enclosingFunction(root.valueDeclaration);
  if (scope === undefined) return true;
  return sitesOf(analyser, root, scope).some(({ name, method }) => {
    return method === undefined ? !isPlain(analyser, partAround(name)) : !leavingMethods.has(method);
  });
}

/** Methods that leave each element at its index. */
const leavingMethods = new Set(["push", "pop", "assign", "set", "add"]);

/** `q[0].n` around `q`. */
export function partAround(name: ts.Expression): ts.Expression {
  const { parent } = name;
  const isStep =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === name;
  return isStep || ts.isNonNullExpression(parent) ? partAround(parent) : name;
}

/** True when a function inside of the one that declares the variable changes its value. */
export function isChangedInside(analyser: Analyser, root: ts.Symbol, scope: ts.Node): boolean {
  return sitesOf(analyser, root, scope).some(
    ({ name, putBack }) => putBack === undefined && enclosingFunction(name) !== scope,
  );
}

/** Where the value of a variable is changed, by its own name or by those of parts. */
export function sitesOf(
  analyser: Analyser,
  root: ts.Symbol,
  scope: ts.Node,
  around: readonly ts.Symbol[] = [],
): readonly Site[] {
  const sites: Site[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && leadsTo(analyser, node, root)) sites.push(...sitesAt(analyser, node, root, around));
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return sites;
}

/** @param around the parameters that are being looked into */
function sitesAt(
  analyser: Analyser,
  name: ts.Identifier,
  root: ts.Symbol,
  around: readonly ts.Symbol[],
): readonly Site[] {
  const putBack = putBackAround(analyser, name);
  const { through } = wayTo(analyser, name, root) ?? { through: [] };
  const put = putAt(analyser, ts.findAncestor(name, ts.isStatement) ?? name)?.symbol;
  return changesFor(analyser, name, root).flatMap((change): readonly Site[] => {
    const onlyAddsHere = putBack !== undefined || onlyAdds(name);
    const site: Site = {
      name,
      ...change,
      through,
      onlyAdds: onlyAddsHere,
      putBack,
      put,
    };
    const inside = change.parameters?.map((parameter) => sitesInside(analyser, parameter, around));
    if (inside === undefined || !inside.every((sites) => sites !== undefined)) return [site];
    const whole = site.keys.slice(0, -1);
    return inside.flat().map((one) => ({ ...one, name, keys: [...whole, ...one.keys], through }));
  });
}

/** What a function changes of what it is given as an argument; undefined for one that calls itself. */
function sitesInside(
  analyser: Analyser,
  parameter: ts.Symbol,
  around: readonly ts.Symbol[],
): readonly Site[] | undefined {
  const scope = parameter.valueDeclaration && enclosingFunction(parameter.valueDeclaration);
  if (scope === undefined || around.includes(parameter)) return undefined;
  const all = memo<readonly Site[]>(analyser, "changes of parameters");
  const known = all.get(parameter);
  if (known !== undefined) return known;
  const sites = sitesOf(analyser, parameter, scope, [...around, parameter]).map((site) => {
    return { ...site, onlyAdds: site.onlyAdds || site.putBack !== undefined, putBack: undefined, put: undefined };
  });
  if (around.length === 0) all.set(parameter, sites);
  return sites;
}

/** @param until the uses before which nothing may move the part; all of the name by default */
function staysInPlace(
  analyser: Analyser,
  symbol: ts.Symbol,
  path: Path,
  sites: readonly Site[],
  until?: readonly ts.Node[],
): boolean {
  if (memberOfPattern(analyser, symbol) !== undefined) return true;
  const declaration = ts.findAncestor(symbol.valueDeclaration, ts.isVariableDeclaration) as ts.VariableDeclaration;
  const statement = declaration.parent.parent;
  const block = ts.isForOfStatement(statement) ? statement.statement : statement.parent;
  const scope = enclosingFunction(declaration);
  const source = sourceOf(analyser, symbol);
  // What is added elsewhere is nothing to a name that stands for something.
  const isThere = source !== undefined && !mayBe(typesOfName(analyser, source.name), undefinedType | nullType);
  const isNothing = ({ onlyAdds: adds, putBack, put }: Site): boolean =>
    put === symbol ||
    (adds && (isThere || (putBack !== undefined && (putBack === symbol || path.through.includes(putBack)))));
  const moving = sites.filter((site) => !isNothing(site) && moves(analyser, site, path, declaration));
  const uses = until ?? usesOf(analyser, symbol, block);
  // What a loop goes through is chosen before it begins.
  const isChosen = ts.isForOfStatement(statement) && chosenList(analyser, statement.expression) !== undefined;
  const isOfMembers = isChosen || sourceOf(analyser, symbol)?.isOfMembers === true;
  const reached = ts.isForOfStatement(statement) && isOfMembers ? reachedBy(analyser, statement) : undefined;
  return moving.every((site) => {
    const within = enclosingFunction(site.name);
    // The functions around wait while this one runs.
    if (within !== scope && within !== undefined && scope !== undefined && isInside(scope, within)) return true;
    const isElsewhere = within !== scope;
    const isReached = isElsewhere ? undefined : reached;
    if (isOfMembers && isReached?.(site.name) !== true) return !isElsewhere && !isInside(site.name, statement);
    // The loop goes on with the list that it began with.
    if (ts.isForOfStatement(statement) && site.method === undefined && site.keys.length < path.keys.length) {
      return !isElsewhere && !isInside(site.name, statement);
    }
    if (isElsewhere) return false;
    // What happens before the name gets its value makes no difference.
    const isEarlier = site.name.pos < declaration.pos || isInside(site.name, declaration);
    return (
      isEarlier ||
      !isInside(site.name, block) ||
      goesElsewhereNext(analyser, site.name, symbol) ||
      uses.every((use) => !mayFollow(site.name, use, block) || isBeforeChange(use, site, block))
    );
  });
}

/** `windows.delete(key); current = undefined;`: a walking variable stands for something else when it is read again. */
function goesElsewhereNext(analyser: Analyser, name: ts.Identifier, symbol: ts.Symbol): boolean {
  const statement = ts.findAncestor(name, ts.isStatement);
  if (walkerOf(analyser, symbol) === undefined || statement === undefined || !ts.isExpressionStatement(statement)) {
    return false;
  }
  const next = nextDone(analyser, statement);
  const expression = next !== undefined && ts.isExpressionStatement(next) ? next.expression : undefined;
  if (expression === undefined || !ts.isBinaryExpression(expression) || !ts.isIdentifier(expression.left)) return false;
  const isMoved = assignedTo(expression.left) !== undefined && analyser.symbolOf(expression.left) === symbol;
  const [before, behind] = [statement, expression.right].map((node) => usesOf(analyser, symbol, node).length);
  return isMoved && before === 0 && behind === 0;
}

/**
 * True for the right side of an assignment, which is evaluated before its target gets the value, and for an argument of the method that
 * changes the value, when no loop leads back to it.
 */
function isBeforeChange(use: ts.Node, { name, method }: Site, block: ts.Node): boolean {
  if (method === undefined ? !isAssignedLater(name, use) : !isArgumentOf(use, partAround(name))) return false;
  for (let outer: ts.Node = name; outer !== block; outer = outer.parent) {
    if (ts.isIterationStatement(outer, false) || ts.isSourceFile(outer)) return false;
  }
  return true;
}

/** True inside of an argument of `list.splice(…)`, whose method is looked up on the list first. */
function isArgumentOf(use: ts.Node, method: ts.Expression): boolean {
  const { parent: call } = method;
  return (
    ts.isCallExpression(call) &&
    call.expression === method &&
    call.arguments.some((argument) => isInside(use, argument))
  );
}

/** True for a change that puts another value where the path leads, or on the way there, where something stands. */
export function movesAlong(analyser: Analyser, site: Site, path: Path): boolean {
  return site.method !== "push" && moves(analyser, site, path);
}

/** True for a change that puts another value where the path leads, or on the way there. */
function moves(analyser: Analyser, site: Site, { keys }: Path, declaration?: ts.VariableDeclaration): boolean {
  const { length } = site.keys;
  if (length > keys.length) return false;
  const differs = site.keys.some((key, index) => {
    const other: Key = keys[index];
    return key !== undefined && other !== undefined && key !== other;
  });
  if (differs) return false;
  // What is added at the end leaves the elements where they are.
  return (
    site.method !== "push" ||
    (length === keys.length && (declaration === undefined || mayBeMissing(analyser, declaration)))
  );
}

/** True where the constant may stand for an element that is not there yet. */
function mayBeMissing(analyser: Analyser, { name, initializer }: ts.VariableDeclaration): boolean {
  const inner = initializer === undefined ? undefined : skipWrappers(initializer);
  if (initializer === undefined || inner === undefined) return false;
  // A variable that goes to no element stands for none from then on.
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol !== undefined && walkerOf(analyser, symbol) !== undefined) return false;
  // What is not found is nowhere; an index may get an element later.
  if (isElementCall(analyser, inner) && inner.expression.name.text !== "at") return false;
  if (chosenElement(analyser, inner)?.isOfKey === true) return false;
  return mayBe(analyser.types(initializer), undefinedType | nullType);
}
