import ts from "typescript";
import { hasEntry, withEntry, withoutEntry } from "../builtins/map.js";
import { asData, elementsOfSet, entriesOfMap } from "../builtins/collection-values.js";
import { asMillis, madeDate } from "../builtins/date-values.js";
import { isChosen, isConsumedAtOnce, isKept, isTakenAsNumber, memberReadAtOnce } from "../builtins/use.js";
import type { BuiltinCall, Expression, Variable } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  dateType,
  describeTypes,
  mayBe,
  neverType,
  nullType,
  numberType,
  structuredTypes,
  undefinedType,
  type ValueTypes,
} from "../ir/value-types.js";
import { type Analyser, refusedValue } from "./analyser.js";
import { checkReachable, noteDeclared } from "./outer-variables.js";
import { isOnlyTested, isValueUnused } from "./expressions/is-value-unused.js";
import { isAskedForKeys } from "./mutation/kept-indexes.js";
import { isParting } from "./mutation/parting.js";
import { skipWrappers } from "./skip-wrappers.js";
import { collectionOf, isDate as isDateType } from "./value-types-of.js";
import type { Binding, CollectionName, IndexOf } from "./environment.js";

type Collection = Extract<Binding, { readonly kind: "collection" }>;

const names: readonly string[] = ["new Date", "new Set", "new Map"] satisfies readonly CollectionName[];

/** The Date, Set or Map that an expression makes. */
export function madeCollection(value: Expression): BuiltinCall | undefined {
  return value.kind === "builtin" && names.includes(value.name) ? value : undefined;
}

/** What a variable holds of a Date, Set or Map: milliseconds, elements, entries. */
export function storedValue({ name, operands, ...made }: BuiltinCall): Expression {
  return name === "new Set" ? { name, operands, ...made } : (operands[0] as Expression);
}

/** What a variable of a kind of collection holds of a value; undefined where the value is something else. */
export function storedAs(name: CollectionName, value: Expression): Expression | undefined {
  const made = madeCollection(value);
  if (made !== undefined) return made.name === name ? storedValue(made) : undefined;
  return name === "new Date" && value.types === dateType ? asMillis(value) : undefined;
}

/** What a variable would hold of a Set or Map among data, which something else may hold as well. */
export function storedData(name: CollectionName, value: Expression): Expression | undefined {
  const isThere = !mayBe(value.types, undefinedType | nullType);
  if (!isThere || name === "new Date") return undefined;
  return name === "new Set" ? elementsOfSet(value) : entriesOfMap(value);
}

/** The Date, Set or Map that a variable holds. */
export function heldCollection(name: CollectionName, stored: Expression): BuiltinCall {
  const types = name === "new Date" ? dateType : arrayType;
  return { kind: "builtin", name, operands: [stored], types, span: stored.span };
}

/** The kind of collection of which a type is. */
export function collectionOfType(type: ts.Type): CollectionName | undefined {
  if (isDateType(type)) return "new Date";
  const name = collectionOf(type);
  return name === undefined ? undefined : `new ${name}`;
}

export function typesOfStored(name: CollectionName): ValueTypes {
  return name === "new Date" ? numberType : arrayType;
}

/** The collection that an expression names. */
export function namedCollection(analyser: Analyser, node: ts.Expression): Collection | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  return binding?.kind === "collection" ? binding : undefined;
}

/** A Date, Set or Map that a call gives is data where it gets no name, and is not read at once. */
export function checkGiven(analyser: Analyser, call: ts.Expression, value: Expression): Expression {
  const made = madeCollection(value);
  if (made === undefined || analyser.handedOver.has(call)) return value;
  const isAwaited = ts.isAwaitExpression(call.parent);
  const used = isAwaited ? call.parent : call;
  const isDate = made.name === "new Date";
  const isRead = isKept(used) || memberReadAtOnce(used) !== undefined;
  const isUsed = isRead || (isDate ? isTakenAsNumber(used) : isConsumedAtOnce(used));
  if (isUsed && isAwaited === analyser.isPromise(call)) {
    return isDate && isTakenAsNumber(used) ? storedValue(made) : value;
  }
  return asData(made);
}

