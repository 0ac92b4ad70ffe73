import ts from "typescript";
import { elementAt, lambdaOf, local, read } from "../../builtins/build.js";
import type { BuiltinCall, Expression, Variable } from "../../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  numberType,
  undefinedType,
  type ValueTypes,
} from "../../ir/value-types.js";
import type { SourceSpan } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import {
  checkGiven,
  collectionOfType,
  givenByCallback,
  heldCollection,
  madeCollection,
  storedAs,
  storedValue,
} from "../collections.js";
import type { CollectionName } from "../environment.js";
import { isAsyncFunction, type KnownFunction, resolveFunction, skipWrappers } from "../functions.js";
import { inlineWith } from "../inline-call.js";
import { changesInside } from "../mutation/changes.js";
import { roundsOf } from "../mutation/held-values.js";
import { numbered } from "../statements/numbered.js";
import { label } from "../statements/labels.js";
import { asCondition } from "./not-a-number.js";
import { isReached } from "./optional-chain.js";
import { elementFor, undefinedElements } from "./undefined-elements.js";

/**
 * What cannot stand in an expression, and can in a loop: assignments to names outside, `throw`, `try`, endless loops, and calls of
 * functions from inside of them.
 */
const needsLoop: ReadonlySet<string> = new Set(["SP1222", "SP1230", "SP1233"]);

/**
 * `items.map((item) => …)` and its like. A callback that only computes becomes part of an expression; one that assigns
 * variables outside, throws or loops is inlined into a loop over the items.
 *
 * @param asExpression the call as an expression
 */
export function callWithCallback(
  analyser: Analyser,
  node: ts.CallExpression,
  asExpression: () => Expression | undefined,
): Expression | undefined {
  const loop = loopFor(analyser, node);
  if (loop === undefined) return asExpression();
  if (startsWithNoData(loop)) return writeLoop(loop);
  const { problems } = analyser.analysis;
  const before = problems.mark();
  let value: Expression | undefined;
  const statements = analyser.collect(() => (value = asExpression()));
  if (problems.since(before).some(({ code }) => needsLoop.has(code))) {
    problems.rewind(before);
    return writeLoop(loop);
  }
  analyser.statements.push(...statements);
  return value;
}

/** A call whose callback can be inlined into a loop. */
interface Loop {
  readonly analyser: Analyser;
  readonly node: ts.CallExpression;
  readonly method: string;
  /** What the method is called on. */
  readonly list: ts.Expression;
  readonly callback: KnownFunction;
  readonly span: SourceSpan;
}

const methods = /^Array\.(map|flatMap|filter|some|every|find|findIndex|reduce|from)$/;

function loopFor(analyser: Analyser, node: ts.CallExpression): Loop | undefined {
  const { expression: callee, arguments: given } = node;
  const method = builtinCalled(analyser, node) ?? "";
  const [first, second] = given;
  if (first === undefined || !methods.test(method) || !ts.isPropertyAccessExpression(callee)) return undefined;
  const [isReduce, isFrom] = [method === "Array.reduce", method === "Array.from"];
  const count = isReduce || isFrom ? 2 : 1;
  if (!isReached(analyser, callee) || given.length !== count || given.some(ts.isSpreadElement)) return undefined;
  const callback = resolveFunction(analyser, isFrom ? (second as ts.Expression) : first);
  if (callback === undefined || isAsyncFunction(callback.node)) return undefined;
  if (callback.node.parameters.length > (isReduce ? 3 : 2)) return undefined;
  const list = isFrom ? first : callee.expression;
  if (isFrom && lengthIn(list) === undefined && !isOnly(analyser.types(list), arrayType)) return undefined;
  return { analyser, node, method, list, callback, span: analyser.span(node) };
}

/** True for a `reduce` from what an expression cannot carry along: undefined, a Set or Map. */
function startsWithNoData({ analyser, node, method }: Loop): boolean {
  const [, initial] = node.arguments;
  if (method !== "Array.reduce" || initial === undefined) return false;
  const type = analyser.checker.getTypeAtLocation(initial);
  return mayBe(analyser.types(initial), undefinedType) || collectionOfType(type) !== undefined;
}

function writeLoop(loop: Loop): Expression {
  const { analyser, node, list, callback } = loop;
  if (changesInside(analyser, list, callback.node, { countsPutBacks: true }))
    return analyser.refuse(node, "SP1108", { name: list.getText() });
  switch (loop.method) {
    case "Array.map":
    case "Array.flatMap":
    case "Array.from":
      return collectedFrom(loop);
    case "Array.filter":
      return filteredBy(loop);
    case "Array.reduce":
      return reducedTo(loop);
    default:
      return searchedBy(loop);
  }
}

