import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../functions.js";
import { objectSearch } from "../identity/compared-names.js";
import { followedChoice, isAlias } from "./aliases.js";
import { mayFollow } from "./may-follow.js";
import { isAsked, wayOf, whileAsked } from "./asked-owners.js";
import { isAssignment } from "./assigned.js";
import { isAwaitedAtOnce } from "./awaited-at-once.js";
import { changesInside, changesMeanwhile } from "./changes.js";
import { enclosingFunction, isInside } from "./running-function.js";
import { chosenList, keptName } from "./chosen-lists.js";
import { isGatheredSafely, isSafeListOfIndex } from "./safe-gathering.js";
import { declaredIn } from "./declared-in.js";
import { isReadInChain, isReadWhenSpread } from "./elements-in-calls.js";
import { endsInCopy } from "./ends-in-copy.js";
import { isInFinalReturn } from "./final-return.js";
import { areElementsFresh, type HandsOn, isDeep, isMadeHere } from "./freshness.js";
import { callsOf, partGiven, returnedFrom } from "./given-parts.js";
import { isInOtherFunction } from "./in-other-function.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import { functionOverItems, listOfItem } from "./item-of-map.js";
import { isLastUse } from "./last-use.js";
import { isMovedOut } from "./moved-out.js";
import { nameGetting } from "./literal-patterns.js";
import { isNamedList } from "./named-lists.js";
import type { Owner, Asks } from "./owner.js";
import { isParting } from "./parting.js";
import { keysOf } from "./place.js";
import {
  assignTarget,
  type Key,
  type NamePut,
  type Path,
  pathOf,
  pathOfName,
  paths,
  putAt,
  putBackAround,
} from "./paths.js";
import { isPlain } from "./plain-values.js";
import { returnedBy } from "./returned-by.js";
import { isChangedOutside, isSafeMembersLoop, isSafeIteration, changesEntries, keepsNoItem } from "./safe-loops.js";
import { isSafeMembersChosen } from "./safe-chosen-members.js";
import { isSafeMember, isSafePart } from "./safe-members.js";
import { isSafeName, isSafePattern } from "./safe-names.js";
import { isSafeOperand, isSafeCopy, isSafeAssign } from "./safe-operands.js";
import { readerFor, onlyReads } from "./safe-readers.js";
import { listOfElement, scopeOfName } from "./scope-of-name.js";
import { isTakenFresh } from "./taken-fresh.js";
import { walkerOf } from "./walkers.js";
import { isDeclaredName, isOfType, keepsKeys, reachedBy, takesOtherParts } from "./use-shapes.js";

/**
 * Whether nobody but this variable can see the value that it holds, so that changing the value in place is the same as
 * giving the variable a changed copy.
 *
 * That holds when every value that the variable gets is made on the spot, and the variable is read only where no second
 * reference to the value is left behind.
 *
 * @param keys the way from the value to what is changed
 */
export function ownsItsValue(
  analyser: Analyser,
  symbol: ts.Symbol,
  keys: readonly Key[],
  others: Pick<Owner, "isHandedOn" | "last"> = {},
): boolean {
  return whileAsked(analyser, symbol, wayOf(keys), undefined, () => isOwner(analyser, symbol, keys, others));
}

