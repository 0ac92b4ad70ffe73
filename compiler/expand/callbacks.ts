import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { added, copySource } from "./copy-source.js";
import type { Piece } from "./expanded-text.js";
import { isMapType } from "./group-types.js";
import { isNewAt, leavesLength } from "./growth.js";
import { canMove, declaredIn, isAssignedIn, returnsIn, type WrittenFunction } from "./helper.js";
import { namesIn, variableOf, variablesIn } from "./names.js";
import { areNamedAlone, type MadePart, partNamed, partsMade } from "./made-parts.js";
import { isNew } from "./new-value.js";
import type { Scope } from "./scope.js";
import type { Target } from "./target.js";

/** A callback that is called for each element of a list. */
interface EachElement {
  readonly list: ts.Expression;
  readonly callback: WrittenFunction;
  readonly method: string;
}

/** `jobs.forEach((job) => …)`, `jobs.reduce((groups, job) => …, {})`, with a callback that is written there. */
function eachElement(call: ts.CallExpression, method: RegExp): EachElement | undefined {
  const { expression: callee, arguments: given } = call;
  if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(call)) return undefined;
  const callback = given[0] && skipWrappers(given[0]);
  if (!method.test(callee.name.text) || callback === undefined) return undefined;
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
  const isPlain = callback.asteriskToken === undefined && callback.modifiers === undefined;
  const areNames = callback.parameters.every(
    ({ initializer, dotDotDotToken }) => initializer === undefined && dotDotDotToken === undefined,
  );
  return isPlain && areNames && canMove(callback)
    ? { list: callee.expression, callback, method: callee.name.text }
    : undefined;
}

/** `for (const job of jobs) { … }` for `jobs.forEach((job) => { … });`. */
export function loopForEach(scope: Scope, call: ts.CallExpression): readonly Piece[] | undefined {
  const each = eachElement(call, /^forEach$/);
  const { parent: statement } = call;
  const isAlone = ts.isExpressionStatement(statement) || ts.isArrowFunction(statement);
  if (each === undefined || call.arguments.length > 1 || !isAlone) return undefined;
  const { list, callback } = each;
  const { checker } = scope;
  const type = checker.getTypeAtLocation(list);
  const isMap = isMapType(type);
  const [first, second, third] = callback.parameters;
  if (first === undefined || third !== undefined || !(isMap || checker.isArrayType(type))) return undefined;
  const mayGrow = (root: ts.Symbol): boolean =>
    ts.isExpressionStatement(statement) && isNewAt(checker, root, statement);
  if (!isMap && !keepsLength(scope, each, mayGrow)) return undefined;
  if (isMap && returnsAwait(callback)) return undefined;
  const body = loopBody(scope, each, undefined);
  if (body === undefined) return undefined;
  const { inside, pieces } = body;
  const put = (text: string): Piece => added(text, call, scope);
  const pair = (one: ts.ParameterDeclaration, other: ts.ParameterDeclaration): readonly Piece[] => [
    ...[put("["), ...copySource(one.name, inside), put(", ")],
    ...[...copySource(other.name, inside), put("]")],
  ];
  const isOfPairs = isMap || second !== undefined;
  const ofPair = second === undefined ? [put("[, "), ...copySource(first.name, inside), put("]")] : pair(second, first);
  const name = isOfPairs ? ofPair : copySource(first.name, inside);
  const items = isOfPairs && !isMap ? [...copySource(list, scope), put(".entries()")] : copySource(list, scope);
  return [put("for (const "), ...name, put(" of "), ...items, put(") {\n"), ...pieces, put("}")];
}

