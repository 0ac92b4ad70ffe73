import ts from "typescript";
import { arrayType, isCollection, isOnly, mapType, mayBe, objectType, structuredTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { isValueUnused } from "../expressions/is-value-unused.js";
import { skipWrappers } from "../skip-wrappers.js";
import { valueTypesOf } from "../value-types-of.js";
import { isChanged } from "./assigned.js";
import { isChangingMethod } from "./changing-methods.js";
import { mayFollow } from "./may-follow.js";
import { isDeclaredBefore, isDeclaredBeside, isSameList, isStandingList } from "./element-sources.js";
import { isEmptyList, isNamedBehind, type KeptChoice } from "./kept-choices.js";
import { isAskedForKeys } from "./kept-indexes.js";
import { addedBy, areOnce, type GroupChoosers } from "./groups-added.js";
import { isOnlyRead } from "./list-readers.js";
import { askedAnew, memo } from "./memo.js";
import { type DeclaredName, type NamedSlot, namedSlot } from "./named-slots.js";
import { type GroupsKind, loopOverGroups, loopThatNames, pushOnto, type Slot, slotNamedBy } from "./slots.js";
import { usesOf } from "./uses-of.js";
import { isGivenAway, wholeRead, type WholeRead } from "./whole-reads.js";

/**
 * A constant record, Map or list of lists that hold elements of one list: `groups[job.kind]`, `groups.get(job.kind)`,
 * `chunks[0]`.
 */
export interface KeptGroups {
  readonly declaration: ts.VariableDeclaration;
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  readonly kind: GroupsKind;
  /** The members of a record that are no lists: `total` in `{ late: [], total: 0 }`. */
  readonly plain: ReadonlySet<string>;
  /** True where no list in it has an element twice. */
  readonly isOnce: boolean;
  /** The lists in it, wherever they are read without a name in a loop. */
  readonly reads: readonly ts.Expression[];
  /** Where all of it is read, behind which nothing is put there. */
  readonly wholes: readonly WholeRead[];
  /** The names that loops give to the lists in it. */
  readonly members: readonly ts.Symbol[];
  /** The names of lists in it that get elements by these: `const list = groups.get(key)`. */
  readonly names: readonly ts.Symbol[];
}

type Known = KeptGroups | "asked" | undefined;

/**
 * What the name of lists of elements stands for, where the first list is used again: the same elements, which may be changed by either.
 *
 * As far as the text tells: elements are added one by one or in lists of them, and lists are gone through or asked for by their keys.
 */
export function keptGroups(analyser: Analyser, symbol: ts.Symbol, choosers: GroupChoosers): KeptGroups | undefined {
  const all = memo<Known>(analyser, "groups");
  const earlier = all.get(symbol);
  if (all.has(symbol)) return earlier === "asked" ? undefined : earlier;
  all.set(symbol, "asked");
  const found = find(analyser, symbol, choosers);
  all.set(symbol, found);
  if (found === undefined) return undefined;
  // Whether elements change by the groups is told by where names lead if they are followed.
  const { followsGroups } = analyser.analysis.visitors;
  if (askedAnew(analyser, "groups", () => followsGroups(analyser, symbol))) return found;
  all.set(symbol, undefined);
  return undefined;
}

/** One of the lists, as a loop names it. */
export function choiceInGroups(member: ts.Symbol, { list, isOnce }: KeptGroups): KeptChoice | undefined {
  const loop = loopThatNames(member);
  const [declaration] =
    loop !== undefined && ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  if (loop === undefined || declaration === undefined) return undefined;
  const isOfLoop = { isGathered: false, isWhole: false, isAddedTo: false, changes: false };
  return { declaration, initializer: loop.expression, list, ...isOfLoop, onceFrom: isOnce ? [] : undefined };
}

function find(analyser: Analyser, symbol: ts.Symbol, choosers: GroupChoosers): KeptGroups | undefined {
  const declaration = symbol.valueDeclaration;
  const { kind, plain } = (declaration && kindOf(analyser, declaration)) ?? {};
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (kind === undefined || plain === undefined || scope === undefined) return undefined;
  const { initializer } = declaration as ts.VariableDeclaration;
  const first = initializer && listsWritten(skipWrappers(initializer), plain);
  if (first === undefined) return undefined;
  const uses = usesOf(analyser, symbol, scope).map((use) => useOf(analyser, use, kind, plain));
  if (!uses.every((use) => use !== undefined)) return undefined;
  const named = uses.flatMap((use) => use.named ?? []);
  const puts = [...uses, ...named.flatMap(({ pushes }) => pushes.map((push) => ({ put: putBy(push) })))].flatMap(
    ({ put }) => (put === undefined ? [] : [put]),
  );
  const statements = puts.map(({ statement }) => statement);
  const areRead = uses.every(({ read }) => {
    const name = read && nameOf(analyser, read);
    return name === undefined || isReadBefore(name, statements);
  });
  if (!areRead || puts.some(({ statement }) => !isOfScope(analyser, statement, symbol, scope))) return undefined;
  const added = [...first, ...puts.flatMap(({ lists }) => lists)].map((node) =>
    addedBy(analyser, node, { symbol, named, choosers }),
  );
  if (!added.every((one) => one !== undefined)) return undefined;
  const elements = [...puts.flatMap((put) => put.elements), ...added.flatMap((one) => one.elements)];
  const lists = added.flatMap((one) => one.lists);
  const ofElements = choosers.listOfAll(elements);
  const list = ofElements === "none" ? lists[0] : ofElements;
  if (list === undefined || !isStandingList(list)) return undefined;
  if (!lists.every((one) => isSameList(analyser, one, list))) return undefined;
  const owner = declaration as ts.VariableDeclaration;
  const isThere =
    isDeclaredBefore(analyser, list, owner) || (first.length === 0 && isDeclaredBeside(analyser, list, owner));
  if (!isThere || !isNamedBehind(analyser, owner, list, scope, first.length === 0 ? statements : [])) return undefined;
  const isOnce = lists.length === 0 ? areOnce(analyser, elements, list) : elements.length === 0;
  const members = uses.flatMap(({ member }) => (member === undefined ? [] : [member]));
  const areKept = members.every((member) => usesOf(analyser, member, scope).every((use) => isOnlyRead(analyser, use)));
  if (!areKept) return undefined;
  const wholes = uses.flatMap(({ whole }) => whole ?? []);
  if (wholes.some(({ node }) => statements.some((put) => mayFollow(node, put, scope)))) return undefined;
  const names = named.map(({ name }) => name);
  const reads = uses.flatMap(({ read }) => read ?? []);
  return { declaration: owner, list, kind, plain, isOnce, members, names, reads, wholes };
}

/** What a constant holds lists of objects in, by its type. */
function kindOf(
  analyser: Analyser,
  declaration: ts.Declaration,
): { readonly kind: GroupsKind; readonly plain: ReadonlySet<string> } | undefined {
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConstant || !ts.isVariableStatement(declaration.parent.parent)) return undefined;
  const { checker } = analyser;
  const type = checker.getTypeAtLocation(declaration.name);
  const types = valueTypesOf(type, checker);
  const isListOfObjects = (one: ts.Type | undefined): boolean => {
    if (one === undefined || !isOnly(valueTypesOf(one, checker), arrayType)) return false;
    return isOnly(analyser.elementTypesOf(one), objectType);
  };
  if (isCollection(types, mapType)) {
    const [, value] = checker.getTypeArguments(type as ts.TypeReference);
    return isListOfObjects(value) ? { kind: "map", plain: new Set() } : undefined;
  }
  if (isOnly(types, arrayType)) {
    return isListOfObjects(type.getNumberIndexType()) ? { kind: "list", plain: new Set() } : undefined;
  }
  if (!isOnly(types, objectType)) return undefined;
  const members = type.getProperties().map((member) => ({ name: member.name, type: checker.getTypeOfSymbol(member) }));
  const isPlainType = (one: ts.Type): boolean => !mayBe(valueTypesOf(one, checker), structuredTypes);
  const indexes = checker.getIndexInfosOfType(type).map((info) => info.type);
  const plain = new Set(
    indexes.length > 0 ? [] : members.filter((one) => isPlainType(one.type)).map(({ name }) => name),
  );
  const lists = [...members.filter(({ name }) => !plain.has(name)).map((one) => one.type), ...indexes];
  return lists.length > 0 && lists.every(isListOfObjects) ? { kind: "record", plain } : undefined;
}

