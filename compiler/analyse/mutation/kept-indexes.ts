import ts from "typescript";
import { arrayType, isCollection, isOnly, mapType, numberType, objectType, stringType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import type { ChosenList } from "./chosen-lists.js";
import { isDeclaredBefore, isDeclaredBeside, isSameList, isStandingList } from "./element-sources.js";
import { isNamedBehind } from "./kept-choices.js";
import { memo } from "./memo.js";
import { usesOf } from "./uses-of.js";

/** The pairs of a key and an element that a Map or record is made of: `items.map((item) => [item.id, item])`. */
export interface IndexPairs {
  readonly call: ts.CallExpression;
  readonly items: ts.Expression;
}

/** A constant Map or record that holds elements of a list by keys: `const byId = new Map(items.map((item) => [item.id, item]))`. */
export interface KeptIndex {
  readonly declaration: ts.VariableDeclaration;
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  readonly isMap: boolean;
  /** What it is made of; undefined where it is empty at first. */
  readonly pairs: IndexPairs | undefined;
}

/** What tells which elements of a list an expression chooses. */
interface Choosers {
  readonly chosenList: (analyser: Analyser, node: ts.Expression) => ChosenList | undefined;
  /** The list whose elements all expressions are; none where the index holds all of them already. */
  readonly listOfAll: (nodes: readonly ts.Expression[]) => ts.Expression | "none" | undefined;
}

/**
 * What the name of an index stands for, where the list is used again: the same elements, which may be changed by either.
 *
 * As far as the text tells: it is asked for elements and keys only, and gets elements of one list.
 */
export function keptIndex(analyser: Analyser, symbol: ts.Symbol, choosers: Choosers): KeptIndex | undefined {
  const indexes = memo<KeptIndex | undefined>(analyser, "indexes");
  if (!indexes.has(symbol)) {
    indexes.set(symbol, undefined);
    indexes.set(symbol, find(analyser, symbol, choosers));
  }
  return indexes.get(symbol);
}

function find(analyser: Analyser, symbol: ts.Symbol, choosers: Choosers): KeptIndex | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) {
    return undefined;
  }
  const { initializer, parent: list } = declaration;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || !isConstant || !ts.isVariableStatement(list.parent)) return undefined;
  const made = madeAs(analyser, initializer, choosers);
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (made === undefined || scope === undefined) return undefined;
  const { isMap, pairs } = made;
  const uses = usesOf(analyser, symbol, scope).map((use) => useOf(analyser, use, isMap));
  if (!uses.every((use) => use !== undefined)) return undefined;
  const sets = uses.flatMap((use) => (typeof use === "object" ? [use.set] : []));
  const added = choosers.listOfAll(sets.map(({ value }) => value));
  const from = pairs === undefined ? added : (choosers.chosenList(analyser, pairs.items)?.list ?? pairs.items);
  if (added === undefined || from === undefined || from === "none" || !isStandingList(from)) return undefined;
  if (added !== "none" && !isSameList(analyser, from, added)) return undefined;
  if (disturbsLoop(analyser, symbol, scope, isMap)) return undefined;
  const isEmpty = pairs === undefined;
  const isThere =
    isDeclaredBefore(analyser, from, declaration) || (isEmpty && isDeclaredBeside(analyser, from, declaration));
  const statements = sets.map(({ statement }) => statement);
  if (!isThere || !isNamedBehind(analyser, declaration, from, scope, statements)) return undefined;
  return { declaration, list: from, isMap, pairs };
}

interface Made {
  readonly isMap: boolean;
  readonly pairs: IndexPairs | undefined;
}