/** What a callback gives to the function of the library that a call is of: a Date is data there, whatever becomes of the whole. */
export function givenByCallback(analyser: Analyser, call: ts.Expression, visit: () => Expression): Expression {
  const value = analyser.handOver(call, visit);
  return madeDate(value) === undefined ? checkGiven(analyser, call, value) : asData(value);
}

/** True for what a function may return: a new collection, or one that it has made. A Date never changes. */
export function maybeGiven(analyser: Analyser, node: ts.Expression): boolean {
  if (analyser.frame.givesCollections !== true) return false;
  const named = namedCollection(analyser, node);
  if (named === undefined || named.name === "new Date") return true;
  const declaration = analyser.symbolOf(skipWrappers(node))?.valueDeclaration;
  const scope = declaration && ts.findAncestor(declaration, ts.isFunctionLike);
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && scope === analyser.frame.calls.at(-1);
}

/** True for one side of a choice that may get a name: not what has one already, and may change under either. */
export function maybeChosen(analyser: Analyser, node: ts.Expression): boolean {
  const named = namedCollection(analyser, node);
  return named === undefined || named.name === "new Date";
}

/** The choice between two Dates, Sets or Maps is one as well: what the variables would hold is chosen. */
export function chooseCollection(
  analyser: Analyser,
  node: ts.ConditionalExpression,
  sides: readonly [Expression, Expression],
  choose: (sides: readonly [Expression, Expression]) => Expression,
): Expression {
  const names = new Set(sides.flatMap((side) => madeCollection(side)?.name ?? []));
  if (isTakenAsNumber(node)) return choose([asMillis(sides[0]), asMillis(sides[1])]);
  const [name] = names as Set<CollectionName>;
  if (name === undefined) return choose(sides);
  if (names.size === 1 && sides.every((side) => isOfCollection(side, name))) {
    const [first, second] = sides;
    const isData = !getsName(analyser, node) && !isConsumedAtOnce(node);
    if (!isData) return heldCollection(name, choose([storedOf(first), storedOf(second)]));
  }
  return choose([asData(sides[0]), asData(sides[1])]);
}

/** True where what is chosen gets a name, is read at once, or chosen again. */
function getsName(analyser: Analyser, node: ts.ConditionalExpression): boolean {
  return isKept(node) || isChosen(node) || analyser.handedOver.has(node) || memberReadAtOnce(node) !== undefined;
}

/** What is stored of one side. */
function storedOf(side: Expression): Expression {
  const made = madeCollection(side);
  return made === undefined ? asMillis(side) : storedValue(made);
}

function isOfCollection(side: Expression, name: CollectionName): boolean {
  const isDate = name === "new Date" && side.types === dateType;
  // What never comes to an end, or was refused, is no other kind of value.
  return madeCollection(side) !== undefined || isDate || side.types === neverType;
}

/** Declares a variable that is a Date, Set or Map. */
export function bindCollection(analyser: Analyser, symbol: ts.Symbol, name: ts.Identifier, made: BuiltinCall): void {
  const isDate = made.name === "new Date";
  const types = isDate ? numberType : arrayType;
  const variable: Variable = { kind: "variable", name: name.text, types, time: isDate };
  const value = storedValue(made);
  noteDeclared(analyser, variable);
  analyser.environment.bind(symbol, {
    kind: "collection",
    name: made.name as CollectionName,
    variable,
    depth: analyser.frame.depth,
    owner: symbol,
  });
  analyser.statements.push({ kind: "assign", variable, value, declares: true, span: analyser.span(name) });
}

/** The name of a Date, Set or Map, where it is read member by member, gone through or compared. */
export function readCollection(analyser: Analyser, node: ts.Identifier, collection: Collection): Expression {
  const span = analyser.span(node);
  const { variable, name, elementsOf } = collection;
  const lists = elementsOf?.readAll?.(node);
  if (elementsOf !== undefined && lists === undefined && !isAskedForKeys(node, true)) {
    return analyser.refuse(node, "SP1244", { text: node.text, name: elementsOf.list.root.text });
  }
  const stored: Expression = lists ?? { kind: "variable-read", variable, types: variable.types, span };
  const held = { ...heldCollection(name, stored), span };
  if (name === "new Date") return readDate(analyser, node, held);
  const isRead = memberReadAtOnce(node) !== undefined || analyser.handedOver.has(node);
  if (isRead || isConsumedAtOnce(node)) return held;
  // What has a name becomes a part of something else where it is not changed by the name any more.
  const isMoved = collection.owner !== undefined && isMovedBy(analyser, collection.owner, node);
  return isMoved ? asData(held) : analyser.refuse(node, "SP1307", { name: node.text, hint: hints[name] });
}

