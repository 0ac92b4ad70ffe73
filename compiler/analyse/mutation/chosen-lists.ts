import ts from "typescript";
import {
  arrayType,
  isCollection,
  isOnly,
  mapType,
  mayBe,
  nullType,
  objectType,
  undefinedType,
} from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { type ElementSource, elementSourceIn, isSameSource, isStandingList, type Source } from "./element-sources.js";
import { type GivingCall, ofValueGiven } from "./given-lists.js";
import { type KeptChoice, keptChoice } from "./kept-choices.js";
import { type KeptIndex, keptIndex } from "./kept-indexes.js";
import { namedList } from "./named-lists.js";
import { type PutLater, pushedOf } from "./put-later.js";
import { skipWrappers } from "../skip-wrappers.js";

/** A list of elements of another one: `rows.filter(f).toSorted(g)`, `[...rows].reverse()`. */
export interface ChosenList {
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** The calls that choose and order them, the first one first. */
  readonly stages: readonly ts.CallExpression[];
  /** The name that holds some elements of the list already, from which the calls choose. */
  readonly kept?: ts.Symbol | undefined;
  /** The index whose values they are: `byId` in `[...byId.values()]`. */
  readonly index?: ts.Symbol;
  /** The elements, where they are written out: `[first, last]`. */
  readonly elements?: readonly ts.Expression[];
  /** The calls whose functions give the list, the outer one first. */
  readonly given?: readonly GivingCall[];
}

/**
 * One element of such a list: `rows.filter(f)[0]`, `[...rows].sort(g).at(-1)`, `rows.reduce((a, b) => (a.n < b.n ? b : a))`; or what an
 * index of a list holds: `byId.get(key)`.
 */
export interface ChosenElement {
  readonly from: ChosenList;
  /** True for what the index holds at a key. */
  readonly isOfKey?: boolean;
  readonly taken: ts.ElementAccessExpression | ts.CallExpression | ts.BindingElement;
}

const choosing = /^Array\.(filter|slice|toSorted|toReversed|sort|reverse)$/;
const inPlace = /^Array\.(sort|reverse)$/;
const taking = /^Array\.(find|findLast|at)$/;
const takingOut = /^Array\.(shift|pop)$/;

export function chosenList(analyser: Analyser, node: ts.Expression): ChosenList | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) {
    const named = namedList(analyser, inner);
    if (named !== undefined) return chosenList(analyser, named);
    const symbol = analyser.symbolOf(inner);
    const kept = symbol === undefined ? undefined : choiceKept(analyser, symbol);
    if (symbol !== undefined && kept !== undefined) return { list: kept.list, stages: [], kept: symbol };
    // A parameter stands for what its function was given.
    const binding = symbol === undefined ? undefined : analyser.environment.lookUp(symbol);
    return binding?.kind === "choice" ? { list: inner, stages: [], kept: symbol } : undefined;
  }
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    if (only === undefined || others.length > 0 || !ts.isSpreadElement(only)) return writtenOut(analyser, inner);
    return chosenList(analyser, only.expression) ?? { list: only.expression, stages: [] };
  }
  const ofIndex = indexOfValues(analyser, inner);
  if (ofIndex !== undefined) return ofIndex;
  const ofGiven = ofValueGiven(analyser, inner, (giving) => {
    const from = chosenList(analyser, giving.value);
    const isKnown = from?.kept === undefined && from?.elements === undefined;
    return from !== undefined && isKnown ? { ...from, given: [giving, ...(from.given ?? [])] } : undefined;
  });
  if (ofGiven !== undefined) return ofGiven;
  const method = builtinCalled(analyser, inner) ?? "";
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression) || !choosing.test(method)) {
    return undefined;
  }
  const { expression: receiver } = inner.expression;
  const earlier = chosenList(analyser, receiver);
  // What orders the list itself moves its elements.
  if (earlier === undefined && inPlace.test(method)) return undefined;
  const { stages, ...from } = earlier ?? { list: receiver, stages: [] };
  return { ...from, stages: [...stages, inner] };
}