/** The lists in what groups are made of; undefined where that is made in another way. */
function listsWritten(node: ts.Expression, plain: ReadonlySet<string>): readonly ts.Expression[] | undefined {
  if (ts.isObjectLiteralExpression(node)) {
    const members = node.properties.filter(({ name }) => name === undefined || !plain.has(name.getText()));
    const lists = members.map((member) => (ts.isPropertyAssignment(member) ? member.initializer : undefined));
    return lists.every((one) => one !== undefined) ? lists : undefined;
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.some(ts.isSpreadElement) ? undefined : node.elements;
  const isEmptyMap = ts.isNewExpression(node) && (node.arguments ?? []).every((given) => isEmptyList(given));
  return isEmptyMap && node.expression.getText() === "Map" ? [] : undefined;
}

/** What a statement puts into the groups. */
interface Put {
  readonly statement: ts.Node;
  /** The elements that it adds to a list. */
  readonly elements: readonly ts.Expression[];
  /** The lists that it puts there. */
  readonly lists: readonly ts.Expression[];
}

interface Use {
  readonly put?: Put;
  readonly read?: ts.Expression;
  readonly member?: ts.Symbol;
  readonly named?: NamedSlot;
  readonly whole?: WholeRead;
}

/** What is done with groups where they are named; undefined for what would need the lists themselves. */
function useOf(analyser: Analyser, use: ts.Identifier, kind: GroupsKind, plain: ReadonlySet<string>): Use | undefined {
  if (isPlainMember(use, plain)) return {};
  if (plain.size > 0 && !ts.isPropertyAccessExpression(use.parent)) {
    const given = wholeRead(analyser, use, kind);
    return given && isGivenAway(analyser, use) ? { whole: given } : undefined;
  }
  if (kind === "list" ? isLength(use) : isAskedForKeys(use, kind === "map")) return {};
  const loop = loopOverGroups(use, kind);
  if (loop !== undefined) {
    const member = loop.member && analyser.checker.getSymbolAtLocation(loop.member);
    return member === undefined ? {} : { member };
  }
  const { parent } = use;
  const put = ts.isPropertyAccessExpression(parent) ? putByCall(parent, kind) : undefined;
  if (put !== undefined) return { put };
  const slot = slotNamedBy(use, kind);
  if (slot !== undefined) return useOfSlot(analyser, slot);
  const whole = wholeRead(analyser, use, kind);
  return whole && { whole };
}

/** `state.total` around `state`. */
export function isPlainMember({ parent }: ts.Identifier, plain: ReadonlySet<string>): boolean {
  return ts.isPropertyAccessExpression(parent) && plain.has(parent.name.text);
}

/** `groups.set(key, list);`, `chunks.push(list);` */
function putByCall(access: ts.PropertyAccessExpression, kind: GroupsKind): Put | undefined {
  const { parent: call } = access;
  if (!ts.isCallExpression(call) || call.expression !== access || !isValueUnused(call)) return undefined;
  const [first, second] = call.arguments;
  const given = kind === "map" && access.name.text === "set" ? second : undefined;
  const isPush = kind === "list" && access.name.text === "push" && call.arguments.length === 1;
  const list = isPush ? first : given;
  return list === undefined || ts.isSpreadElement(list) ? undefined : { statement: call, elements: [], lists: [list] };
}

function isLength(use: ts.Identifier): boolean {
  const { parent } = use;
  return ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "length";
}

/** What is done with one of the lists: `groups[key]`, `groups.get(key)!`, `(groups[key] ??= [])`. */
function useOfSlot(analyser: Analyser, slot: Slot): Use | undefined {
  const { whole, access, made } = slot;
  const { parent } = whole;
  if (made !== undefined && ts.isExpressionStatement(parent))
    return { put: { statement: parent, elements: [], lists: [] } };
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isAssigned && parent.left === whole) {
    const isPlain = whole === access && ts.isExpressionStatement(parent.parent);
    return isPlain ? { put: { statement: parent, elements: [], lists: [parent.right] } } : undefined;
  }
  const call = pushOnto(choiceAround(whole));
  if (call !== undefined) return { put: putBy(call) };
  const ordering = orderedBy(whole);
  if (ordering !== undefined) return { put: { statement: ordering, elements: [], lists: [] } };
  const name = nameOf(analyser, whole);
  if (name !== undefined && name.uses.some((use) => !isOnlyRead(analyser, use))) {
    const named = namedSlot(analyser, slot, name);
    return named && { named };
  }
  if (made !== undefined || !isOnlyRead(analyser, whole) || isChangedInside(whole)) return undefined;
  return { read: whole };
}

