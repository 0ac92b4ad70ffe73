import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { holdsFunctions } from "../function-values/holds-functions.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { calledFunctions } from "./called-functions.js";
import { isAssignment } from "./assigned.js";
import { changeAt, changedWhenPassed } from "./change-at.js";
import { returnsItself } from "./changing-methods.js";
import { changesInside, changesMeanwhile, enclosingFunction, isInside, stepsTo } from "./changes.js";
import { chosenElement, chosenList } from "./chosen-lists.js";
import { isAlias, isGivenInPlace, mayFollow } from "./aliases.js";
import { givesPromises, isAwaitedAtOnce } from "./awaited-at-once.js";
import { type IsReader, isReadInChain, keepsNoElement } from "./elements-in-calls.js";
import { isInOtherFunction } from "./in-other-function.js";
import { endsInCopy } from "./ends-in-copy.js";
import type { Owner } from "./owner.js";
import { isInputOfWorkflow, isTakenFresh } from "./taken-fresh.js";
import { blockAround, declaredIn, takenBy } from "./declared-in.js";
import { isAsked, wayOf, whileAsked } from "./asked-owners.js";
import { callsOf, type GivenPart, giverOf, partGiven, returnedFrom } from "./given-parts.js";
import { isInFinalReturn } from "./final-return.js";
import { functionOverItems, listOfItem } from "./item-of-map.js";
import { choosingMethods, copyingMethods, takingMethods, type HandsOn, isDeep, isMadeHere } from "./freshness.js";
import { forgetsArguments } from "./forgets-arguments.js";
import { isLastUse } from "./last-use.js";
import { isNamedList } from "./named-lists.js";
import { isParting } from "./parting.js";
import { listOfElement, scopeOfName } from "./scope-of-name.js";
import {
  constantKey,
  assignTarget,
  isElementCall,
  type Key,
  leadsTo,
  objectOfMembers,
  type Path,
  pathOf,
  pathOfName,
  paths,
  putAt,
  putBackAround,
  sourceOf,
} from "./paths.js";
import { holdsPlainParts, isPlain } from "./plain-values.js";
import { isComma, returnedBy } from "./returned-by.js";
import {
  isComparison,
  isDeclaredName,
  isOfType,
  keepsKeys,
  loopOver,
  namesIn,
  reachedBy,
  rootOf,
  takesOtherParts,
} from "./use-shapes.js";

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
  if (initializer !== undefined && !isFresh(analyser, initializer, keys)) return false;
  // What a loop goes through holds the same value, unless nobody else has it.
  const loop = parent.parent;
  if (
    ts.isForOfStatement(loop) &&
    loop.initializer === parent &&
    !isFresh(analyser, loop.expression, [undefined, ...keys])
  )
    return false;
  return areUsesSafe(analyser, scope, { symbol, keys, readers: [], ...others });
}