/** `byId.values()`, `Object.values(byId)`. */
function indexOfValues(analyser: Analyser, node: ts.Expression): ChosenList | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee, arguments: args } = node;
  const isOfMap = builtinCalled(analyser, node) === "Map.values" && ts.isPropertyAccessExpression(callee);
  const isOfRecord = args.length === 1 && callee.getText() === "Object.values";
  const named = isOfMap ? callee.expression : isOfRecord ? args[0] : undefined;
  const index = named && indexNamed(analyser, named);
  return index && { list: index.list, stages: [], index: index.symbol };
}

/** An index of a list, by its name. */
interface NamedIndex extends KeptIndex {
  readonly symbol: ts.Symbol;
}

/** The index of a list that a name stands for. */
export function indexNamed(analyser: Analyser, node: ts.Expression): NamedIndex | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  const index = symbol && indexKept(analyser, symbol);
  return index && symbol && { ...index, symbol };
}

/** `[first, last]`: several elements of one list, each of which is there. */
function writtenOut(analyser: Analyser, { elements }: ts.ArrayLiteralExpression): ChosenList | undefined {
  const source = sourceOfAll(analyser, elements);
  return source && { list: source.list, stages: [], elements };
}

/** The list whose elements all of the expressions are. */
function sourceOfAll(
  analyser: Analyser,
  nodes: readonly ts.Expression[],
  sourceOf?: (symbol: ts.Symbol) => Source,
): ElementSource | undefined {
  const sources = nodes.map((node) => {
    const isThere = !ts.isSpreadElement(node) && !mayBe(analyser.types(node), undefinedType | nullType);
    const isStructured = isThere && isOnly(analyser.types(node), arrayType | objectType);
    return isStructured ? elementSource(analyser, node, sourceOf) : undefined;
  });
  const [first] = sources;
  if (first === undefined || first === "nothing" || first.kind !== "list") return undefined;
  const areSame = sources.every((one) => one !== undefined && one !== "nothing" && isSameSource(analyser, first, one));
  return areSame ? first : undefined;
}

/** What the elements are of that an expression may be; see `elementSourceIn`. */
export function elementSource(
  analyser: Analyser,
  node: ts.Expression,
  sourceOf?: (symbol: ts.Symbol) => Source,
): Source {
  return elementSourceIn(analyser, node, { chosenList, chosenElement }, sourceOf);
}

/** What an element is put into. */
export function sourceOfPut(analyser: Analyser, { kind, target }: PutLater): Source {
  if (kind === "assign") return elementSource(analyser, target);
  if (!isStandingList(target) || chosenList(analyser, target) !== undefined) return undefined;
  const types = analyser.types(target);
  if (kind === "set") return isCollection(types, mapType) ? { list: target, kind: "map" } : undefined;
  return isOnly(types, arrayType) ? { list: target, kind: "list" } : undefined;
}

/** The choice that a name holds, where its elements are followed into the list. */
export function choiceKept(analyser: Analyser, symbol: ts.Symbol): KeptChoice | undefined {
  return keptChoice(
    analyser,
    symbol,
    (node) => chosenList(analyser, node)?.list,
    (nodes) => sourceOfAll(analyser, nodes)?.list,
  );
}

/** The elements of a list that a Map or record holds by keys, where they are followed into the list. */
export function indexKept(analyser: Analyser, symbol: ts.Symbol): KeptIndex | undefined {
  const listOfAll = (nodes: readonly ts.Expression[]) => {
    const others = nodes.filter((node) => !isOfIndex(elementSource(analyser, node, pushedTo)));
    return others.length === 0 ? "none" : sourceOfAll(analyser, others, pushedTo)?.list;
  };
  return keptIndex(analyser, symbol, { chosenList, listOfAll });

  /** True for what the index holds already. */
  function isOfIndex(source: Source): boolean {
    const isByKey = source !== undefined && source !== "nothing" && source.kind !== "list";
    return isByKey && analyser.symbolOf(skipWrappers(source.list)) === symbol;
  }

  /** The list that an element which is made on the spot is put into as well. */
  function pushedTo(name: ts.Symbol): Source {
    const pushed = pushedOf(name);
    return pushed && sourceOfPut(analyser, pushed);
  }
}