/** `new Map()`, `{}`, `new Map(items.map((item) => [item.id, item]))`, `Object.fromEntries(items.map((item) => [item.id, item]))`. */
function madeAs(analyser: Analyser, node: ts.Expression, choosers: Choosers): Made | undefined {
  const made = skipWrappers(node);
  if (ts.isObjectLiteralExpression(made)) {
    return made.properties.length === 0 ? { isMap: false, pairs: undefined } : undefined;
  }
  const isMap = ts.isNewExpression(made) && isCollection(analyser.types(made), mapType);
  const isRecord = ts.isCallExpression(made) && made.expression.getText() === "Object.fromEntries";
  if (!isMap && !isRecord) return undefined;
  const [given, ...others] = made.arguments ?? [];
  if (others.length > 0) return undefined;
  if (given === undefined) return isMap ? { isMap, pairs: undefined } : undefined;
  const call = skipWrappers(given);
  if (ts.isArrayLiteralExpression(call) && call.elements.length === 0) return { isMap, pairs: undefined };
  const items = itemsPaired(analyser, call);
  if (items === undefined || !ts.isCallExpression(call)) return undefined;
  const isList = isStandingList(items) || choosers.chosenList(analyser, items) !== undefined;
  return isList ? { isMap, pairs: { call, items } } : undefined;
}

/** `items` in `items.map((item) => [key, item])`. */
function itemsPaired(analyser: Analyser, call: ts.Expression): ts.Expression | undefined {
  if (builtinCalled(analyser, call) !== "Array.map") return undefined;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const [given, ...others] = call.arguments;
  const callback = given && skipWrappers(given);
  if (others.length > 0 || callback === undefined || !ts.isArrowFunction(callback)) return undefined;
  const [item] = callback.parameters;
  if (item === undefined || callback.parameters.length > 1 || !ts.isIdentifier(item.name)) return undefined;
  const pair = ts.isBlock(callback.body) ? undefined : skipWrappers(callback.body);
  if (pair === undefined || !ts.isArrayLiteralExpression(pair) || pair.elements.length !== 2) return undefined;
  const element = skipWrappers(pair.elements[1] as ts.Expression);
  const isItem =
    ts.isIdentifier(element) && analyser.symbolOf(element) === analyser.checker.getSymbolAtLocation(item.name);
  const isObject = isItem && isOnly(analyser.types(element), arrayType | objectType);
  return isObject ? call.expression.expression : undefined;
}

/** What is put there by a statement. */
interface IndexSet {
  readonly statement: ts.Node;
  readonly value: ts.Expression;
}

type Use = "reads" | { readonly set: IndexSet };

/** What is done with an index where it is named; undefined for what would need the elements themselves. */
function useOf(analyser: Analyser, use: ts.Identifier, isMap: boolean): Use | undefined {
  if (isAskedForKeys(use, isMap) || isAskedForValues(use, isMap) || loopOverEntries(use, isMap) !== undefined)
    return "reads";
  return isMap ? useOfMap(use) : useOfRecord(analyser, use);
}

function useOfMap(use: ts.Identifier): Use | undefined {
  const call = callOf(use);
  if (call === undefined) return undefined;
  const { name } = call.expression as ts.PropertyAccessExpression;
  if (name.text === "get") return "reads";
  const [, value] = call.arguments;
  const isSet = name.text === "set" && value !== undefined && isValueUnused(call);
  return isSet ? { set: { statement: call, value } } : undefined;
}

function useOfRecord(analyser: Analyser, use: ts.Identifier): Use | undefined {
  const { parent: access } = use;
  if (!ts.isElementAccessExpression(access) || access.expression !== use) return undefined;
  if (!isOnly(analyser.types(access.argumentExpression), stringType | numberType)) return undefined;
  const { parent } = access;
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isExpressionStatement(parent.parent);
  if (isAssigned) return { set: { statement: parent, value: parent.right } };
  return isChanged(access) && !ts.isDeleteExpression(parent) ? undefined : "reads";
}

const askingForKeys = new Set(["has", "keys", "delete", "clear"]);

/** `byId.has(key)`, `byId.size`, `byId.delete(key)`, `key in byId`, `Object.keys(byId)`: what the values are makes no difference. */
export function isAskedForKeys(use: ts.Identifier, isMap: boolean): boolean {
  const { parent } = use;
  if (isMap) {
    const call = callOf(use);
    if (call !== undefined) return askingForKeys.has((call.expression as ts.PropertyAccessExpression).name.text);
    return ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "size";
  }
  if (ts.isBinaryExpression(parent)) {
    return parent.right === use && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
  }
  if (ts.isForInStatement(parent)) return parent.expression === use;
  if (ts.isCallExpression(parent)) return parent.expression.getText() === "Object.keys";
  return ts.isElementAccessExpression(parent) && parent.expression === use && ts.isDeleteExpression(parent.parent);
}

