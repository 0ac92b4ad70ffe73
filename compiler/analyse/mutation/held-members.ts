import ts from "typescript";
import { arrayType, isOnly, mayBe, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import type { ChosenList } from "./chosen-lists.js";
import { isDeclaredBefore, isSameList, isStandingList, type Source } from "./element-sources.js";
import { type Flow, flowOf, type MemberRead } from "./held-flow.js";
import { isNamedBehind } from "./kept-choices.js";
import { mappedBy } from "./mapped-items.js";
import { askedAnew, memo } from "./memo.js";
import { usesOf } from "./uses-of.js";

/** Objects whose members are elements of lists that are used again: `items.map((item) => ({ item, score: scoreOf(item) }))`. */
export interface HeldObjects extends Flow {
  /** The list whose elements a member is, by its name. */
  readonly lists: ReadonlyMap<string, ts.Expression>;
}

/** A member of such objects. */
export interface HeldMember {
  readonly objects: HeldObjects;
  readonly key: string;
  /** The list whose elements it is. */
  readonly list: ts.Expression;
}

/** A member where it is read. */
export interface HeldRead extends HeldMember {
  readonly node: MemberRead;
}

/** What tells which elements of a list an expression chooses. */
export interface MemberChoosers {
  readonly chosenList: (analyser: Analyser, node: ts.Expression) => ChosenList | undefined;
  readonly elementSource: (analyser: Analyser, node: ts.Expression) => Source;
}

/** What is known of the objects that a function makes. */
interface Known {
  /** The literals that may hold an element, by the names of their members. */
  readonly literals: ReadonlyMap<string, readonly ts.ObjectLiteralExpression[]>;
  readonly objects: Map<ts.ObjectLiteralExpression, HeldObjects | "asked" | undefined>;
}

/** The member that is read there: `row.item`, or `item` in `const { item } = row`. */
export function memberRead(analyser: Analyser, node: MemberRead, choosers: MemberChoosers): HeldRead | undefined {
  const key = keyOf(node);
  const known = key === undefined ? undefined : knownAround(analyser, node);
  for (const literal of known?.literals.get(key ?? "") ?? []) {
    const objects = objectsOf(analyser, literal, choosers);
    const list = objects?.reads.some((read) => read.node === node) === true ? objects.lists.get(key ?? "") : undefined;
    if (objects !== undefined && key !== undefined && list !== undefined) return { objects, key, list, node };
  }
  return undefined;
}

/** The member that gets the value of an expression: `item` in `{ item, score }`. */
export function memberMade(analyser: Analyser, value: ts.Expression, choosers: MemberChoosers): HeldMember | undefined {
  const { parent: property } = value;
  const isValue =
    ts.isShorthandPropertyAssignment(property) || (ts.isPropertyAssignment(property) && property.initializer === value);
  if (!isValue || !ts.isIdentifier(property.name)) return undefined;
  const { parent: literal } = property;
  const key = property.name.text;
  if (knownAround(analyser, literal)?.literals.get(key)?.includes(literal) !== true) return undefined;
  const objects = objectsOf(analyser, literal, choosers);
  const list = objects?.lists.get(key);
  return objects && list && { objects, key, list };
}

/** The objects that a name stands for, alone or in a list. */
export function objectsNamed(analyser: Analyser, symbol: ts.Symbol, choosers: MemberChoosers): readonly HeldObjects[] {
  const known = symbol.valueDeclaration && knownAround(analyser, symbol.valueDeclaration);
  const literals = new Set([...(known?.literals.values() ?? [])].flat());
  const all = [...literals].map((literal) => objectsOf(analyser, literal, choosers));
  return [...new Set(all)].filter((one) => one?.names.includes(symbol) === true) as HeldObjects[];
}

/** The objects that are given away there as a whole, one or a list of them. */
export function objectsGiven(
  analyser: Analyser,
  node: ts.Expression,
  choosers: MemberChoosers,
): HeldObjects | undefined {
  const known = knownAround(analyser, node);
  const literals = new Set([...(known?.literals.values() ?? [])].flat());
  for (const literal of literals) {
    const objects = objectsOf(analyser, literal, choosers);
    if (objects?.wholes.includes(node) === true) return objects;
  }
  return undefined;
}

function keyOf(node: MemberRead): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const name = node.propertyName ?? node.name;
  return ts.isIdentifier(name) ? name.text : undefined;
}