/** What holds elements of a list besides that: a list of some, or an index of them. */
export function elementsKept(analyser: Analyser, symbol: ts.Symbol): KeptChoice | KeptIndex | undefined {
  return choiceKept(analyser, symbol) ?? indexKept(analyser, symbol);
}

/** The name that `free` or `free.shift` begins with, when it holds elements of another list. */
export function keptName(analyser: Analyser, node: ts.Expression): KeptChoice | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  return symbol === undefined ? undefined : choiceKept(analyser, symbol);
}

export function chosenElement(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  const inner = skipWrappers(node);
  const isCall = ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression);
  const receiver = ts.isElementAccessExpression(inner)
    ? inner.expression
    : isCall &&
        ts.isPropertyAccessExpression(inner.expression) &&
        isTaking(analyser, inner, inner.expression.expression)
      ? inner.expression.expression
      : undefined;
  const best = bestOf(analyser, inner) ?? elementOfIndex(analyser, inner);
  if (best !== undefined) return best;
  const from = receiver === undefined ? undefined : chosenList(analyser, receiver);
  if (from === undefined || !(ts.isElementAccessExpression(inner) || ts.isCallExpression(inner))) return undefined;
  return { from, taken: inner };
}

/** `byId.get(key)`, `byId[key]`. */
function elementOfIndex(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  const isGet = ts.isCallExpression(node) && builtinCalled(analyser, node) === "Map.get";
  if (!isGet && !ts.isElementAccessExpression(node)) return undefined;
  const { expression } = node;
  const named = !ts.isCallExpression(node)
    ? expression
    : ts.isPropertyAccessExpression(expression)
      ? expression.expression
      : undefined;
  const index = named && indexNamed(analyser, named);
  if (index === undefined || index.isMap !== isGet) return undefined;
  return { from: { list: index.list, stages: [], index: index.symbol }, taken: node, isOfKey: true };
}

/** `list.find(f)`, and `list.shift()` of a name that holds elements of another list. */
function isTaking(analyser: Analyser, call: ts.CallExpression, list: ts.Expression): boolean {
  const method = builtinCalled(analyser, call) ?? "";
  return taking.test(method) || (takingOut.test(method) && keptName(analyser, list) !== undefined);
}

/** `const [first, second] = rows.filter(f).sort(g)`: a name of a pattern that has nothing but names. */
export function chosenByPattern(analyser: Analyser, element: ts.BindingElement): ChosenElement | undefined {
  const { parent: pattern } = element;
  const { parent: declaration } = pattern;
  if (!ts.isArrayBindingPattern(pattern) || !ts.isVariableDeclaration(declaration)) return undefined;
  if (!pattern.elements.every((one) => ts.isOmittedExpression(one) || isName(one))) return undefined;
  const { parent: list, initializer: given } = declaration;
  if ((list.flags & ts.NodeFlags.Const) === 0 || !ts.isVariableStatement(list.parent)) return undefined;
  const from = given === undefined ? undefined : chosenList(analyser, given);
  return from && { from, taken: element };
}

function isName({ name, initializer, dotDotDotToken }: ts.BindingElement): boolean {
  return ts.isIdentifier(name) && initializer === undefined && dotDotDotToken === undefined;
}

/** `rows.reduce((a, b) => (a.n < b.n ? b : a))`: a function that always gives one of the two chooses an element. */
function bestOf(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [choose, initial] = node.arguments;
  if (builtinCalled(analyser, node) !== "Array.reduce" || choose === undefined || initial !== undefined)
    return undefined;
  const callback = skipWrappers(choose);
  if (!ts.isArrowFunction(callback) || callback.parameters.length !== 2) return undefined;
  const names = callback.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
  const isOne = (value: ts.Expression): boolean => {
    const inner = skipWrappers(value);
    if (ts.isConditionalExpression(inner)) return isOne(inner.whenTrue) && isOne(inner.whenFalse);
    return ts.isIdentifier(inner) && names.includes(inner.text);
  };
  if (ts.isBlock(callback.body) || !isOne(callback.body)) return undefined;
  const { expression: list } = node.expression;
  return { from: chosenList(analyser, list) ?? { list, stages: [] }, taken: node };
}