/** True for an item of a list that the workflow owns, where nothing but the list holds the item. */
function ownsItem(analyser: Analyser, { parent }: ts.ParameterDeclaration, list: ts.Expression, item: Owner): boolean {
  const path = pathOf(analyser, list);
  if (path === undefined || item.isHandedOn === true) return false;
  return (
    ownsItsValue(analyser, path.root, [...path.keys, undefined, ...item.keys]) &&
    areUsesSafe(analyser, parent, { ...item, readers: [parent] })
  );
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

function isFresh(analyser: Analyser, node: ts.Expression, keys: readonly Key[]): boolean {
  return isMadeHere(analyser, node, keys, handsOn);
}

/** True when the value is an argument of a function at hand that only reads it, or of one of a table whose functions do. */
function isOnlyRead(analyser: Analyser, use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean {
  // A call that goes on while the workflow does sees what changes meanwhile.
  if (givesPromises(analyser, call) && !isAwaitedAtOnce(analyser, use, call)) return false;
  // A function that the callee returns may hold on to what it was given.
  if (holdsFunctions(analyser.checker.getTypeAtLocation(call), analyser.checker)) return false;
  const resolved = resolveFunction(analyser, call.expression)?.node;
  const written = resolved === undefined ? calledFunctions(analyser, call.expression) : [resolved];
  if (written === undefined || written === "unknown") return false;
  const index = call.arguments.indexOf(use);
  const given = giverOf(analyser, use, paths);
  if (given !== undefined) return isGivenSafely(analyser, given, index, owner);
  const reads = (callee: ts.SignatureDeclaration): boolean =>
    isPassedOnTo(analyser, use, callee, index, owner) || isReader(analyser, callee, index, owner);
  return forgetsArguments(analyser, call) || written.every(reads);
}

/** True for a function that keeps nothing of what it is given but the part that it gives, of which no reference stays behind either. */
function isGivenSafely(
  analyser: Analyser,
  { call, called, keys: way }: GivenPart,
  index: number,
  owner: Owner,
): boolean {
  const givers = [...(owner.givers ?? []), called];
  if (!isReader(analyser, called, index, { ...owner, givers })) return false;
  const keys = owner.keys.slice(way.length);
  if (keys.length === 0 || isOtherPart(way, owner.keys)) return true;
  const result = ts.isAwaitExpression(call.parent) ? call.parent : call;
  return ts.isExpressionStatement(result.parent) || isSafeUse(analyser, result, { ...owner, keys });
}

/** True for a parameter that a function, which is being looked into, passes on to itself: what it does with it is known then. */
function isPassedOnTo(
  analyser: Analyser,
  use: ts.Expression,
  callee: ts.SignatureDeclaration,
  index: number,
  owner: Owner,
): boolean {
  const name = callee.parameters[index]?.name;
  const symbol = name === undefined ? undefined : analyser.checker.getSymbolAtLocation(name);
  const isName = ts.isIdentifier(use) && analyser.symbolOf(use) === symbol;
  return isName && symbol === owner.symbol && owner.readers.includes(callee);
}

/** True for a function that only reads what it is given at an index. */
function isReader(analyser: Analyser, callee: ts.SignatureDeclaration, index: number, owner: Owner): boolean {
  const parameter = callee.parameters[index];
  const body = "body" in callee ? callee.body : undefined;
  if (body === undefined || owner.readers.includes(callee)) return false;
  // What there is no name for, nobody reads.
  if (parameter === undefined) return callee.parameters.every(({ dotDotDotToken }) => dotDotDotToken === undefined);
  if (parameter.dotDotDotToken !== undefined) return false;
  const reader = { ...owner, readers: [...owner.readers, callee] };
  if (!ts.isIdentifier(parameter.name)) return readsParts(analyser, parameter.name, body, reader);
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  return (
    symbol !== undefined &&
    areUsesSafe(analyser, body, { symbol, keys: owner.keys, readers: reader.readers, givers: owner.givers })
  );
}

/** True for a function that only reads the parts of its parameter that a pattern takes. */
function readsParts(analyser: Analyser, pattern: ts.BindingPattern, body: ts.Node, owner: Owner): boolean {
  return pattern.elements.every((element) => {
    if (ts.isOmittedExpression(element)) return true;
    const taken = takenBy(element);
    if (taken === undefined || taken.isRest) return false;
    const { name } = element;
    if (!ts.isIdentifier(name)) return readsParts(analyser, name, body, owner);
    const keys = owner.keys.slice(taken.keys.length);
    if (keys.length === 0 || isPlain(analyser, name) || isOtherPart(taken.keys, owner.keys)) return true;
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return (
      symbol !== undefined &&
      areUsesSafe(analyser, body, { symbol, keys, readers: owner.readers, givers: owner.givers })
    );
  });
}

/** True for ways that part. */
function isOtherPart(taken: readonly Key[], changed: readonly Key[]): boolean {
  return taken.some((key, index) => {
    const other = changed[index];
    return key !== undefined && other !== undefined && key !== other;
  });
}

const readerFor =
  (analyser: Analyser, owner: Owner): IsReader =>
  (callee, index, keys) =>
    isReader(analyser, callee, index, { ...owner, keys });

const onlyReads =
  (analyser: Analyser) =>
  (use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean =>
    isOnlyRead(analyser, use, call, owner);

/** Methods whose arguments become parts of the value. */
const addingMethods = new Set(["push", "unshift", "splice", "set"]);

/** True when this use of the variable leaves no second reference to its value behind. */
function isSafeUse(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  if (use === owner.last || isOnAnotherWay(analyser, use, owner)) return true;
  // Where only a text or nothing can be, as behind a test, there is nothing to refer to.
  if (isRead(use) && isPlain(analyser, use)) return true;
  if (owner.isHandedOn === true && isInOtherFunction(analyser, use, owner)) return false;
  const put = putAt(analyser, ts.findAncestor(use, ts.isStatement) ?? use);
  if (put !== undefined && isAlias(analyser, put.symbol)) {
    return owner.isHandedOn !== true && isSafePut(analyser, use, put, owner);
  }
  const putBack = putBackAround(analyser, use);
  if (putBack !== undefined && isAlias(analyser, putBack)) return true;
  if (leavesNothingBehind(analyser, use, owner)) return true;
  if (owner.isHandedOn === true) return false;
  if (isInFinalReturn(analyser, use, owner)) return true;
  // A part can be changed by other names.
  if (isAlias(analyser, owner.symbol)) return false;
  return isParting(analyser, use, owner.symbol, (value) => isFresh(analyser, value, owner.keys));
}

/** `rows.push(row)`, where the name stands for the element from then on: nothing else may hold that. */
function isSafePut(
  analyser: Analyser,
  use: ts.Expression,
  { symbol, name }: { readonly symbol: ts.Symbol; readonly name: ts.Identifier },
  owner: Owner,
): boolean {
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
  const { initializer } = declaredIn(symbol) ?? {};
  return (
    initializer !== undefined && isFresh(analyser, initializer, keys) && isSafeName(analyser, name, { ...owner, keys })
  );
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

/** True when something but the iterations may change the list while they are under way. */
function isChangedOutside(analyser: Analyser, use: ts.Expression, iteration: ts.SignatureDeclaration): boolean {
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

function leavesNothingBehind(analyser: Analyser, use: ts.Expression, owner: Owner): boolean {
  const { parent } = use;
  const iteration = isDeep(owner) ? functionOverItems(analyser, use) : undefined;
  if (iteration !== undefined) {
    // What the list has meanwhile is not what iterations under way would see.
    const call = ts.findAncestor(use.parent, ts.isCallExpression);
    const isOver = call !== undefined && isAwaitedAtOnce(analyser, use, call);
    const isSafe = isOver || (owner.isHandedOn !== true && !isChangedOutside(analyser, use, iteration));
    if (isSafe && isSafeIteration(analyser, iteration, owner)) return true;
  }
  const deep = isDeep(owner);
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isSafeUse(analyser, parent, owner);
  }
  if (ts.isBinaryExpression(parent)) return isSafeOperand(analyser, use, parent, owner);
  if (ts.isConditionalExpression(parent)) {
    if (parent.condition === use || isSafeUse(analyser, parent, owner)) return true;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent)) return true;
  if (ts.isIfStatement(parent) || ts.isTemplateSpan(parent)) return true;
  if (ts.isForInStatement(parent)) return parent.expression === use && keepsKeys(analyser, use, parent);
  if (ts.isVariableDeclaration(parent)) {
    if (ts.isIdentifier(parent.name)) return isSafeName(analyser, parent.name, owner);
    return !deep || takesOtherParts(parent.name, owner.keys) || isSafePattern(analyser, parent.name, owner);
  }
  if (ts.isPropertyAccessExpression(parent)) return isSafeMember(analyser, parent, owner);
  if (ts.isElementAccessExpression(parent)) {
    return parent.expression !== use || isSafePart(analyser, parent, owner);
  }
  if (ts.isSpreadElement(parent) && deep && chosenList(analyser, parent.parent) !== undefined) {
    return isSafeUse(analyser, parent.parent, owner);
  }
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return !deep;
  if (ts.isForOfStatement(parent) && parent.expression === use) {
    const [item] = ts.isVariableDeclarationList(parent.initializer) ? parent.initializer.declarations : [];
    const ofItem = { ...owner, keys: owner.keys.slice(1) };
    if (item !== undefined && ts.isIdentifier(item.name) && isSafeName(analyser, item.name, ofItem)) return true;
    if (changesEntries(analyser, parent, owner)) return true;
    const isHarmless = reachedBy(analyser, parent);
    return (
      !changesInside(analyser, use, parent.statement, { isHarmless }) &&
      (!deep || keepsNoItem(analyser, parent, ofItem))
    );
  }
  if (ts.isNewExpression(parent)) return isSafeCopy(analyser, use, parent, owner);
  if (ts.isCallExpression(parent) && assignTarget(parent) === use) return isSafeAssign(analyser, parent, owner);
  if (ts.isCallExpression(parent) && isSafeMembersLoop(analyser, use, parent, owner)) return true;
  if (deep && ts.isCallExpression(parent) && isReadInChain(analyser, parent, owner.keys, readerFor(analyser, owner))) {
    return !changesMeanwhile(analyser, use);
  }
  const back = returnedFrom(use);
  if (back !== undefined && owner.givers?.includes(back) === true) return true;
  const given = isGivenOutside(analyser, use, owner);
  if (given !== undefined) return areCallsSafe(analyser, given, owner);
  return endsInCopy(analyser, use, owner, onlyReads(analyser)) && !changesMeanwhile(analyser, use);
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
  const path = partGiven(analyser, given, paths);
  const scope = path?.root.valueDeclaration && enclosingFunction(path.root.valueDeclaration);
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

/** `for (const [key, member] of Object.entries(x))` where the member stands for its place, or leaves nothing behind. */
function isSafeMembersLoop(analyser: Analyser, use: ts.Expression, call: ts.CallExpression, owner: Owner): boolean {
  const loop = loopOver(call);
  const isOfEntries = objectOfMembers(call, "entries") === use;
  if (loop === undefined || !(isOfEntries || objectOfMembers(call, "values") === use)) return false;
  const ofMember = { ...owner, keys: owner.keys.slice(1) };
  if (isOfEntries && changesEntries(analyser, loop, owner)) return true;
  const [item] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  if (!isOfEntries && item !== undefined && ts.isIdentifier(item.name) && isSafeName(analyser, item.name, ofMember)) {
    return true;
  }
  return !changesInside(analyser, use, loop.statement) && keepsNoItem(analyser, loop, ofMember);
}

/** `new Set(list)`, `new Map(map)`: only parts of the value can be in what is made. */
function isSafeCopy(analyser: Analyser, use: ts.Expression, made: ts.NewExpression, owner: Owner): boolean {
  const isCopy = /^(Set|Map)\(\)$/.test(builtinCalled(analyser, made) ?? "");
  return isCopy && (!isDeep(owner) || holdsPlainParts(analyser, made)) && !changesMeanwhile(analyser, use);
}

/** `Object.assign(x, …)`: what is assigned must not be shared where parts are changed, and the call's value is `x` itself. */
function isSafeAssign(analyser: Analyser, call: ts.CallExpression, owner: Owner): boolean {
  const isKept = (source: ts.Expression): boolean =>
    holdsPlainParts(analyser, source, owner.keys[0]) || isFresh(analyser, source, owner.keys);
  if (isDeep(owner) && !call.arguments.slice(1).every(isKept)) return false;
  return ts.isExpressionStatement(call.parent) || isSafeUse(analyser, call, owner);
}

/** True for a name that stands for the value or a part of it, and leaves no further reference to that behind. */
function isSafeName(analyser: Analyser, name: ts.Identifier, owner: Owner): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(name);
  if (symbol !== undefined && isNamedList(analyser, symbol) && owner.isHandedOn !== true) {
    const block = blockAround(symbol);
    return block !== undefined && areUsesSafe(analyser, block, { ...owner, symbol });
  }
  if (symbol === undefined) return false;
  const { root } = pathOfName(analyser, symbol);
  // A constant of which nothing is changed before it is handed on is as good as the path that it stands for.
  const isRead = owner.isHandedOn === true && root !== symbol;
  if (!isRead && !isAlias(analyser, symbol) && !isGivenBack(analyser, symbol, owner)) return false;
  const made = sourceOf(analyser, symbol)?.putBack?.made;
  if (made !== undefined && !isFresh(analyser, made, owner.keys)) return false;
  const scope = root.valueDeclaration === undefined ? undefined : enclosingFunction(root.valueDeclaration);
  return scope !== undefined && areUsesSafe(analyser, scope, { ...owner, symbol });
}

/** True for a name by which a function gives the part back. */
function isGivenBack(analyser: Analyser, symbol: ts.Symbol, { givers = [] }: Owner): boolean {
  const { valueDeclaration } = symbol;
  const giver = valueDeclaration && givers.find((one) => isInside(valueDeclaration, one));
  return giver !== undefined && isGivenInPlace(analyser, symbol);
}

/** True for a pattern whose names leave no reference to what is changed behind, or stand for the part around it. */
function isSafePattern(analyser: Analyser, pattern: ts.BindingPattern, owner: Owner): boolean {
  return pattern.elements.every((element) => {
    if (ts.isOmittedExpression(element) || (ts.isIdentifier(element.name) && isPlain(analyser, element.name)))
      return true;
    const taken = takenBy(element);
    if (taken === undefined || taken.isRest) return false;
    if (!ts.isIdentifier(element.name)) {
      return element.initializer === undefined && isSafePattern(analyser, element.name, owner);
    }
    const keys = owner.keys.slice(taken.keys.length);
    return (
      isOtherPart(taken.keys, owner.keys) || keys.length === 0 || isSafeName(analyser, element.name, { ...owner, keys })
    );
  });
}

/** `x === y`, `x ?? y`, `x = y`. */
function isSafeOperand(analyser: Analyser, use: ts.Expression, node: ts.BinaryExpression, owner: Owner): boolean {
  const kind = node.operatorToken.kind;
  if (isComma(node)) return node.left === use || isSafeUse(analyser, node, owner);
  if (kind === ts.SyntaxKind.InKeyword || isComparison(kind)) return true;
  if (kind === ts.SyntaxKind.QuestionQuestionToken && node.left !== use) return isSafeUse(analyser, node, owner);
  if (node.left !== use)
    return isOwnName(analyser, node.left, owner) && isAssignment(node) && ts.isExpressionStatement(node.parent);
  if (isAssignment(node) && !isFresh(analyser, node.right, owner.keys) && !choosesFrom(analyser, node.right, owner)) {
    return false;
  }
  // An object or array is never the outcome of `&&` when it stands on the left: it counts as true.
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return true;
  return ts.isExpressionStatement(node.parent) || isPlain(analyser, node) || isSafeUse(analyser, node, owner);
}

/** `rows = rows.filter(…)`: the elements go from one array of the variable to the next. */
function choosesFrom(analyser: Analyser, node: ts.Expression, owner: Owner): boolean {
  const call = skipWrappers(node);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const { name, expression } = call.expression;
  return choosingMethods.has(name.text) && isOwnName(analyser, expression, owner);
}

function isOwnName(analyser: Analyser, node: ts.Expression, { symbol }: Owner): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && analyser.symbolOf(inner) === symbol;
}

/** `x.length`, `x.push(v)`, `x.map(f)`, `x.name`. */
function isSafeMember(analyser: Analyser, access: ts.PropertyAccessExpression, owner: Owner): boolean {
  const call = access.parent;
  if (ts.isCallExpression(call) && call.expression === access) {
    // A function among the members sees the value only by the names that it uses.
    if (builtinCalled(analyser, call) === undefined) return true;
    if (returnsItself.has(access.name.text)) {
      return ts.isExpressionStatement(call.parent) || isSafeUse(analyser, call, owner);
    }
    if (access.name.text === "forEach") return isSafeForEach(analyser, access, call, owner);
    const loop = loopOver(call);
    if (loop !== undefined && changesEntries(analyser, loop, owner)) return true;
    if (loop !== undefined && access.name.text === "values" && changesValues(analyser, loop, owner)) return true;
    if (loop !== undefined && chosenList(analyser, call) !== undefined && changesValues(analyser, loop, owner))
      return true;
    const isOfKeys = access.name.text === "keys";
    // What is inside of an element makes no difference to the indexes.
    const deepest = isOfKeys ? stepsTo(access.expression) + 1 : undefined;
    const isHarmless = loop === undefined ? undefined : reachedBy(analyser, loop);
    if (loop !== undefined && changesInside(analyser, rootOf(access), loop.statement, { deepest, isHarmless }))
      return false;
    if (isOfKeys) return true;
    // What a method gives may hold parts of the value, never the value itself.
    if (!isDeep(owner) || takingMethods.has(builtinCalled(analyser, call) ?? "")) return true;
    const isElement = isElementCall(analyser, call) || chosenElement(analyser, call) !== undefined;
    if (isElement && isSafePart(analyser, call, owner)) return true;
    if (!keepsNoElement(analyser, call, owner.keys.slice(1), readerFor(analyser, owner))) return false;
    if (isMadeOfPlainParts(analyser, call)) return true;
    if (choosingMethods.has(access.name.text) && isSafeUse(analyser, call, owner)) return true;
    const ofItem = { ...owner, keys: owner.keys.slice(1) };
    if (loop !== undefined && keepsNoItem(analyser, loop, ofItem)) return true;
    const isAdded = addingMethods.has(access.name.text);
    const inside = owner.keys.slice(1);
    if (isAdded && !call.arguments.every((argument) => isFreshArgument(analyser, argument, inside))) return false;
    return (
      isPlain(analyser, call) ||
      ts.isExpressionStatement(call.parent) ||
      endsInCopy(analyser, call, owner, onlyReads(analyser))
    );
  }
  return isSafePart(analyser, access, owner);
}

/** `list.map(async (item) => …)`: the function may change the item itself, and keeps nothing of it. */
function isSafeIteration(analyser: Analyser, callback: ts.SignatureDeclaration, owner: Owner): boolean {
  const [first] = callback.parameters;
  const body = "body" in callback ? callback.body : undefined;
  if (body === undefined || first === undefined || owner.readers.includes(callback)) return false;
  if (isPlain(analyser, first.name)) return true;
  const symbol = analyser.checker.getSymbolAtLocation(first.name);
  const readers = [...owner.readers, callback];
  return symbol !== undefined && areUsesSafe(analyser, body, { symbol, keys: owner.keys.slice(1), readers });
}

/** `list.forEach((item) => …)`: the function may change the item itself, and keeps nothing of it. */
function isSafeForEach(
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
  return areUsesSafe(analyser, callee.body, item);
}

/** True for a new array or object in which no part of the value can be. */
function isMadeOfPlainParts(analyser: Analyser, call: ts.CallExpression): boolean {
  const method = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : "";
  return copyingMethods.has(method) && holdsPlainParts(analyser, call);
}

/** `for (const value of map.values())` where the value stands for its place in the Map, or a chosen item for its in the list. */
function changesValues(analyser: Analyser, { initializer }: ts.ForOfStatement, owner: Owner): boolean {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  if (name === undefined || !ts.isIdentifier(name)) return false;
  return isSafeName(analyser, name, { ...owner, keys: owner.keys.slice(1) });
}

/** `for (const [index, item] of list.entries())` and `for (const [key, value] of map)` where the item stands for its place in the list. */
function changesEntries(analyser: Analyser, { initializer }: ts.ForOfStatement, owner: Owner): boolean {
  const name = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : undefined;
  const item = name === undefined || !ts.isArrayBindingPattern(name) ? undefined : name.elements[1];
  if (item === undefined || !ts.isBindingElement(item) || !ts.isIdentifier(item.name)) return false;
  return isSafeName(analyser, item.name, { ...owner, keys: owner.keys.slice(1) });
}

/** True when the names that a loop gives to each item leave no reference to it behind. */
function keepsNoItem(analyser: Analyser, { initializer, statement }: ts.ForOfStatement, owner: Owner): boolean {
  const [item] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (item !== undefined && ts.isObjectBindingPattern(item.name)) {
    return item.name.elements.every(({ name }) => ts.isIdentifier(name) && isPlain(analyser, name));
  }
  const names = item === undefined ? undefined : namesIn(item.name);
  if (names === undefined) return false;
  return names.every((name) => {
    const symbol = analyser.checker.getSymbolAtLocation(name);
    return isPlain(analyser, name) || (symbol !== undefined && areUsesSafe(analyser, statement, { ...owner, symbol }));
  });
}

function isFreshArgument(analyser: Analyser, argument: ts.Expression, keys: readonly Key[]): boolean {
  if (!ts.isSpreadElement(argument)) return isFresh(analyser, argument, keys);
  return isFresh(analyser, argument.expression, [undefined, ...keys]);
}

/** A part of the value: it matters only when parts are changed too. */
function isSafePart(analyser: Analyser, part: ts.Expression, owner: Owner): boolean {
  const [key, ...keys] = owner.keys;
  if (keys.length === 0 || isPlain(analyser, part)) return true;
  const name = ts.isPropertyAccessExpression(part)
    ? part.name.text
    : ts.isElementAccessExpression(part)
      ? constantKey(part.argumentExpression)
      : undefined;
  const isOther = key !== undefined && name !== undefined && key !== name;
  return isOther || isSafeUse(analyser, part, { ...owner, keys });
}