/** The name of a Date: what is taken as a number, read at once or gets another name, or else data. */
export function readDate(analyser: Analyser, node: ts.Identifier, held: BuiltinCall): Expression {
  if (isTakenAsNumber(node)) return storedValue(held);
  const isRead = memberReadAtOnce(node) !== undefined || isChosen(node) || analyser.handedOver.has(node);
  return isRead ? held : asData(held);
}

/** True for a use after which a Set or Map is not changed by the name that it was made for, or has another one. */
function isMovedBy(analyser: Analyser, owner: ts.Symbol, use: ts.Identifier): boolean {
  const declaration = owner.valueDeclaration;
  const isOwn = declaration !== undefined && ts.isVariableDeclaration(declaration) && analyser.symbolOf(use) === owner;
  if (!isOwn) return false;
  const isNew = (value: ts.Expression): boolean => ts.isNewExpression(skipWrappers(value));
  return isParting(analyser, use, owner, isNew);
}

const hints: Readonly<Record<CollectionName, string>> = {
  "new Date": "Keep ISO texts instead: `date.toISOString()`.",
  "new Set": "It has two names from here on: use the other one (`state.seen.add(x)`), or pass a copy, `new Set(set)`.",
  "new Map":
    "It has two names from here on: use the other one (`state.byId.set(key, value)`), or pass a copy, `new Map(map)`.",
};

const changes = new Set(["add", "set", "delete", "clear"]);

/** `seen.add(x)` and its like, of a name; undefined for any other call. */
export function collectionCall(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !changes.has(callee.name.text)) return undefined;
  const method = callee.name.text;
  const name = collectionName(callee.expression);
  const symbol = name === undefined ? undefined : analyser.symbolOf(name);
  const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
  if (name === undefined || binding?.kind !== "collection" || binding.name === "new Date") return undefined;
  if (!checkReachable(analyser, node, name.text, binding.depth)) {
    return refusedValue(analyser.span(node));
  }
  if (symbol !== undefined && disturbsLoop(analyser, node, symbol, method)) {
    return analyser.refuse(node, "SP1108", { name: name.text });
  }
  // `set.add(x).add(y)` does one after the other.
  if (callee.expression !== name) analyser.expression(callee.expression);
  // What a helper such as `(key) => map.set(key, 1)` returns is hardly ever used; nothing can be done with it.
  const isUnused = isValueUnused(node) || analyser.handedOver.has(node);
  // A set or map is truthy.
  if (method !== "delete" && method !== "clear" && isOnlyTested(node)) {
    change(analyser, node, binding, method, true);
    return analyser.literal(true, analyser.span(node));
  }
  if (!isUnused && method !== "delete" && memberReadAtOnce(node) === undefined && !isConsumedAtOnce(node)) {
    return analyser.refuse(node, "SP1307", { name: node.getText(), hint: "Write the call as a statement of its own." });
  }
  return change(analyser, node, binding, method, isUnused);
}

/** The name at the start of `set.add(x).add(y)`. */
function collectionName(node: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return inner;
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const { name, expression } = inner.expression;
  return name.text === "add" || name.text === "set" ? collectionName(expression) : undefined;
}

/**
 * True when a loop that goes through the set or map would see the change. It does not see what becomes of the element or
 * key that it has reached.
 */
function disturbsLoop(analyser: Analyser, node: ts.CallExpression, collection: ts.Symbol, method: string): boolean {
  const [key] = node.arguments;
  const named = key !== undefined && ts.isIdentifier(key) ? analyser.symbolOf(key) : undefined;
  const loops = analyser.goneThrough.filter((loop) => loop.collection === collection);
  return loops.some((loop) => loops.length > 1 || method === "clear" || named === undefined || named !== loop.key);
}