/** `groups[key]![0].n = 1`: an element is changed without a name of its own. */
function isChangedInside(list: ts.Expression): boolean {
  for (let part: ts.Node = list; ; part = part.parent) {
    const { parent } = part;
    const isStep =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === part;
    const isCalled = ts.isCallExpression(parent) && parent.expression === part;
    if (isStep && isChanged(parent)) return true;
    if (isCalled && ts.isPropertyAccessExpression(part) && isChangingMethod(part.name.text))
      return part.expression !== list;
    if (!isStep && !isCalled && !ts.isNonNullExpression(parent) && !ts.isParenthesizedExpression(parent)) return false;
  }
}

/** `list.sort(f);` around `list`. */
function orderedBy(list: ts.Expression): ts.CallExpression | undefined {
  const { parent: access } = list;
  if (!ts.isPropertyAccessExpression(access) || !/^(sort|reverse)$/.test(access.name.text)) return undefined;
  const { parent: call } = access;
  const isStatement = ts.isCallExpression(call) && call.expression === access && ts.isExpressionStatement(call.parent);
  return isStatement && !ts.isOptionalChain(call) ? call : undefined;
}

/** `(isLarge ? lanes.high : lanes.low)` around `lanes.high`. */
function choiceAround(list: ts.Expression): ts.Expression {
  const { parent } = list;
  const isSide = ts.isConditionalExpression(parent) && parent.condition !== list;
  return isSide || ts.isParenthesizedExpression(parent) ? choiceAround(parent) : list;
}