function isOwner(
  analyser: Analyser,
  symbol: ts.Symbol,
  keys: readonly Key[],
  others: Pick<Owner, "isHandedOn" | "last">,
): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration !== undefined && ts.isParameter(declaration)) {
    const list = listOfItem(analyser, declaration);
    if (list !== undefined) return ownsItem(analyser, declaration, list, { symbol, keys, readers: [], ...others });
    const elements = others.last === undefined ? undefined : listOfElement(analyser, declaration);
    if (elements !== undefined) {
      const isOwn = isFresh(analyser, elements, [undefined, ...keys]);
      return isOwn && areUsesSafe(analyser, declaration.parent, { symbol, keys, readers: [], ...others });
    }
    const given = analyser.environment.argumentOf(symbol);
    if (given !== undefined && isFresh(analyser, given, keys)) {
      return areUsesSafe(analyser, declaration.parent, { symbol, keys, readers: [], ...others });
    }
    return isInputOfWorkflow(analyser, declaration)
      ? areUsesSafe(analyser, declaration.parent, { symbol, keys, readers: [], ...others })
      : ownsAccumulator(analyser, declaration, symbol, keys);
  }
  if (declaration === undefined) return false;
  const scope = enclosingFunction(declaration);
  if (scope === undefined) return false;
  if (ts.isBindingElement(declaration)) {
    const isOwn = isTakenFresh(analyser, declaration, keys, (node, way) => isFresh(analyser, node, way));
    return isOwn && areUsesSafe(analyser, scope, { symbol, keys, readers: [], ...others });
  }
  if (!ts.isVariableDeclaration(declaration)) return false;
  const { initializer, parent } = declaration;
  // What a walker goes to is a part of something else.
  if (walkerOf(analyser, symbol) !== undefined && isAlias(analyser, symbol)) return false;
  if (initializer !== undefined && !isFresh(analyser, initializer, keys)) return false;
  // What a loop goes through holds the same value, unless nobody else has it.
  const loop = parent.parent;
  if (ts.isForOfStatement(loop) && loop.initializer === parent) {
    const isOwn = (way: readonly Key[]): boolean => isFresh(analyser, loop.expression, way);
    if (!areElementsFresh(analyser, loop.expression, [undefined, ...keys], isOwn)) return false;
  }
  return areUsesSafe(analyser, scope, { symbol, keys, readers: [], ...others });
}

/** True for an item of a list that the workflow owns, where nothing but the list holds the item. */
function ownsItem(analyser: Analyser, { parent }: ts.ParameterDeclaration, list: ts.Expression, item: Owner): boolean {
  const path = pathOf(analyser, chosenList(analyser, list)?.list ?? list);
  if (path === undefined || item.isHandedOn === true) return false;
  return (
    ownsWhatIsNamed(analyser, path.root, [...path.keys, undefined, ...item.keys]) &&
    areUsesSafe(analyser, parent, { ...item, readers: [parent] })
  );
}

/** The same of a variable, or of a parameter that stands for a part of one, or for elements of a list. */
function ownsWhatIsNamed(analyser: Analyser, symbol: ts.Symbol, keys: readonly Key[]): boolean {
  const binding = analyser.environment.lookUp(symbol);
  const isPlace = binding?.kind === "alias" || binding?.kind === "choice";
  if (!isPlace) return ownsItsValue(analyser, symbol, keys);
  const place = binding.kind === "alias" ? binding.place : binding.list;
  const root = analyser.symbolOf(place.root);
  if (root === undefined || root === symbol) return ownsItsValue(analyser, symbol, keys);
  const way = [...keysOf(place), ...keys];
  return analyser.inScope(() => ownsWhatIsNamed(analyser, root, way), place.environment);
}

/**
 * True for the first parameter of a function that is given to `reduce`, when the first value is made on the spot: what the
 * function returns is the parameter itself, or made there too.
 */
function ownsAccumulator(
  analyser: Analyser,
  { parent: callback, name }: ts.ParameterDeclaration,
  symbol: ts.Symbol,
  keys: readonly Key[],
): boolean {
  const call = callback.parent;
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return false;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const [given, first] = call.arguments;
  if (!/^Array\.reduce(Right)?$/.test(builtinCalled(analyser, call) ?? "") || given !== callback || first === undefined)
    return false;
  if (callback.parameters[0]?.name !== name || !isFresh(analyser, first, keys)) return false;
  const returned = returnedBy(callback);
  const isKept = (value: ts.Expression): boolean => {
    const inner = skipWrappers(assignTarget(value) ?? receiverOfSet(analyser, value));
    return (ts.isIdentifier(inner) && analyser.symbolOf(inner) === symbol) || isFresh(analyser, inner, keys);
  };
  return returned.every(isKept) && areUsesSafe(analyser, callback.body, { symbol, keys, readers: [] });
}

/** `map` in `map.set(key, value)`, which gives the Map itself. */
function receiverOfSet(analyser: Analyser, node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  const isSet = /^(Map\.set|Set\.add)$/.test(builtinCalled(analyser, inner) ?? "");
  return isSet && ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)
    ? receiverOfSet(analyser, inner.expression.expression)
    : node;
}