interface Round {
  readonly item: Expression;
  readonly index: Expression;
  /** Appends what ends the loop. */
  readonly leave: () => void;
}

/** `n` in `Array.from({ length: n }, …)`. */
function lengthIn(list: ts.Expression): ts.Expression | undefined {
  const made = skipWrappers(list);
  const [only, ...others] = ts.isObjectLiteralExpression(made) ? made.properties : [];
  if (only === undefined || others.length > 0 || only.name?.getText() !== "length") return undefined;
  if (ts.isShorthandPropertyAssignment(only)) return only.name;
  return ts.isPropertyAssignment(only) ? only.initializer : undefined;
}

/** What the loop goes through: the list, or the indexes of one that is made. */
function itemsOf({ analyser, list, span }: Loop): Expression {
  const length = lengthIn(list);
  if (length === undefined) return analyser.expression(list);
  const index = local("i", numberType, true);
  const operands = [analyser.expression(length), lambdaOf([index], read(index, span), span)];
  return { kind: "builtin", name: "Array.range", operands, types: arrayType, span };
}

/** Goes through the items. The index is there when it is asked for, or the callback takes it. */
function eachItem(loop: Loop, items: Expression, wantsIndex: boolean, visit: (round: Round) => void): void {
  const { analyser, node, list, callback, span } = loop;
  const isNumbers = lengthIn(list) !== undefined;
  const takesIndex = callback.node.parameters.length > (loop.method === "Array.reduce" ? 2 : 1);
  const isCounted = !isNumbers && (wantsIndex || takesIndex);
  const types = isNumbers ? numberType : analyser.elementTypesOf(analyser.checker.getTypeAtLocation(list));
  const variable: Variable = { kind: "variable", name: "item", types: isCounted ? arrayType : types };
  const whole: Expression = { kind: "variable-read", variable, types: variable.types, span };
  const done = label("done");
  const round: Round = {
    item: isNumbers ? analyser.undefined(span) : isCounted ? elementAt(whole, 1, types) : whole,
    index: isNumbers ? whole : isCounted ? elementAt(whole, 0, numberType) : analyser.undefined(span),
    leave: () => analyser.statements.push({ kind: "leave", label: done, span }),
  };
  const body = analyser.collect(() => analyser.withLoop(node, () => visit(round)));
  const over = isCounted ? numbered(items, types & ~undefinedType, span) : items;
  const each = { kind: "for-of", label: label("loop"), items: over, item: variable, body, span } as const;
  analyser.statements.push({ kind: "labelled", label: done, body: [each], span });
}

/** What the callback gives, with further arguments in front. */
function called({ analyser, node, callback }: Loop, { item, index }: Round, ...first: readonly Expression[]) {
  return givenByCallback(analyser, node, () => inlineWith(analyser, node, callback, [...first, item, index]));
}

/** A variable that the rounds change, and what it holds at first. */
class Result {
  readonly #loop: Loop;
  readonly #variable: Variable;

