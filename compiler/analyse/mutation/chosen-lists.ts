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
import {
  type ElementSource,
  elementSourceIn,
  isSameList,
  isSameSource,
  isStandingList,
  type Source,
} from "./element-sources.js";
import { type GivingCall, ofValueGiven } from "./given-lists.js";
import { isAskedFor, type KeptChoice, keptChoice } from "./kept-choices.js";
import { choiceInGroups, isPlainMember, type KeptGroups, keptGroups } from "./kept-groups.js";
import { type KeptIndex, keptIndex } from "./kept-indexes.js";
import {
  type HeldMember,
  type HeldRead,
  type MemberChoosers,
  memberMade,
  memberRead,
  type HeldObjects,
  objectsGiven,
  objectsNamed,
} from "./held-members.js";
import { namedList } from "./named-lists.js";
import { type PutLater, pushedBeside } from "./put-later.js";
import { groupNamed, isSlotOf, loopThatNames, type Slot, slotIn } from "./slots.js";
import { skipWrappers } from "../skip-wrappers.js";

/** A list of elements of another one: `rows.filter(f).toSorted(g)`, `[...rows].reverse()`. */
export interface ChosenList {
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** The calls that choose and order them, the first one first. */
  readonly stages: readonly ts.CallExpression[];
  /** The name that holds some elements of the list already, from which the calls choose. */
  readonly kept?: ts.Symbol | undefined;
  /** The call that takes them out of what the name holds: `queue.splice(0, 10)`. */
  readonly spliced?: ts.CallExpression;
  /** The index whose values they are: `byId` in `[...byId.values()]`. */
  readonly index?: ts.Symbol;
  /** Where groups of elements have it: `groups[key]`. */
  readonly slot?: Slot;
  /** The objects whose members it has: `rows` in `rows.map((row) => row.item)`. */
  readonly members?: ListedMembers;
  /** What it is joined of: `[...open, ...failed, job]`. */
  readonly joined?: readonly (ChosenList | ts.Expression)[];
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
  /** True for a member of an object that holds an element of the list: `row.item`. */
  readonly isOfMember?: boolean;
  readonly taken: ts.ElementAccessExpression | ts.CallExpression | ts.BindingElement | ts.PropertyAccessExpression;
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
  const held = slotHeld(analyser, inner);
  if (held !== undefined) return { list: held.list, stages: [], slot: held.slot };
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    if (only === undefined || others.length > 0 || !ts.isSpreadElement(only)) {
      return inner.elements.some(ts.isSpreadElement) ? joinedLists(analyser, inner) : writtenOut(analyser, inner);
    }
    return chosenList(analyser, only.expression) ?? { list: only.expression, stages: [] };
  }
  const ofIndex = indexOfValues(analyser, inner);
  if (ofIndex !== undefined) return ofIndex;
  const members = membersListed(analyser, inner);
  if (members !== undefined && endsInName(inner)) return { list: members.list, stages: [], members };
  const ofGiven = ofValueGiven(analyser, inner, (giving) => {
    const from = chosenList(analyser, giving.value);
    const isKnown = from?.kept === undefined && from?.elements === undefined && from?.joined === undefined;
    return from !== undefined && isKnown ? { ...from, given: [giving, ...(from.given ?? [])] } : undefined;
  });
  if (ofGiven !== undefined) return ofGiven;
  const method = builtinCalled(analyser, inner) ?? "";
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const { expression: receiver } = inner.expression;
  if (method === "Array.splice") return splicedFrom(analyser, inner, receiver);
  if (!choosing.test(method)) return undefined;
  const earlier = chosenList(analyser, receiver);
  // What orders the list itself moves its elements.
  if (earlier === undefined && inPlace.test(method)) return undefined;
  const { stages, ...from } = earlier ?? { list: receiver, stages: [] };
  return { ...from, stages: [...stages, inner] };
}