/** True when no use of the variable inside a function leaves a second reference to its value behind. */
function areUsesSafe(analyser: Analyser, scope: ts.Node, owner: Owner): boolean {
  return sharingUse(analyser, scope, owner) === undefined;
}

/** The first use of the variable that leaves a second reference behind. */
function sharingUse(analyser: Analyser, scope: ts.Node, owner: Owner): ts.Identifier | undefined {
  const { symbol } = owner;
  const isUse = (node: ts.Node): node is ts.Identifier =>
    ts.isIdentifier(node) && !isDeclaredName(node) && !isOfType(node) && analyser.symbolOf(node) === symbol;
  const find = (node: ts.Node): ts.Identifier | undefined =>
    isUse(node) && !isSafeUse(analyser, node, owner) ? node : ts.forEachChild(node, find);
  return find(scope);
}

/** Where something else gets hold of a value that the variable does not own: a use of the variable, or what it was made of. */
export function sharedAt(analyser: Analyser, symbol: ts.Symbol, keys: readonly Key[]): ts.Expression | undefined {
  const declaration = symbol.valueDeclaration;
  const scope = declaration === undefined ? undefined : enclosingFunction(declaration);
  if (declaration === undefined || scope === undefined || ts.isParameter(declaration)) return undefined;
  let found: ts.Expression | undefined;
  whileAsked(analyser, symbol, wayOf(keys), undefined, () => {
    const { initializer } = declaredIn(symbol) ?? {};
    const isOwn = ts.isBindingElement(declaration)
      ? isTakenFresh(analyser, declaration, keys, (node, way) => isFresh(analyser, node, way))
      : initializer === undefined || isFresh(analyser, initializer, keys);
    found = isOwn ? sharingUse(analyser, scope, { symbol, keys, readers: [] }) : initializer;
    return found === undefined;
  });
  return found;
}

/** True for a variable of which somebody gets the value, and is then alone with it. */
const handsOn: HandsOn = (analyser, symbol, keys, last) => {
  // What was taken out of a list may be put back into it: then it is as new as what the list got otherwise.
  if (last === undefined) {
    return isAsked(analyser, symbol, keys) || ownsItsValue(analyser, symbol, keys, { isHandedOn: true });
  }
  const { root, keys: outer } = isItem(symbol) ? itself(symbol) : pathOfName(analyser, symbol);
  const way = [...outer, ...keys];
  if (!isLastUse(analyser, root, last, way)) return false;
  return whileAsked(analyser, root, `${wayOf(way)} ${last.pos}`, true, () =>
    ownsItsValue(analyser, root, way, { isHandedOn: true, last }),
  );
};

/** True for the variable of a loop: each item is handed on in its own round. */
function isItem(symbol: ts.Symbol): boolean {
  const list = declaredIn(symbol)?.parent;
  return list !== undefined && ts.isVariableDeclarationList(list) && ts.isForOfStatement(list.parent);
}

function itself(root: ts.Symbol): Path {
  return { root, keys: [], through: [] };
}

export function isFresh(analyser: Analyser, node: ts.Expression, keys: readonly Key[]): boolean {
  return !(keys.length > 1 && holdsPositions(analyser, node)) && isMadeHere(analyser, node, keys, handsOn);
}

/** True for a list of positions: what is in its elements is part of another list, which has them still. */
function holdsPositions(analyser: Analyser, node: ts.Expression): boolean {
  const chosen = chosenList(analyser, node);
  return chosen?.kept !== undefined || chosen?.slot !== undefined;
}