function knownAround(analyser: Analyser, node: ts.Node): Known | undefined {
  const scope = outermostFunction(node);
  if (scope === undefined) return undefined;
  const all = memo<Known, ts.Node>(analyser, "held members");
  const known = all.get(scope) ?? { literals: literalsIn(analyser, scope), objects: new Map() };
  all.set(scope, known);
  return known;
}

function outermostFunction(node: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let outer: ts.Node | undefined = node; outer !== undefined; outer = outer.parent as ts.Node | undefined) {
    if (ts.isFunctionLike(outer)) found = outer;
  }
  return found;
}

function literalsIn(analyser: Analyser, scope: ts.Node): ReadonlyMap<string, readonly ts.ObjectLiteralExpression[]> {
  const found = new Map<string, ts.ObjectLiteralExpression[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      for (const { key, value } of membersOf(node)) {
        if (mayBeElement(analyser, value)) found.set(key, [...(found.get(key) ?? []), node]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

interface Member {
  readonly key: string;
  readonly value: ts.Expression;
}

/** The members behind the last spread, which nothing else takes the place of. */
function membersOf({ properties }: ts.ObjectLiteralExpression): readonly Member[] {
  const isOpen = ({ name }: ts.ObjectLiteralElementLike): boolean =>
    name === undefined || ts.isComputedPropertyName(name);
  const members = properties.slice(properties.findLastIndex(isOpen) + 1).flatMap((property): readonly Member[] => {
    const value = ts.isShorthandPropertyAssignment(property)
      ? property.name
      : ts.isPropertyAssignment(property)
        ? property.initializer
        : undefined;
    const { name } = property;
    return value !== undefined && name !== undefined && ts.isIdentifier(name) ? [{ key: name.text, value }] : [];
  });
  return members.filter(({ key }, index) => members.findIndex((other) => other.key === key) === index);
}

/** True for a name, a member, an element by its index, and what `find` and `at` give, where it is an object. */
function mayBeElement(analyser: Analyser, value: ts.Expression): boolean {
  const inner = skipWrappers(value);
  const isMember = ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner);
  if (!isMember && !ts.isIdentifier(inner) && !ts.isCallExpression(inner)) return false;
  const types = analyser.types(value) & ~undefinedType;
  return types !== 0 && isOnly(types, arrayType | objectType);
}

function objectsOf(
  analyser: Analyser,
  literal: ts.ObjectLiteralExpression,
  choosers: MemberChoosers,
): HeldObjects | undefined {
  const objects = knownAround(analyser, literal)?.objects;
  const earlier = objects?.get(literal);
  if (objects === undefined || objects.has(literal)) return earlier === "asked" ? undefined : earlier;
  objects.set(literal, "asked");
  const found = mayHold(literal)
    ? askedAnew(analyser, "held members", () => find(analyser, literal, choosers))
    : undefined;
  for (const make of found?.makes ?? [literal]) objects.set(make, found);
  if (found === undefined) return undefined;
  // Whether the elements stay where they are is told by where names lead if they are followed.
  const { followsMembers } = analyser.analysis.visitors;
  if (askedAnew(analyser, "held members", () => followsMembers(analyser, found))) return found;
  for (const make of found.makes) objects.set(make, undefined);
  return undefined;
}

/** False for what is given away where it is made. */
function mayHold(literal: ts.ObjectLiteralExpression): boolean {
  let node: ts.Node = literal;
  while (ts.isParenthesizedExpression(node.parent) || ts.isAsExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    return ts.isPropertyAccessExpression(parent.expression) && /^(push|set)$/.test(parent.expression.name.text);
  }
  if (!ts.isReturnStatement(parent)) return !ts.isPropertyAssignment(parent);
  const callback = ts.findAncestor(parent, ts.isFunctionLike)?.parent;
  return callback !== undefined && ts.isCallExpression(callback);
}

function find(
  analyser: Analyser,
  literal: ts.ObjectLiteralExpression,
  choosers: MemberChoosers,
): HeldObjects | undefined {
  const lists = listsOf(analyser, literal, choosers);
  const flow = lists.size === 0 ? undefined : flowOf(analyser, literal, new Set(lists.keys()));
  if (flow === undefined || flow.reads.length + flow.wholes.length === 0) return undefined;
  const areSame = flow.makes.every((make) => {
    const others = listsOf(analyser, make, choosers);
    const members = membersOf(make);
    return [...lists].every(([key, list]) => {
      const value = members.find((one) => one.key === key)?.value;
      const from = value && keyRead(analyser, value, flow);
      const other = from === undefined ? others.get(key) : lists.get(from);
      return other !== undefined && isSameList(analyser, list, other);
    });
  });
  const declarations = flow.names.flatMap(({ valueDeclaration: one }) =>
    one !== undefined && ts.isVariableDeclaration(one) && ts.isVariableStatement(one.parent.parent) ? [one] : [],
  );
  const all = [...lists.values()];
  const areThere = all.every((list) => declarations.every((one) => isDeclaredBefore(analyser, list, one)));
  // What is not there has no member, as a whole.
  const areAll = flow.wholes.length === 0 || flow.makes.every((make) => areElementsThere(analyser, make, lists));
  const isMapped = flow.makes.some((make) => {
    const callback = ts.findAncestor(make, ts.isFunctionLike);
    return callback !== undefined && mappedBy(analyser, callback) !== undefined;
  });
  const isShared = isMapped || all.some((list) => isUsedAgain(analyser, list, flow, declarations));
  return areSame && areThere && areAll && isShared ? { ...flow, lists } : undefined;
}

/** True where each member that holds an element has one. */
function areElementsThere(
  analyser: Analyser,
  make: ts.ObjectLiteralExpression,
  lists: ReadonlyMap<string, ts.Expression>,
): boolean {
  return membersOf(make).every(({ key, value }) => !lists.has(key) || !mayBe(analyser.types(value), undefinedType));
}

/** The member of one of the objects that a value is: `job.item` in `queue.push({ item: job.item, tries: job.tries + 1 })`. */
function keyRead(analyser: Analyser, value: ts.Expression, { reads }: Flow): string | undefined {
  const inner = skipWrappers(value);
  const node = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : inner;
  return reads.find((read) => read.node === node)?.key;
}

/** True where a list is read by its own name once its elements are held by others. */
function isUsedAgain(
  analyser: Analyser,
  list: ts.Expression,
  { makes }: Flow,
  declarations: readonly ts.VariableDeclaration[],
): boolean {
  const [first] = makes;
  const statement = first && (declarations[0] ?? ts.findAncestor(first, ts.isStatement));
  const scope = statement && ts.findAncestor(statement, ts.isFunctionLike);
  return scope !== undefined && isNamedBehind(analyser, statement as ts.VariableDeclaration, list, scope, makes);
}

/** The lists whose elements the members of a literal are. */
function listsOf(
  analyser: Analyser,
  literal: ts.ObjectLiteralExpression,
  choosers: MemberChoosers,
): ReadonlyMap<string, ts.Expression> {
  const lists = membersOf(literal).flatMap(({ key, value }): readonly (readonly [string, ts.Expression])[] => {
    if (!mayBeElement(analyser, value)) return [];
    const list = listOfItem(analyser, value, choosers) ?? listIn(choosers.elementSource(analyser, value));
    const isList = list !== undefined && isStandingList(list) && isOnly(analyser.types(list), arrayType);
    return isList ? [[key, list]] : [];
  });
  return new Map(lists);
}

function listIn(source: Source): ts.Expression | undefined {
  return source === undefined || source === "nothing" || source.kind !== "list" ? undefined : source.list;
}

/** The list of `items.map((item) => ({ item }))`, of whose function the name is the first parameter. */
function listOfItem(
  analyser: Analyser,
  node: ts.Expression,
  { chosenList }: MemberChoosers,
): ts.Expression | undefined {
  const items = itemsNamed(analyser, node);
  return items && (chosenList(analyser, items)?.list ?? skipWrappers(items));
}

/** The items whose function the name is the first parameter of. */
function itemsNamed(analyser: Analyser, node: ts.Expression): ts.Expression | undefined {
  const name = skipWrappers(node);
  const parameter = ts.isIdentifier(name) ? analyser.symbolOf(name)?.valueDeclaration : undefined;
  if (parameter === undefined || !ts.isParameter(parameter) || !ts.isIdentifier(parameter.name)) return undefined;
  const { parent: callback } = parameter;
  const symbol = analyser.symbolOf(name);
  // A parameter that gets another value stands for no item any more.
  if (symbol === undefined || usesOf(analyser, symbol, callback).some(isChanged)) return undefined;
  return callback.parameters[0] === parameter ? mappedBy(analyser, callback)?.items : undefined;
}