/** `const some = queue.splice(0, 10);`, of a name that holds elements of a list. */
function splicedFrom(analyser: Analyser, call: ts.CallExpression, queue: ts.Expression): ChosenList | undefined {
  const name = skipWrappers(queue);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  if (symbol === undefined || !ts.isVariableDeclaration(call.parent) || call.arguments.length > 2) return undefined;
  const kept = choiceKept(analyser, symbol);
  if (kept === undefined) return isAskedFor(analyser, symbol) ? { list: name, stages: [], spliced: call } : undefined;
  return { list: kept.list, stages: [], kept: symbol, spliced: call };
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

/** `[...open, ...failed, job]`: elements of one list, some of which are in lists of their own. */
function joinedLists(analyser: Analyser, { elements }: ts.ArrayLiteralExpression): ChosenList | undefined {
  const joined = elements.map((element) => (ts.isSpreadElement(element) ? spreadList(analyser, element) : element));
  if (!joined.every((one) => one !== undefined)) return undefined;
  const lists = joined.flatMap((one) => ("stages" in one ? [one.list] : []));
  const single = joined.flatMap((one) => ("stages" in one ? [] : [one]));
  const source = single.length === 0 ? undefined : sourceOfAll(analyser, single);
  if (single.length > 0 && source === undefined) return undefined;
  const all = [...lists, ...(source === undefined ? [] : [source.list])];
  // What a name holds that is being looked into is told by the others.
  const others = all.filter((list) => !isAskedName(analyser, list));
  const [first = all[0], ...rest] = others;
  if (first === undefined || !rest.every((list) => isSameList(analyser, first, list))) return undefined;
  return { list: first, stages: [], joined };
}

function spreadList(analyser: Analyser, { expression }: ts.SpreadElement): ChosenList | undefined {
  const from = chosenList(analyser, expression);
  if (from !== undefined) return from.given === undefined ? from : undefined;
  const isList = isStandingList(expression) && isOnly(analyser.types(expression), arrayType);
  return isList ? { list: expression, stages: [] } : undefined;
}

function isAskedName(analyser: Analyser, node: ts.Expression): boolean {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  return symbol !== undefined && isAskedFor(analyser, symbol);
}

/** `[first, last]`: several elements of one list, each of which is there. */
function writtenOut(analyser: Analyser, { elements }: ts.ArrayLiteralExpression): ChosenList | undefined {
  const source = sourceOfAll(analyser, elements);
  return source && { list: source.list, stages: [], elements };
}

/** The list whose elements all of the expressions are. */
function sourceOfAll(analyser: Analyser, nodes: readonly ts.Expression[]): ElementSource | undefined {
  const sources = nodes.map((node) => {
    const isThere = !ts.isSpreadElement(node) && !mayBe(analyser.types(node), undefinedType | nullType);
    const isStructured = isThere && isOnly(analyser.types(node), arrayType | objectType);
    return isStructured ? sourceOfTaken(analyser, node) : undefined;
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
  return elementSourceIn(analyser, node, { chosenList, chosenElement, memberTaken }, sourceOf);
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
  const listOf = (node: ts.Expression) => chosenList(analyser, node)?.list;
  const groups = groupsOfMember(analyser, symbol);
  if (groups !== undefined) return choiceInGroups(symbol, groups);
  if (slotOfName(analyser, symbol) !== undefined) return undefined;
  return keptChoice(analyser, symbol, { listOf, listOfAll: (nodes) => listOfAll(analyser, symbol, nodes) });
}

/** The lists of elements that a name stands for, where the elements are followed into their first list. */
export function groupsKept(analyser: Analyser, symbol: ts.Symbol): KeptGroups | undefined {
  return keptGroups(analyser, symbol, { chosenList, listOfAll: (nodes) => listOfAll(analyser, symbol, nodes) });
}

function groupsNamed(analyser: Analyser, name: ts.Identifier): KeptGroups | undefined {
  const symbol = analyser.symbolOf(name);
  return symbol && groupsKept(analyser, symbol);
}

/** A list that groups of elements have. */
interface HeldSlot extends KeptGroups {
  readonly slot: Slot;
}

/** The list in groups of elements that an expression is: `groups[key]`. */
export function slotHeld(analyser: Analyser, node: ts.Expression): HeldSlot | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  if (symbol !== undefined) return slotOfName(analyser, symbol);
  const slot = slotIn(inner);
  const groups = slot && groupsNamed(analyser, slot.groups);
  if (slot === undefined || groups === undefined || isPlainMember(slot.groups, groups.plain)) return undefined;
  return isSlotOf(slot, groups.kind) ? { ...groups, slot } : undefined;
}

/** The list in groups that a name stands for, by which it gets elements. */
export function slotOfName(analyser: Analyser, symbol: ts.Symbol): HeldSlot | undefined {
  const declaration = symbol.valueDeclaration;
  const { initializer } = declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration : {};
  const isSlot = initializer !== undefined && slotIn(initializer) !== undefined;
  const held = isSlot ? slotHeld(analyser, initializer) : undefined;
  return held?.names.includes(symbol) === true ? held : undefined;
}

/** True for a list in groups that has each element once, where the first list does. */
export function isSlotOnce(analyser: Analyser, { groups }: Slot): boolean {
  return groupsNamed(analyser, groups)?.isOnce === true;
}

/** The groups whose lists a loop gives a name. */
export function groupsOfMember(analyser: Analyser, symbol: ts.Symbol): KeptGroups | undefined {
  const loop = loopThatNames(symbol);
  const name = loop && groupNamed(loop.expression);
  const groups = name && groupsNamed(analyser, name);
  return groups?.members.includes(symbol) === true ? groups : undefined;
}

/** The elements of a list that a Map or record holds by keys, where they are followed into the list. */
export function indexKept(analyser: Analyser, symbol: ts.Symbol): KeptIndex | undefined {
  return keptIndex(analyser, symbol, { chosenList, listOfAll: (nodes) => listOfAll(analyser, symbol, nodes) });
}

/** The list whose elements all expressions are; none where what a name stands for holds all of them already. */
function listOfAll(
  analyser: Analyser,
  symbol: ts.Symbol,
  nodes: readonly ts.Expression[],
): ts.Expression | "none" | undefined {
  const isOwn = (source: Source): boolean =>
    source !== undefined && source !== "nothing" && analyser.symbolOf(skipWrappers(source.list)) === symbol;
  const others = nodes.filter((node) => takenOutOf(analyser, node) !== symbol && !isOwn(sourceOfTaken(analyser, node)));
  return others.length === 0 ? "none" : sourceOfAll(analyser, others)?.list;
}

/** `queue` in `const job = queue.shift()!`, of the name of what is taken out. */
function takenOutOf(analyser: Analyser, node: ts.Expression): ts.Symbol | undefined {
  const name = skipWrappers(node);
  const declaration = ts.isIdentifier(name) ? analyser.symbolOf(name)?.valueDeclaration : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const call = declaration.initializer && skipWrappers(declaration.initializer);
  if (call === undefined || !takingOut.test(builtinCalled(analyser, call) ?? "")) return undefined;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const list = skipWrappers(call.expression.expression);
  return ts.isIdentifier(list) ? analyser.symbolOf(list) : undefined;
}

/** What an expression is an element of: that of a list, or what is made on the spot and pushed onto one. */
function sourceOfTaken(analyser: Analyser, node: ts.Expression): Source {
  const source = elementSource(analyser, node);
  const name = skipWrappers(node);
  if (source !== undefined || !ts.isIdentifier(name)) return source;
  const symbol = analyser.symbolOf(name);
  const pushed = symbol && pushedBeside(name, symbol);
  return pushed && sourceOfPut(analyser, pushed);
}

/** What holds elements of a list besides that: a list of some, or an index of them. */
export function elementsKept(analyser: Analyser, symbol: ts.Symbol): KeptChoice | KeptIndex | undefined {
  return choiceKept(analyser, symbol) ?? indexKept(analyser, symbol);
}

/** The same, or lists of some of them. */
export function partsKept(analyser: Analyser, symbol: ts.Symbol): KeptChoice | KeptIndex | KeptGroups | undefined {
  return elementsKept(analyser, symbol) ?? groupsKept(analyser, symbol);
}

/** The name that `free` or `free.shift` begins with, when it holds elements of another list. */
export function keptName(analyser: Analyser, node: ts.Expression): KeptChoice | undefined {
  const inner = skipWrappers(node);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  return symbol === undefined ? undefined : choiceKept(analyser, symbol);
}

/** The member of an object that is read, where it is an element of a list. */
export function memberNamed(analyser: Analyser, node: ts.PropertyAccessExpression): HeldRead | undefined {
  return memberRead(analyser, node, memberChoosers);
}

export function chosenElement(analyser: Analyser, node: ts.Expression): ChosenElement | undefined {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) {
    const member = memberRead(analyser, inner, memberChoosers);
    return member && { from: { list: member.list, stages: [] }, taken: inner, isOfMember: true };
  }
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

const memberChoosers: MemberChoosers = { chosenList, elementSource };

/** The member of an object that gets an element of a list as its value: `item` in `{ item, score }`. */
export function memberOf(analyser: Analyser, value: ts.Expression): HeldMember | undefined {
  return memberMade(analyser, value, memberChoosers);
}

/** The member of an object that a part of a pattern takes, where it is an element of a list. */
export function memberTaken(analyser: Analyser, element: ts.BindingElement): HeldRead | undefined {
  return memberRead(analyser, element, memberChoosers);
}

/** The same of a name in a pattern. */
export function memberOfPattern(analyser: Analyser, { valueDeclaration }: ts.Symbol): HeldRead | undefined {
  const isTaken = valueDeclaration !== undefined && ts.isBindingElement(valueDeclaration);
  return isTaken ? memberTaken(analyser, valueDeclaration) : undefined;
}

/** Members of the objects in a list, one of each: `rows.map((row) => row.item)`, `rows.map(({ item }) => item)`. */
export interface ListedMembers extends HeldRead {
  readonly rows: ts.Expression;
}

/** The members that a call lists, where these are elements of another list. */
export function membersListed(analyser: Analyser, node: ts.Expression): ListedMembers | undefined {
  if (builtinCalled(analyser, node) !== "Array.map" || !ts.isCallExpression(node)) return undefined;
  const [given, ...others] = node.arguments;
  const callback = given && skipWrappers(given);
  if (callback === undefined || !ts.isArrowFunction(callback) || others.length > 0 || ts.isBlock(callback.body)) {
    return undefined;
  }
  const body = skipWrappers(callback.body);
  if (!isOnly(analyser.types(callback.body), objectType | arrayType)) return undefined;
  const symbol = ts.isIdentifier(body) ? analyser.symbolOf(body) : undefined;
  const read = ts.isPropertyAccessExpression(body)
    ? memberNamed(analyser, body)
    : symbol && memberOfPattern(analyser, symbol);
  const { expression: rows } = node.expression as ts.PropertyAccessExpression;
  const isOwn = read !== undefined && ts.findAncestor(read.node, ts.isFunctionLike) === callback;
  return isOwn && isOfParameter(analyser, read.node, callback) ? { ...read, rows } : undefined;
}

/** True for `row.item` and `{ item }`, where the object is the first parameter. */
function isOfParameter(
  analyser: Analyser,
  node: HeldRead["node"],
  { parameters: [parameter] }: ts.ArrowFunction,
): boolean {
  if (ts.isBindingElement(node)) return node.parent.parent === parameter;
  const row = skipWrappers(node.expression);
  return ts.isIdentifier(row) && analyser.symbolOf(row)?.valueDeclaration === parameter;
}

/** True for what a variable or loop gets, as it is or what is chosen from it. */
function endsInName(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isForOfStatement(parent)) return true;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return endsInName(parent);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return false;
  const isChoosing = /^(filter|slice|toSorted|toReversed|sort|reverse|entries)$/.test(parent.name.text);
  return isChoosing && ts.isCallExpression(parent.parent) && endsInName(parent.parent);
}

/** The objects that are given away there as a whole, one or a list of them. */
export function membersGiven(analyser: Analyser, node: ts.Expression): HeldObjects | undefined {
  return objectsGiven(analyser, node, memberChoosers);
}

/** The lists whose elements are members of the objects that a name stands for. */
export function listsOfMembers(analyser: Analyser, symbol: ts.Symbol): readonly ts.Expression[] {
  return objectsNamed(analyser, symbol, memberChoosers).flatMap(({ lists }) => [...lists.values()]);
}

/** The member that is read where a name begins: `rows[0].item` at `rows`. */
export function memberBehind(analyser: Analyser, name: ts.Identifier): HeldRead | undefined {
  for (let part: ts.Node = name; ; part = part.parent) {
    const { parent } = part;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === part) {
      const read = memberRead(analyser, parent, memberChoosers);
      if (read !== undefined) return read;
    } else if (!isStepFrom(part, parent)) return undefined;
  }
}

/** What the way from a name to a member of what it stands for, or of what is in it, may go through. */
function isStepFrom(part: ts.Node, parent: ts.Node): boolean {
  if (ts.isCallExpression(parent) || ts.isElementAccessExpression(parent)) return parent.expression === part;
  if (ts.isConditionalExpression(parent)) return parent.condition !== part;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return true;
  return ts.isAsExpression(parent) || ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent);
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