function putBy(push: ts.CallExpression): Put {
  return { statement: push, elements: [...push.arguments], lists: [] };
}

/** The name that is declared as a list, and its uses. */
function nameOf(analyser: Analyser, { parent }: ts.Expression): DeclaredName | undefined {
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  const symbol = analyser.checker.getSymbolAtLocation(parent.name);
  const scope = ts.findAncestor(parent, ts.isFunctionLike);
  return symbol && scope && { symbol, declaration: parent, uses: usesOf(analyser, symbol, scope) };
}

/** True where a statement of the function itself puts something into groups, and no loop over these is under way. */
function isOfScope(analyser: Analyser, node: ts.Node, groups: ts.Symbol, scope: ts.Node): boolean {
  if (ts.findAncestor(node, ts.isFunctionLike) !== scope) return false;
  const names = (outer: ts.Node): boolean =>
    (ts.isIdentifier(outer) && analyser.symbolOf(outer) === groups) ||
    ts.forEachChild(outer, (child) => names(child) || undefined) === true;
  const isOver = (outer: ts.Node): boolean =>
    ts.isForOfStatement(outer) && names(outer.expression) && !isListOfKeys(outer.expression);
  return ts.findAncestor(node, isOver) === undefined;
}

/** `Object.keys(groups)`, which are those that there were. */
function isListOfKeys(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === "Object.keys";
}

/** True where a constant is not asked any more for the list that it is declared as, once something is put into the groups. */
function isReadBefore({ declaration, uses }: DeclaredName, puts: readonly ts.Node[]): boolean {
  const block = ts.findAncestor(declaration, (outer) => ts.isBlock(outer) || ts.isFunctionLike(outer));
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  const isIn = (node: ts.Node, outer: ts.Node | undefined): boolean =>
    ts.findAncestor(node, (one) => one === outer) !== undefined;
  const meanwhile = puts.filter((put) => put.pos > declaration.pos && isIn(put, block));
  return meanwhile.every((put) => {
    const isRepeated = (use: ts.Node): boolean => {
      const loop = ts.findAncestor(use, (outer) => ts.isIterationStatement(outer, false) && isIn(put, outer));
      return loop !== undefined && isIn(loop, block);
    };
    return uses.every(
      (use) => use.end <= put.end && ts.findAncestor(use, ts.isFunctionLike) === scope && !isRepeated(use),
    );
  });
}