/** True when this use of the variable leaves no second reference to its value behind. */
function isSafeUse(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (use === owner.last || isOnAnotherWay(analyser, use, owner)) return true;
  // Where only a text or nothing can be, as behind a test, there is nothing to refer to.
  if (isRead(use) && isPlain(analyser, use)) return true;
  if (owner.isHandedOn === true && isInOtherFunction(analyser, use, owner)) return false;
  const put = putAt(analyser, ts.findAncestor(use, ts.isStatement) ?? use);
  // What is made in the same statement is put there when it is made.
  const isOfMade = put?.made !== undefined && isInside(use, put.made);
  if (put !== undefined && !isOfMade && isAlias(analyser, put.symbol)) {
    return isSafePut(analyser, use, put, owner);
  }
  const putBack = putBackAround(analyser, use);
  if (putBack !== undefined && isAlias(analyser, putBack)) return true;
  if (leavesNothingBehind(analyser, use, owner) || isMovedOut(analyser, use)) return true;
  if (owner.isHandedOn === true) return false;
  if (isInFinalReturn(analyser, use, owner)) return true;
  // A part can be changed by other names, and so can an element that a list holds as well.
  if (isAlias(analyser, owner.symbol) || isNamedList(analyser, owner.symbol)) return false;
  if (followedChoice(analyser, owner.symbol) !== "unchanged") return false;
  return isParting(analyser, use, owner.symbol, (value) => isFresh(analyser, value, owner.keys));
}

/** `rows.push(row)`, where the name stands for the element from then on: nothing else may hold that. */
function isSafePut(analyser: Analyser, use: ts.Expression, { symbol, name, made }: NamePut, owner: Owner): boolean {
  const used = ts.isIdentifier(use) ? analyser.symbolOf(use) : undefined;
  if (used === symbol) return true;
  const [whole, part] = [used && pathOfName(analyser, used), pathOfName(analyser, symbol)];
  // A key, which is read.
  if (whole === undefined || whole.root !== part.root)
    return isPlain(analyser, use) || ts.isElementAccessExpression(use.parent);
  const way = part.keys.slice(whole.keys.length);
  const isOther = way.some((key, index) => {
    const changed = owner.keys[index];
    return key !== undefined && changed !== undefined && key !== changed;
  });
  const keys = owner.keys.slice(way.length);
  if (isOther || keys.length === 0) return true;
  return made !== undefined && isFresh(analyser, made, keys) && isSafeName(asks, analyser, name, { ...owner, keys });
}

/** False for what is assigned or changed there. */
function isRead(use: ts.Expression): boolean {
  const { parent } = use;
  return !(ts.isBinaryExpression(parent) && parent.left === use && isAssignment(parent));
}

/** True for a use after which the one that hands the value on is not reached. */
function isOnAnotherWay(analyser: Analyser, use: ts.Node, { symbol, last, readers }: Owner): boolean {
  const block = last === undefined || readers.length > 0 ? undefined : scopeOfName(analyser, symbol);
  if (last === undefined || block === undefined) return false;
  return isInside(use, block) && isInside(last, block) && !mayFollow(use, last, block);
}