/** `byId.values()` and `Object.values(byId)`, where they are gone through or spread. */
function isAskedForValues(use: ts.Identifier, isMap: boolean): boolean {
  const { parent } = use;
  const call = isMap ? callOf(use) : ts.isCallExpression(parent) ? parent : undefined;
  if (call === undefined) return false;
  const { parent: user } = call;
  const isLoop = ts.isForOfStatement(user) && user.expression === call;
  const isCopy =
    ts.isSpreadElement(user) && ts.isArrayLiteralExpression(user.parent) && user.parent.elements.length === 1;
  if (isMap) return (call.expression as ts.PropertyAccessExpression).name.text === "values" && (isLoop || isCopy);
  const isMember = ts.isPropertyAccessExpression(user) && user.expression === call;
  return call.expression.getText() === "Object.values" && (isLoop || isCopy || isMember);
}

/** `for (const [key, item] of byId)`, `for (const [key, item] of Object.entries(byId))`. */
function loopOverEntries(use: ts.Identifier, isMap: boolean): ts.ForOfStatement | undefined {
  const { parent } = use;
  const ofMap = isMap ? callOf(use) : undefined;
  const ofRecord = !isMap && ts.isCallExpression(parent) ? parent : undefined;
  const call = ofMap ?? ofRecord;
  if (call !== undefined && !/\.entries$/.test(call.expression.getText())) return undefined;
  if (call === undefined && !isMap) return undefined;
  const whole: ts.Node = call ?? use;
  const { parent: loop } = whole;
  if (!ts.isForOfStatement(loop) || loop.expression !== whole || !ts.isVariableDeclarationList(loop.initializer)) {
    return undefined;
  }
  const name = loop.initializer.declarations[0]?.name;
  const isPair =
    name !== undefined &&
    ts.isArrayBindingPattern(name) &&
    name.elements.length === 2 &&
    name.elements.every((one) => ts.isOmittedExpression(one) || isPlainName(one));
  return isPair ? loop : undefined;
}

function isPlainName({ name, initializer, dotDotDotToken }: ts.BindingElement): boolean {
  return ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined;
}

/** The index in `Object.entries(byId)`, `byId.entries()` and `byId`, where a loop goes through it. */
export function indexOfEntries(node: ts.Expression): ts.Identifier | undefined {
  const whole = skipWrappers(node);
  if (ts.isIdentifier(whole)) return whole;
  if (!ts.isCallExpression(whole) || !ts.isPropertyAccessExpression(whole.expression)) return undefined;
  const { name, expression } = whole.expression;
  if (name.text !== "entries") return undefined;
  const index = expression.getText() === "Object" ? whole.arguments[0] : expression;
  return index !== undefined && ts.isIdentifier(index) ? index : undefined;
}

/** `byId.get(key)` around `byId`. */
function callOf(use: ts.Identifier): ts.CallExpression | undefined {
  const { parent: access } = use;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== use || ts.isOptionalChain(access)) {
    return undefined;
  }
  const { parent: call } = access;
  return ts.isCallExpression(call) && call.expression === access ? call : undefined;
}

/** True where a loop over the values of a Map may see other entries than there were at its start. */
function disturbsLoop(analyser: Analyser, symbol: ts.Symbol, scope: ts.Node, isMap: boolean): boolean {
  const uses = usesOf(analyser, symbol, scope);
  const loops = uses.flatMap((use) => {
    const { parent } = callOf(use) ?? use;
    return isMap && ts.isForOfStatement(parent) ? [parent] : [];
  });
  return (
    loops.length > 0 &&
    uses.some((use) => {
      const call = callOf(use);
      const method = call === undefined ? "" : (call.expression as ts.PropertyAccessExpression).name.text;
      if (!/^(set|delete|clear)$/.test(method)) return false;
      const isElsewhere = ts.findAncestor(use, ts.isFunctionLike) !== scope;
      return isElsewhere || ts.findAncestor(use, (outer) => loops.some((loop) => loop === outer)) !== undefined;
    })
  );
}