  constructor(loop: Loop, value: Expression, types: ValueTypes) {
    this.#loop = loop;
    this.#variable = { kind: "variable", name: loop.method.replace("Array.", ""), types };
    const { analyser, span } = loop;
    analyser.statements.push({ kind: "assign", variable: this.#variable, value, declares: true, span });
  }

  static list(loop: Loop): Result {
    return new Result(loop, { kind: "array", elements: [], types: arrayType, span: loop.span }, arrayType);
  }

  get read(): Expression {
    const { types } = this.#variable;
    return { kind: "variable-read", variable: this.#variable, types, span: this.#loop.span };
  }

  assign(value: Expression): void {
    const { analyser, span } = this.#loop;
    analyser.statements.push({ kind: "assign", variable: this.#variable, value, declares: false, span });
  }

  append(value: Expression, spread = false): void {
    const elements = [
      { spread: true, value: this.read },
      { spread, value },
    ];
    this.assign({ kind: "array", elements, types: arrayType, span: this.#loop.span });
  }
}

/** `map` and `flatMap`. */
function collectedFrom(loop: Loop): Expression {
  const { analyser, node, method } = loop;
  const isFlat = method === "Array.flatMap";
  const rounds = isFlat ? undefined : roundsOf(analyser, loop.list, loop.callback);
  const items = itemsOf(loop);
  const result = Result.list(loop);
  eachItem(loop, items, rounds !== undefined, (round) => {
    const value = rounds === undefined ? called(loop, round) : rounds.within(round.index, () => called(loop, round));
    const isList = value.types === arrayType;
    const fate = isFlat ? undefined : undefinedElements(analyser, node);
    const isMissing = fate === undefined && mayBe(value.types, undefinedType);
    if (isMissing || madeCollection(value) !== undefined || (isFlat && !isList && mayBe(value.types, arrayType))) {
      analyser.problem(node.arguments[0] ?? node, "SP1304", { name: node.expression.getText() });
    }
    result.append(fate === undefined ? value : elementFor(value, fate), isFlat && isList);
  });
  return result.read;
}

function filteredBy(loop: Loop): Expression {
  const { analyser, span } = loop;
  const items = itemsOf(loop);
  const result = Result.list(loop);
  eachItem(loop, items, false, (round) => {
    const condition = asCondition(called(loop, round));
    const whenTrue = analyser.collect(() => result.append(round.item));
    analyser.statements.push({ kind: "if", condition, whenTrue, whenFalse: [], span });
  });
  return result.read;
}

/** `some`, `every`, `find` and `findIndex`: the first item that decides ends the loop. */
function searchedBy(loop: Loop): Expression {
  const { analyser, node, method, span } = loop;
  const isEvery = method === "Array.every";
  const nothing: Expression =
    method === "Array.find"
      ? analyser.undefined(span)
      : analyser.literal(method === "Array.findIndex" ? -1 : isEvery, span);
  const types = method === "Array.find" ? analyser.types(node) | undefinedType : nothing.types;
  const items = itemsOf(loop);
  const result = new Result(loop, nothing, types);
  eachItem(loop, items, method === "Array.findIndex", (round) => {
    const given = asCondition(called(loop, round));
    const condition: Expression = isEvery ? { kind: "not", operand: given, types: booleanType, span } : given;
    const whenTrue = analyser.collect(() => {
      const decided = analyser.literal(!isEvery, span);
      result.assign(method === "Array.find" ? round.item : method === "Array.findIndex" ? round.index : decided);
      round.leave();
    });
    analyser.statements.push({ kind: "if", condition, whenTrue, whenFalse: [], span });
  });
  return result.read;
}

function reducedTo(loop: Loop): Expression {
  const { analyser, node } = loop;
  const [items, initial] = startOf(loop, () => itemsOf(loop));
  const made = madeCollection(initial);
  if (made !== undefined) return reducedToCollection(loop, items, made);
  const result = new Result(loop, initial, analyser.types(node) | initial.types);
  eachItem(loop, items, false, (round) => result.assign(called(loop, round, result.read)));
  return result.read;
}

/** The list and the initial value. */
function startOf({ analyser, node }: Loop, list: () => Expression): readonly [Expression, Expression] {
  const initial = node.arguments[1] as ts.Expression;
  const values = analyser.inOrder([list, () => analyser.handOver(initial, () => analyser.expression(initial))]);
  return values as [Expression, Expression];
}

/** `rows.reduce((byId, row) => byId.set(row.id, row), new Map())`: the callback gives what it was given, or a new one. */
function reducedToCollection(loop: Loop, items: Expression, initial: BuiltinCall): Expression {
  const { analyser, node, callback, span } = loop;
  const name = initial.name as CollectionName;
  const stored = storedValue(initial);
  const variable: Variable = { kind: "variable", name: "reduce", types: stored.types };
  analyser.statements.push({ kind: "assign", variable, value: stored, declares: true, span });
  const collection = { kind: "collection", name, variable, depth: analyser.frame.depth } as const;
  eachItem(loop, items, false, ({ item, index }) => {
    const value = givingBack(analyser, callback.node, () =>
      analyser.handOver(node, () => inlineWith(analyser, node, callback, [{ collection }, item, index])),
    );
    const given = storedAs(name, value);
    if (given === undefined) return;
    if (given.kind === "variable-read" && given.variable === variable) return;
    analyser.statements.push({ kind: "assign", variable, value: given, declares: false, span });
  });
  const read: Expression = { kind: "variable-read", variable, types: variable.types, span };
  return checkGiven(analyser, node, heldCollection(name, read));
}

/** Visits a callback that may return its first parameter, a Date, Set or Map. */
function givingBack<T>(analyser: Analyser, callback: ts.FunctionLikeDeclaration, visit: () => T): T {
  const [first] = callback.parameters;
  const symbol = first && analyser.checker.getSymbolAtLocation(first.name);
  const names: ts.Expression[] = [];
  const find = (inner: ts.Node): void => {
    const returned = ts.isReturnStatement(inner) ? inner.expression : undefined;
    if (returned !== undefined && analyser.symbolOf(skipWrappers(returned)) === symbol) names.push(returned);
    if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, find);
  };
  if (callback.body !== undefined) find(callback.body);
  return names.reduce<() => T>((inner, name) => () => analyser.handOver(name, inner), visit)();
}
