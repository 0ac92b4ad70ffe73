import ts from "typescript";
import { mayBe, structuredTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { dslFunctionOf } from "../dsl-function.js";
import { holdsFunctions } from "../function-values/holds-functions.js";
import { valueTypesOf } from "../value-types-of.js";
import { isChanged } from "./assigned.js";
import { calledFunctions } from "./called-functions.js";
import { isChangingMethod } from "./changing-methods.js";
import { makesPromises } from "./makes-promises.js";
import { memberBehind } from "./object-members.js";
import { walkerPut } from "./walker-puts.js";
import { assignedTo, walkerOf } from "./walkers.js";
import { writtenFunction } from "./written-function.js";
import { giverOf, partGivenBy } from "./given-parts.js";
import {
  listGivenAt,
  assignTarget,
  constantKey,
  isElementCall,
  type Key,
  leadsTo,
  orderedBy,
  pathOf,
  paths,
  putBackAround,
  wayTo,
} from "./paths.js";

/** A change in place: of what stands at the keys, or, by a method, of the elements there. */
export interface Change {
  /** From the name's value to what is changed; none for the variable itself. */
  readonly keys: readonly Key[];
  readonly method: string | undefined;
  /** The parameters of the called functions that stand for it there. */
  readonly parameters?: readonly ts.Symbol[];
}

/** True for a name at which a part of a variable's value is changed, at most so many steps away: `o` in `o.list.push(x)`, `o.a.b = x`. */
export function isChangedPart(
  analyser: Analyser,
  name: ts.Identifier,
  root: ts.Symbol,
  deepest = Number.POSITIVE_INFINITY,
  countsPutBacks = false,
): boolean {
  const isCounted = countsPutBacks || putBackAround(analyser, name) === undefined;
  const [change] = isCounted ? changesFor(analyser, name, root) : [];
  const before = wayTo(analyser, name, root)?.keys.length ?? 0;
  return change !== undefined && change.keys.length > before && change.keys.length <= deepest;
}

/**
 * What is changed of a variable's value where a name stands, with the keys from the variable. By the name of a list that holds elements
 * of another one, this is what is inside of them.
 */
export function changesFor(analyser: Analyser, name: ts.Identifier, root: ts.Symbol): readonly Change[] {
  const way = wayTo(analyser, name, root);
  if (way === undefined || isWalk(analyser, name, root)) return [];
  const member = memberBehind(analyser, name);
  const isOfMember = member !== undefined && pathOf(analyser, member.list)?.root === root;
  const changes = changesWrittenAt(analyser, name, isOfMember ? { from: member.node } : { until: member?.node });
  const counted = way.isChoice ? changes.flatMap((change) => insideOfElement(analyser, change, 0)) : changes;
  return counted.map((change) => ({ ...change, keys: [...way.keys, ...change.keys] }));
}

/** `current` in `current = nodes.find(f)`, which goes to another element, and leaves all where they are. */
function isWalk(analyser: Analyser, name: ts.Identifier, root: ts.Symbol): boolean {
  const symbol = (assignedTo(name) ?? walkerPut(name)) === undefined ? undefined : analyser.symbolOf(name);
  return symbol !== undefined && symbol !== root && walkerOf(analyser, symbol) !== undefined;
}

/** A list around a value, at so many steps: one of the same elements as `rows.filter(f)`, or one in which the value is as in `[row]`. */
interface Around {
  readonly depth: number;
  readonly isElement: boolean;
}

/**
 * A change of a list that holds elements of another one, as one of the other's: what happens to the list itself is not.
 *
 * @param depth how many steps away the list is
 * @param isElement true where the value is an element of the list
 */
function insideOfElement(analyser: Analyser, change: Change, depth: number, isElement = false): readonly Change[] {
  const { keys, method, parameters } = change;
  const within = isElement ? [] : [undefined];
  if (keys.length > depth + 1) {
    return [{ ...change, keys: [...keys.slice(0, depth), ...within, ...keys.slice(depth + 1)] }];
  }
  const isInside = parameters?.some((parameter) => isChangedInside(analyser, parameter)) === true;
  return isInside ? [{ keys: [...keys.slice(0, depth), ...within, undefined], method }] : [];
}

/** True for a parameter of which a function changes the value's own members, not only what is inside of them. */
export function isChangedItself(analyser: Analyser, parameter: ts.Symbol): boolean {
  const scope = parameter.valueDeclaration?.parent;
  const changes = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      changesFor(analyser, node, parameter).some(
        ({ keys, parameters }) =>
          keys.length < 2 &&
          (parameters === undefined || parameters.some((one) => one !== parameter && isChangedItself(analyser, one))),
      )) ||
    ts.forEachChild(node, (child) => changes(child) || undefined) === true;
  return scope === undefined || changes(scope);
}