function change(
  analyser: Analyser,
  node: ts.CallExpression,
  { name, variable, elementsOf }: Collection,
  method: string,
  isUnused: boolean,
): Expression {
  const span = analyser.span(node);
  const args =
    elementsOf !== undefined && method === "set"
      ? indexArguments(analyser, node, elementsOf)
      : changingArguments(analyser, node, method);
  const stored: Expression = { kind: "variable-read", variable, types: arrayType, span };
  const returnsItself = method === "add" || method === "set";
  const result =
    isUnused || returnsItself
      ? analyser.undefined(span)
      : analyser.keep(hasMember(name, stored, args[0] ?? analyser.undefined(span)), "had");
  const value = changedMembers(name, method, stored, args);
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
  if (isUnused || !returnsItself) return result;
  return { kind: "builtin", name, operands: [stored], types: arrayType, span };
}

/** The arguments of `add`, `set` and `delete`, each evaluated once. */
export function changingArguments(analyser: Analyser, node: ts.CallExpression, method: string): readonly Expression[] {
  return analyser.expressions(node.arguments).map((value, index) => fit(analyser, node, index, value, method));
}

/** The arguments of the `set` of a Map that holds elements of a list: the key, and the position. */
function indexArguments(analyser: Analyser, node: ts.CallExpression, { positionOf }: IndexOf): readonly Expression[] {
  const [key, value] = node.arguments;
  if (key === undefined || value === undefined) return [];
  return analyser.inOrder([() => fit(analyser, node, 0, analyser.expression(key), "set"), () => positionOf(value)]);
}

/** `set.has(key)`, `map.has(key)`. */
export function hasMember(name: CollectionName, stored: Expression, key: Expression): Expression {
  if (name === "new Map") return hasEntry(stored, key);
  const { span } = key;
  return { kind: "builtin", name: "Array.includes", operands: [stored, key], types: booleanType, span };
}

/** The elements or entries after the call of a method. */
export function changedMembers(
  name: CollectionName,
  method: string,
  stored: Expression,
  [key, value]: readonly Expression[],
): Expression {
  const { span } = stored;
  if (method === "clear" || key === undefined) return { kind: "array", elements: [], types: arrayType, span };
  if (method === "delete") return name === "new Map" ? withoutEntry(stored, key) : without(stored, key);
  if (method === "set") {
    return withEntry(stored, key, value ?? { kind: "undefined", types: undefinedType, span });
  }
  const elements = [
    { spread: true, value: stored },
    { spread: false, value: key },
  ];
  const whenFalse: Expression = { kind: "array", elements, types: arrayType, span };
  const condition = hasMember(name, stored, key);
  return { kind: "conditional", condition, whenTrue: stored, whenFalse, types: arrayType, span };
}

function without(list: Expression, value: Expression): Expression {
  const { span } = list;
  const element = { kind: "local", name: "x", types: value.types } as const;
  const left: Expression = { kind: "local-read", local: element, types: value.types, span };
  const body: Expression = { kind: "equality", operator: "!==", left, right: value, types: booleanType, span };
  const test: Expression = { kind: "lambda", parameters: [element], body, types: booleanType, span };
  return { kind: "builtin", name: "Array.filter", operands: [list, test], types: arrayType, span };
}

/** An argument, named if it is used twice; keys and elements are primitives, and nothing is undefined. */
function fit(
  analyser: Analyser,
  node: ts.CallExpression,
  index: number,
  value: Expression,
  method: string,
): Expression {
  const at = node.arguments[index] ?? node;
  const isValue = method === "set" && index === 1;
  if (mayBe(value.types, undefinedType)) return analyser.refuse(at, "SP1206", { text: at.getText() });
  if (!isValue && mayBe(value.types, structuredTypes)) {
    const hint = `Use a text or number that stands for it; this may be ${describeTypes(value.types)}.`;
    return analyser.refuse(at, "SP1306", { name: node.expression.getText(), hint });
  }
  return value.kind === "literal" || isValue ? value : analyser.keep(value, "key");
}