/** Declares what `reduce` makes, and has a loop make it. */
export function loopForReduce(scope: Scope, target: Target, call: ts.CallExpression): readonly Piece[] | undefined {
  const each = eachElement(call, /^reduce$/);
  const [, first, ...others] = call.arguments;
  if (each === undefined || first === undefined || others.length > 0 || !isNew(first)) return undefined;
  const { list, callback } = each;
  const { checker } = scope;
  const [made, item, ...further] = callback.parameters;
  if (made === undefined || item === undefined || further.length > 0 || !ts.isIdentifier(made.name)) return undefined;
  const symbol = checker.getSymbolAtLocation(made.name);
  if (symbol === undefined || isAssignedIn(checker, symbol, callback)) return undefined;
  if (!checker.isArrayType(checker.getTypeAtLocation(list))) return undefined;
  if (!keepsLength(scope, each, (root) => root === symbol)) return undefined;
  const parts = target.pattern && partsMade(scope, target.pattern, call, first);
  if (target.pattern !== undefined && (parts === undefined || !areNamedAlone(checker, callback, symbol, parts))) {
    return undefined;
  }
  const { written } = target;
  const body = loopBody(scope, each, { symbol, written, name: made.name, parts });
  if (body === undefined) return undefined;
  const put = (text: string): Piece => added(text, call, scope);
  const type = call.typeArguments?.[0] ?? made.type;
  const isTyped = ts.isAsExpression(first) || type === undefined;
  const types = isTyped ? [] : [put(": "), ...copySource(type, scope)];
  const head =
    parts === undefined
      ? [put(`const ${written}`), ...types, put(" = "), ...copySource(first, scope), put(";\n")]
      : [...parts.values()].map((part) => put(`const ${part.written}: ${part.type} = [];\n`));
  const loop = [put("for (const "), ...copySource(item.name, body.inside), put(" of "), ...copySource(list, scope)];
  return [...head, ...loop, put(") {\n"), ...body.pieces, put("}\n")];
}

/** True where the list that is gone through is as long in the end as it was at first. */
function keepsLength(scope: Scope, { list, callback }: EachElement, mayGrow: (root: ts.Symbol) => boolean): boolean {
  const { checker } = scope;
  if (isMadeThere(checker, list)) return !returnsAwait(callback);
  let root = skipWrappers(list);
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root))
    root = skipWrappers(root.expression);
  const symbol = ts.isIdentifier(root) ? variableOf(checker, root) : undefined;
  if (symbol === undefined) return false;
  const mayGrowHere = (one: ts.Symbol): boolean => one !== symbol && mayGrow(one);
  return leavesLength(scope, callback, { mayGrow: mayGrowHere, list: symbol, around: [callback] });
}

/** A list that has no name, and so is as long as it is. */
function isMadeThere(checker: ts.TypeChecker, list: ts.Expression): boolean {
  const inner = skipWrappers(list);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return false;
  const { name, expression } = inner.expression;
  if (expression.getText() === "Object") return /^(values|entries|keys)$/.test(name.text);
  if (!checker.isArrayType(checker.getTypeAtLocation(expression))) return false;
  return /^(filter|slice|toSorted|toReversed|map|concat|flatMap)$/.test(name.text);
}

function returnsAwait(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  return ts.forEachChild(node, (child) => returnsAwait(child) || undefined) === true;
}

/** What a callback of `reduce` makes. */
interface Made {
  readonly symbol: ts.Symbol;
  readonly name: ts.Identifier;
  readonly written: string;
  /** The names of its members, where it has none itself. */
  readonly parts: ReadonlyMap<string, MadePart> | undefined;
}

interface LoopBody {
  readonly inside: Scope;
  readonly pieces: readonly Piece[];
}