/** True for a parameter of which a function changes what is inside of its parts. */
function isChangedInside(analyser: Analyser, parameter: ts.Symbol): boolean {
  const scope = parameter.valueDeclaration?.parent;
  const changes = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      changesFor(analyser, node, parameter).some(
        ({ keys, parameters }) =>
          keys.length > 1 || parameters?.some((one) => one !== parameter && isChangedInside(analyser, one)) === true,
      )) ||
    ts.forEachChild(node, (child) => changes(child) || undefined) === true;
  return scope !== undefined && changes(scope);
}

/** The change that is done where the name stands, if any. */
export function changeAt(analyser: Analyser, name: ts.Identifier): Change | undefined {
  // What is put back stood there before.
  return putBackAround(analyser, name) === undefined ? changeWrittenAt(analyser, name) : undefined;
}

/** The same, also of what is put back. Where there are two, it is the one that is nearer to the variable. */
export function changeWrittenAt(analyser: Analyser, name: ts.Identifier): Change | undefined {
  return changesWrittenAt(analyser, name)[0];
}

/** Where to look for changes: from a part of the expression that the name begins, or up to one. */
interface Part {
  readonly from?: ts.Node;
  readonly until?: ts.Node | undefined;
}

/**
 * What is changed where the name stands: one thing at most, or two where a call changes what it is given and gives a part of it, which
 * is changed as well.
 */
export function changesWrittenAt(
  analyser: Analyser,
  name: ts.Identifier,
  { from = name, until }: Part = {},
): readonly Change[] {
  let part: ts.Node = from;
  const keys: Key[] = [];
  const found: Change[] = [];
  // The lists around that hold the same elements, and those that hold the value.
  const copies: Around[] = [];
  const add = (change: Change | undefined): void => {
    const all = change === undefined ? [] : [change];
    found.push(
      ...copies.reduceRight<readonly Change[]>((rest, { depth, isElement }) => {
        return rest.flatMap((one) => insideOfElement(analyser, one, depth, isElement));
      }, all),
    );
  };
  for (;;) {
    // What is done behind a member is done to an element of another list.
    if (part === until) return found;
    const { parent } = part as { parent: ts.Node };
    const given = ts.isExpression(part) ? giverOf(analyser, part, paths) : undefined;
    if (given !== undefined) {
      const change = changeByCall(analyser, part, keys);
      add(change);
      keys.push(...given.keys);
      part = ts.isAwaitExpression(given.call.parent) ? given.call.parent : given.call;
      continue;
    }
    if (ts.isPropertyAccessExpression(part) && ts.isCallExpression(parent) && isOrdered(analyser, part, parent)) {
      // The call gives the list that it puts in order.
      keys.pop();
      add({ keys: [...keys, undefined], method: part.name.text });
    } else if (isChoosing(analyser, part, parent)) {
      keys.pop();
      copies.push({ depth: keys.length, isElement: false });
    } else if (ts.isSpreadElement(parent) && isCopyOfOne(parent.parent)) {
      copies.push({ depth: keys.length, isElement: false });
      part = parent.parent;
      continue;
    } else if (ts.isArrayLiteralExpression(parent) && !ts.isSpreadElement(part) && !isChanged(part)) {
      copies.push({ depth: keys.length, isElement: true });
      keys.push(undefined);
    } else if (isGiver(analyser, name, part, parent) || (part === name && listGivenAt(analyser, name) !== undefined)) {
      // The call gives a part, at the keys of the name.
    } else if (isElementCall(analyser, parent) && parent.expression === part) {
      // The method's name stands for the element that it gives.
      keys.pop();
      keys.push(undefined);
    } else if (ts.isPropertyAccessExpression(parent) && parent.expression === part) keys.push(parent.name.text);
    else if (ts.isElementAccessExpression(parent) && parent.expression === part) {
      keys.push(constantKey(parent.argumentExpression));
    } else if (!isWrapper(parent) && !isChosen(part)) break;
    part = parent;
  }
  add(changeOf(analyser, part, keys));
  return found;
}