function leavesNothingBehind(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  const { parent } = use;
  const iteration = isDeep(owner) ? functionOverItems(analyser, use) : undefined;
  if (iteration !== undefined) {
    // What the list has meanwhile is not what iterations under way would see.
    const call = ts.findAncestor(use.parent, ts.isCallExpression);
    const isOver = call !== undefined && isAwaitedAtOnce(analyser, use, call);
    const isSafe =
      isOver ||
      (owner.isHandedOn !== true &&
        keptName(analyser, use) === undefined &&
        !isChangedOutside(analyser, use, iteration));
    if (isSafe && isSafeIteration(asks, analyser, iteration, owner)) return true;
  }
  const taker = nameGetting(use);
  if (taker !== undefined && isSafeName(asks, analyser, taker, owner)) return true;
  const deep = isDeep(owner);
  if (isSafeMembersChosen(asks, analyser, use, owner) || objectSearch(analyser, parent)?.item === use) return true;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isSafeUse(analyser, parent, owner);
  }
  if (ts.isBinaryExpression(parent)) return isSafeOperand(asks, analyser, use, parent, owner);
  if (ts.isConditionalExpression(parent)) {
    if (parent.condition === use || isSafeUse(analyser, parent, owner)) return true;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || ts.isDeleteExpression(parent)) return true;
  if (ts.isIfStatement(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isWhileStatement(parent) || ts.isDoStatement(parent) || ts.isForStatement(parent)) return true;
  if (ts.isForInStatement(parent)) return parent.expression === use && keepsKeys(analyser, use, parent);
  if (ts.isVariableDeclaration(parent)) {
    if (ts.isIdentifier(parent.name)) return isSafeName(asks, analyser, parent.name, owner);
    return !deep || takesOtherParts(parent.name, owner.keys) || isSafePattern(asks, analyser, parent.name, owner);
  }
  if (ts.isPropertyAccessExpression(parent)) return isSafeMember(asks, analyser, parent, owner);
  if (ts.isElementAccessExpression(parent)) {
    return parent.expression !== use || isSafePart(asks, analyser, parent, owner);
  }
  if (ts.isSpreadElement(parent) && deep && chosenList(analyser, parent.parent) !== undefined) {
    return isSafeUse(analyser, parent.parent, owner);
  }
  if (
    ts.isSpreadElement(parent) &&
    deep &&
    isReadWhenSpread(analyser, use, owner.keys, readerFor(asks, analyser, owner))
  ) {
    return !changesMeanwhile(analyser, use);
  }
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return !deep;
  if (ts.isForOfStatement(parent) && parent.expression === use) {
    const [item] = ts.isVariableDeclarationList(parent.initializer) ? parent.initializer.declarations : [];
    const ofItem = { ...owner, keys: owner.keys.slice(1) };
    if (item !== undefined && ts.isIdentifier(item.name) && isSafeName(asks, analyser, item.name, ofItem)) return true;
    if (item !== undefined && ts.isObjectBindingPattern(item.name) && isSafePattern(asks, analyser, item.name, ofItem))
      return true;
    if (changesEntries(asks, analyser, parent, owner)) return true;
    const isHarmless = reachedBy(analyser, parent);
    return (
      !changesInside(analyser, use, parent.statement, { isHarmless, countsPutBacks: true }) &&
      (!deep || keepsNoItem(asks, analyser, parent, ofItem))
    );
  }
  if (ts.isNewExpression(parent)) return isSafeCopy(analyser, use, parent, owner);
  if (ts.isCallExpression(parent) && assignTarget(parent) === use) return isSafeAssign(asks, analyser, parent, owner);
  if (ts.isCallExpression(parent) && isSafeMembersLoop(asks, analyser, use, parent, owner)) return true;
  if (ts.isCallExpression(parent) && isSafeListOfIndex(asks, analyser, parent, owner)) return true;
  if (
    deep &&
    ts.isCallExpression(parent) &&
    isReadInChain(analyser, parent, owner.keys, readerFor(asks, analyser, owner))
  ) {
    return !changesMeanwhile(analyser, use);
  }
  if (isGatheredSafely(asks, analyser, use, owner)) return true;
  const back = returnedFrom(use);
  if (back !== undefined && owner.givers?.includes(back) === true) return true;
  const given = isGivenOutside(analyser, use, owner);
  if (given !== undefined) return areCallsSafe(analyser, given, owner);
  return endsInCopy(analyser, use, owner, onlyReads(asks, analyser)) && !changesMeanwhile(analyser, use);
}

/** The function that gives what a variable around it has: whoever calls the function holds it, too. */
function isGivenOutside(analyser: Analyser, use: ts.Expression, owner: Owner): ts.SignatureDeclaration | undefined {
  const given = returnedFrom(use);
  const { valueDeclaration } = pathOfName(analyser, owner.symbol).root;
  const isOutside = given !== undefined && valueDeclaration !== undefined && !isInside(valueDeclaration, given);
  return isOutside ? given : undefined;
}

/** True where each call of a function leaves no further reference to the part behind that it gives. */
function areCallsSafe(analyser: Analyser, given: ts.SignatureDeclaration, owner: Owner): boolean {
  const { valueDeclaration } = (partGiven(analyser, given, paths) ?? pathOfName(analyser, owner.symbol)).root;
  const scope = valueDeclaration && enclosingFunction(valueDeclaration);
  const { makers } = analyser.analysis;
  if (scope === undefined || makers.has(given)) return false;
  makers.set(given, undefined);
  const areSafe =
    callsOf(analyser, given, scope)?.every(
      (call) => ts.isExpressionStatement(call.parent) || isSafeUse(analyser, call, owner),
    ) === true;
  makers.delete(given);
  return areSafe;
}

/** What is asked of uses, for those who look at one kind of them. */
const asks: Asks = { isSafeUse, areUsesSafe, isFresh };