/** The body of a callback as that of a loop: `return` goes on with the next element. */
function loopBody(scope: Scope, { callback, list }: EachElement, made: Made | undefined): LoopBody | undefined {
  const { checker, fresh, at } = scope;
  const { body } = callback;
  const declared = declaredIn(checker, callback);
  const parts = [...(made?.parts?.values() ?? [])];
  const around = new Set([made?.written, ...parts.map(({ written }) => written), ...namesIn(list)]);
  if (body === undefined || declared.some(({ name }) => around.has(name))) return undefined;
  const names = new Map(scope.names);
  const place = scope.calls.length === 0 ? callback : at;
  for (const symbol of declared) {
    const isOwn = scope.calls.length === 0;
    const name = isOwn ? symbol.name : fresh.next(symbol.name, place);
    names.set(symbol, [added(name, symbol.valueDeclaration ?? callback, scope)]);
  }
  if (made !== undefined) names.set(made.symbol, [added(made.written, made.name, scope)]);
  const instead: Scope["instead"] = (node, writing) => {
    const part = made?.parts && partNamed(checker, node, made.symbol, made.parts);
    return part === undefined ? scope.instead(node, writing) : [added(part.written, node, scope)];
  };
  const inside: Scope = { ...scope, names, instead, isInLoop: true };
  if (!ts.isBlock(body)) {
    if (made?.parts !== undefined) return undefined;
    const call = skipWrappers(body);
    const loop = made === undefined && ts.isCallExpression(call) ? loopForEach(inside, call) : undefined;
    if (loop !== undefined) return { inside, pieces: loop };
    const value = made === undefined ? copySource(body, inside) : stepOf(inside, body, made);
    return value && { inside, pieces: [...value, added(";\n", body, scope)] };
  }
  const last = body.statements.at(-1);
  const isEnd = (one: ts.ReturnStatement): boolean => one === last;
  const all = returnsIn(body);
  const gives = ({ expression }: ts.ReturnStatement): boolean =>
    made === undefined
      ? expression === undefined
      : expression !== undefined && ts.isIdentifier(expression) && variableOf(checker, expression) === made.symbol;
  if (!all.every((one) => gives(one) && (isEnd(one) || !isInLoop(one, body)))) return undefined;
  if (made !== undefined && (last === undefined || !all.some(isEnd))) return undefined;
  const ends = new Set<ts.Node>(all);
  const continuing: Scope = {
    ...inside,
    instead: (node, writing) => {
      if (!ends.has(node)) return instead(node, writing);
      return [added(node === last ? "" : "continue;", node, scope)];
    },
  };
  const pieces = body.statements.flatMap((one) => [...copySource(one, continuing), added("\n", one, scope)]);
  return { inside, pieces };
}

/** `groups[key] = value` for `({ ...groups, [key]: value })`, where nothing else holds the groups. */
function stepOf(inside: Scope, body: ts.Expression, { symbol, written }: Made): readonly Piece[] | undefined {
  const { checker } = inside;
  const isMade = (node: ts.Expression): boolean => ts.isIdentifier(node) && variableOf(checker, node) === symbol;
  const inner = skipWrappers(body);
  const put = (text: string): Piece => added(text, body, inside);
  if (ts.isCallExpression(inner)) {
    const { expression: callee } = inner;
    const isSet = ts.isPropertyAccessExpression(callee) && callee.name.text === "set" && isMade(callee.expression);
    return isSet ? copySource(inner, inside) : undefined;
  }
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const [spread, member, ...others] = inner.properties;
  const isCopy = spread !== undefined && ts.isSpreadAssignment(spread) && isMade(spread.expression);
  if (!isCopy || member === undefined || others.length > 0 || !ts.isPropertyAssignment(member)) return undefined;
  const { name, initializer } = member;
  const isRead = variablesIn(checker, member).every(({ name: { parent }, symbol: one }) => {
    return one !== symbol || ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent);
  });
  if (!isRead) return undefined;
  const key = ts.isComputedPropertyName(name)
    ? [put("["), ...copySource(name.expression, inside), put("]")]
    : ts.isIdentifier(name)
      ? [put(`.${name.text}`)]
      : undefined;
  return key && [put(written), ...key, put(" = "), ...copySource(initializer, inside)];
}

function isInLoop(node: ts.Node, body: ts.Node): boolean {
  const around = ts.findAncestor(node, (outer) => outer === body || ts.isIterationStatement(outer, false));
  return around !== body;
}