/** `rows.filter` where it is called: what it gives has elements of the list. */
function isChoosing(analyser: Analyser, part: ts.Node, call: ts.Node): boolean {
  return (
    ts.isCallExpression(call) &&
    call.expression === part &&
    /^Array\.(filter|slice|toSorted|toReversed)$/.test(builtinCalled(analyser, call) ?? "")
  );
}

/** `[...rows]` */
function isCopyOfOne(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node) && node.elements.length === 1;
}

/** The change of what stands at the keys by what is around it. */
function changeOf(analyser: Analyser, part: ts.Node, keys: readonly Key[]): Change | undefined {
  if (assignTarget(part.parent) === part) return { keys: [...keys, undefined], method: "assign" };
  const passed = changeByCall(analyser, part, keys);
  if (passed !== undefined) return passed;
  const method = changingMethod(part);
  if (method !== undefined) return { keys: [...keys.slice(0, -1), undefined], method };
  if (!isChanged(part)) return undefined;
  // Shorter, the list loses elements as by a call.
  return isLengthOfList(analyser, part)
    ? { keys: [...keys.slice(0, -1), undefined], method: "splice" }
    : { keys, method };
}

function isLengthOfList({ checker }: Analyser, part: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(part) || part.name.text !== "length") return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(part.expression));
  return checker.isArrayType(type) || checker.isTupleType(type);
}

function changeByCall(analyser: Analyser, part: ts.Node, keys: readonly Key[]): Change | undefined {
  const passed = changedWhenPassed(analyser, part);
  if (passed === undefined) return undefined;
  if (passed === "unknown") return { keys: [...keys, undefined], method: "unknown" };
  const { isItem, parameters } = passed;
  const list = ts.isCallExpression(part.parent) && part.parent.expression === part ? keys.slice(0, -1) : keys;
  return isItem
    ? { keys: [...list, undefined, undefined], method: "call" }
    : { keys: [...keys, undefined], method: "call", parameters };
}

function isOrdered(analyser: Analyser, part: ts.PropertyAccessExpression, call: ts.CallExpression): boolean {
  return call.expression === part && orderedBy(analyser, call) !== undefined;
}

/** True for the call of a function that gives a part, and for the `await` of one. */
function isGiver(analyser: Analyser, name: ts.Identifier, part: ts.Node, parent: ts.Node): boolean {
  const isCall = ts.isCallExpression(parent) && part === name && parent.expression === name;
  const isAwait = ts.isAwaitExpression(parent) && ts.isCallExpression(part) && part.expression === name;
  const symbol = isCall || isAwait ? analyser.symbolOf(name) : undefined;
  return symbol !== undefined && partGivenBy(analyser, symbol, paths) !== undefined;
}

/** One side of `(test ? one : other)`, or of `(one ?? other)`. */
function isChosen(part: ts.Node): boolean {
  const { parent } = part;
  if (ts.isConditionalExpression(parent)) return parent.condition !== part;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isWrapper(node: ts.Node): boolean {
  return ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node);
}

/** The method of `list.push` where it is called. */
function changingMethod(part: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(part)) return undefined;
  const { parent } = part;
  const isCalled = ts.isCallExpression(parent) && parent.expression === part;
  return isCalled && isChangingMethod(part.name.text) ? part.name.text : undefined;
}

/** What a function changes of what it is given. */
export interface Passed {
  /** True for the items of the list that `forEach` is called on. */
  readonly isItem: boolean;
  /** The parameters by which it does so. */
  readonly parameters: readonly ts.Symbol[];
}

/**
 * Whether an argument, or the item of a list, goes to a function that changes it in place; `"unknown"` for a function that
 * cannot be told from the text.
 *
 * @param part an argument of a call, or `list.forEach` where it is called
 */
export function changedWhenPassed(analyser: Analyser, part: ts.Node): Passed | "unknown" | undefined {
  const { parent: call } = part;
  if (!ts.isCallExpression(call)) return undefined;
  const isOfMap = call.arguments[0] === part && dslFunctionOf(analyser, call.expression) === "map";
  const isItem = call.expression === part || isOfMap;
  if (
    isItem &&
    !isOfMap &&
    !(ts.isPropertyAccessExpression(part) && goesThroughItems(analyser, part.name.text, call))
  ) {
    return undefined;
  }
  const index = isItem ? 0 : call.arguments.findIndex((argument) => argument === part);
  const callee = isItem ? call.arguments[isOfMap ? 2 : 0] : call.expression;
  if (index < 0 || callee === undefined) return undefined;
  const called = calledFunctions(analyser, callee);
  if (called === undefined || called === "unknown") return called;
  const parameters = called.flatMap(({ parameters }) => {
    const parameter = parameters[index];
    const symbol = parameter === undefined ? undefined : analyser.checker.getSymbolAtLocation(parameter.name);
    return symbol !== undefined && isChangedParameter(analyser, symbol) ? [symbol] : [];
  });
  return parameters.length > 0 ? { isItem, parameters } : undefined;
}

/** True for `forEach`, and for `map` with a function that makes calls: what it does to an item is done in the list. */
function goesThroughItems(analyser: Analyser, method: string, { arguments: [given] }: ts.CallExpression): boolean {
  if (method !== "map" || given === undefined) return method === "forEach";
  const called = writtenFunction(analyser, given);
  return called !== undefined && called !== "unknown" && makesPromises(analyser, called);
}

/** True for a parameter whose value a function changes in place, by its name or that of a part, and which it gives no other value. */
export function isChangedParameter(analyser: Analyser, symbol: ts.Symbol): boolean {
  const { changedParameters } = analyser.analysis;
  const known = changedParameters.get(symbol);
  if (known !== undefined) return known;
  changedParameters.set(symbol, false);
  const parameter = symbol.valueDeclaration;
  if (parameter === undefined || !ts.isParameter(parameter) || !ts.isIdentifier(parameter.name)) return false;
  if (parameter.dotDotDotToken !== undefined) return false;
  const type = analyser.checker.getTypeAtLocation(parameter);
  if (!mayBe(valueTypesOf(type, analyser.checker), structuredTypes)) return false;
  // A list of functions exists only while the workflow is compiled.
  if (holdsFunctions(type, analyser.checker)) return false;
  let changes = false;
  let isReplaced = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.parent !== parameter && leadsTo(analyser, node, symbol)) {
      const [change] = putBackAround(analyser, node) === undefined ? changesFor(analyser, node, symbol) : [];
      if (change?.keys.length === 0) isReplaced ||= analyser.symbolOf(node) === symbol;
      else if (change !== undefined && change.method !== "unknown") changes = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(parameter.parent);
  const isChanged = changes && !isReplaced;
  changedParameters.set(symbol, isChanged);
  return isChanged;
}
