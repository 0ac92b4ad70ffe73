import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { isDeclaredBefore, isSameList, isStandingList } from "./element-sources.js";
import { isChangingMethod } from "./changing-methods.js";
import { beginningOf } from "./choice-beginnings.js";
import { memo } from "./memo.js";
import { isNamedList } from "./named-lists.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import { type RestOfList, restOfList } from "./rest-of-list.js";
import { takenFrom } from "./taken-from.js";
import { usesOf } from "./uses-of.js";

/**
 * A name that holds some elements of a list, or all in another order: `const free = rooms.filter(isFree)`; a variable may get others:
 * `pending = pending.filter(isOpen)`.
 */
export interface KeptChoice {
  readonly declaration: ts.VariableDeclaration;
  readonly initializer: ts.Expression;
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** True where elements are taken out, or get another order, later on. */
  readonly changes: boolean;
  /** True where it is written out, and empty more often than not. */
  readonly isGathered: boolean;
  /** True where it is the list itself at first. */
  readonly isWhole: boolean;
  /** True where elements are added one by one. */
  readonly isAddedTo: boolean;
  /** The names of lists whose elements it gets: it has each element once where they do; undefined where one may be there twice. */
  readonly onceFrom: readonly ts.Expression[] | undefined;
}

type Known = KeptChoice | "asked" | undefined;

/** How often a name was asked for while it was being looked into. */
let askedAgain = 0;
/** The names that are being looked into. */
let asked = 0;

/**
 * What the name of a chosen list stands for, where the list is used again: the same elements, which may be changed by either.
 *
 * As far as the text tells: the elements are changed by names of their own only, and the list by `sort`, `reverse`, `shift`, `pop`,
 * `push` and `splice` at most.
 */
export function keptChoice(analyser: Analyser, symbol: ts.Symbol, lists: Lists): KeptChoice | undefined {
  const choices = memo<Known>(analyser, "choices");
  const earlier = choices.get(symbol);
  if (earlier === "asked") askedAgain++;
  if (choices.has(symbol)) return earlier === "asked" ? undefined : earlier;
  choices.set(symbol, "asked");
  const before = askedAgain;
  asked++;
  const found = find(analyser, symbol, lists);
  asked--;
  // What was found without the answer for another name is looked for once more when that is there.
  if (asked > 0 && askedAgain > before) choices.delete(symbol);
  else choices.set(symbol, found);
  return found;
}

/** True while it is being looked into what a name holds. */
export function isAskedFor(analyser: Analyser, symbol: ts.Symbol): boolean {
  return memo<Known>(analyser, "choices").get(symbol) === "asked";
}

/** Where the elements of expressions come from. */
interface Lists {
  /** The list whose elements an expression chooses. */
  readonly listOf: (node: ts.Expression) => ts.Expression | undefined;
  /** The list whose elements all expressions are; none where the name holds all of them already. */
  readonly listOfAll: (nodes: readonly ts.Expression[]) => ts.Expression | "none" | undefined;
}

function find(analyser: Analyser, symbol: ts.Symbol, lists: Lists): KeptChoice | undefined {
  const rest = restOfList(symbol);
  if (rest !== undefined) return keptRest(analyser, symbol, rest, lists.listOf);
  const { listOf, listOfAll } = lists;
  const declaration = symbol.valueDeclaration;
  const beginning = declaration && beginningOf(analyser, declaration, listOf);
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (beginning === undefined || scope === undefined || isNamedList(analyser, symbol)) return undefined;
  const { initializer, isConstant, isWhole, written } = beginning;
  const isWritten = written !== undefined;
  const uses = usesOf(analyser, symbol, scope);
  const assigned = uses.flatMap((use) => choiceAssigned(use) ?? []);
  if (isConstant !== (assigned.length === 0)) return undefined;
  const pushes = uses.flatMap((use) => pushedAt(use, symbol, scope) ?? []);
  const isAddedTo = pushes.length > 0;
  const isItself = (node: ts.Expression): boolean =>
    ts.isIdentifier(skipWrappers(node)) && analyser.symbolOf(skipWrappers(node)) === symbol;
  const added = listOfAll([...(written ?? []), ...pushes.flatMap((push) => [...push.arguments])]);
  const assignedFrom = (): ts.Expression | undefined =>
    assigned.map((node) => listOf(node)).find((one) => one !== undefined && !isItself(one));
  const chosen = isWritten ? (added === "none" ? assignedFrom() : added) : beginning.list;
  if (chosen === undefined || added === undefined || isItself(chosen)) return undefined;
  if (added !== "none" && !isSameList(analyser, chosen, added)) return undefined;
  if (!(isConstant && !isWritten) && !isDeclaredBefore(analyser, chosen, beginning.declaration)) return undefined;
  if (isWhole && (isAddedTo || uses.some(isChangedHere))) return undefined;
  const isOfList = (node: ts.Expression): boolean => {
    if (isHandedOver(analyser, node, symbol) || isEmptyList(node)) return true;
    const from = ts.isIdentifier(skipWrappers(node)) ? undefined : listOf(node);
    return from !== undefined && (isItself(from) || isSameList(analyser, chosen, from));
  };
  const isKept = uses.every(
    (use) =>
      choiceAssigned(use) !== undefined ||
      pushedAt(use, symbol, scope) !== undefined ||
      keepsElements(analyser, use, { symbol, scope }),
  );
  if (!isKept || !assigned.every((node) => isOfList(node))) return undefined;
  const hasElements = isWritten && written.length > 0;
  const gathering = isWritten && isConstant ? pushes : [];
  if (!hasElements && !isNamedBehind(analyser, beginning.declaration, chosen, scope, gathering)) return undefined;
  const gathered = isWritten && !hasElements ? addedOnceFrom(analyser, pushes, beginning.declaration) : undefined;
  const isOnce = isAddedTo ? gathered !== undefined && isConstant : !hasElements;
  return {
    ...{ declaration: beginning.declaration, initializer, list: chosen },
    changes: uses.some(isChangedHere) || isAddedTo || assigned.length > 0,
    ...{ isGathered: isWritten, isWhole, isAddedTo },
    onceFrom: isOnce ? [gathered ?? initializer, ...assigned] : undefined,
  };
}

/** The right side of `pending = value;`. */
export function choiceAssigned(use: ts.Identifier): ts.Expression | undefined {
  const { parent } = use;
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.left === use &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isExpressionStatement(parent.parent);
  return isAssigned ? parent.right : undefined;
}

/** `[]` */
export function isEmptyList(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return ts.isArrayLiteralExpression(inner) && inner.elements.length === 0;
}

/**
 * `next` in `pending = next;`, where it is a constant of the same round that is empty at first and not used behind that: the variable is
 * its only name from then on.
 */
function isHandedOver(analyser: Analyser, node: ts.Expression, taker: ts.Symbol): boolean {
  const name = skipWrappers(node);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || symbol === taker || declaration === undefined) return false;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return false;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (!isConstant || !isEmptyList(declaration.initializer)) return false;
  const around = (inner: ts.Node) =>
    ts.findAncestor(inner, (outer) => ts.isIterationStatement(outer, false) || ts.isFunctionLike(outer));
  const scope = around(declaration);
  return (
    scope !== undefined &&
    scope === around(node) &&
    usesOf(analyser, symbol, scope).every((use) => use === name || use.end <= name.pos)
  );
}

const notGathered = { isGathered: false, isWhole: false, isAddedTo: false, onceFrom: [] } as const;

/** `others` in `const [first, ...others] = list`, also of elements that are chosen from a list which is used again. */
function keptRest(
  analyser: Analyser,
  symbol: ts.Symbol,
  { declaration, list: taken }: RestOfList,
  listOf: Lists["listOf"],
): KeptChoice | undefined {
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  const list = listOf(taken) ?? (isStandingList(taken) ? taken : undefined);
  if (scope === undefined || list === undefined || !isNamedBehind(analyser, declaration, list, scope)) return undefined;
  const uses = usesOf(analyser, symbol, scope);
  if (!uses.every((use) => keepsElements(analyser, use, { symbol, scope }))) return undefined;
  const { initializer } = declaration;
  return { ...{ declaration, initializer, list, changes: uses.some(isChangedHere) }, ...notGathered };
}

/** `picked.push(row);`, also of `(isLarge ? large : small).push(row);`, where the list is not gone through. */
export function pushedAt(use: ts.Identifier, symbol: ts.Symbol, scope: ts.Node): ts.CallExpression | undefined {
  let part: ts.Node = use;
  for (let { parent }: ts.Node = part; ; parent = part.parent) {
    const isSide = ts.isConditionalExpression(parent) && parent.condition !== part;
    if (!ts.isParenthesizedExpression(parent) && !isSide) break;
    part = parent;
  }
  const { parent: access } = part;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "push" || !isCalled(access)) return undefined;
  const call = access.parent as ts.CallExpression;
  const isStatement = ts.isExpressionStatement(call.parent) && !ts.isOptionalChain(call);
  if (!isStatement || call.arguments.some(ts.isSpreadElement)) return undefined;
  return ts.findAncestor(use, ts.isFunctionLike) === scope && !isInLoopOver(use, symbol) ? call : undefined;
}

/**
 * True for a use that changes nothing, what the name stands for, as a statement or in a declaration, or the inside of an element.
 *
 * @param named the name, and the function that declares it, where it may get and lose elements
 */
export function keepsElements(
  analyser: Analyser,
  use: ts.Expression,
  named?: { readonly symbol: ts.Symbol; readonly scope: ts.Node },
): boolean {
  let part: ts.Node = use;
  let isInElement = false;
  let isCopied = false;
  for (;;) {
    const { parent } = part as { parent: ts.Node };
    const isStep =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === part;
    const isElement =
      ts.isCallExpression(parent) &&
      parent.expression === part &&
      /^Array\.(find|findLast|at|filter|slice|toSorted|toReversed|sort|reverse)$/.test(
        builtinCalled(analyser, parent) ?? "",
      );
    if (!isStep && !isElement && !ts.isNonNullExpression(parent) && !ts.isParenthesizedExpression(parent)) break;
    if (ts.isPropertyAccessExpression(parent) && isCalled(parent)) {
      const method = parent.name.text;
      const isOfCopy = isCopied && /^(sort|reverse)$/.test(method);
      if (isChangingMethod(method) && !isOfCopy) {
        if (isInElement) return true;
        if (named === undefined || !ts.isIdentifier(use) || skipWrappers(parent.expression) !== use) return false;
        return isOwnChange(use, parent.parent as ts.CallExpression, named.symbol, named.scope);
      }
    }
    if (isInElement && isStep && isChanged(parent)) return true;
    isCopied ||= isElement;
    isInElement ||=
      ts.isElementAccessExpression(parent) || (ts.isCallExpression(parent) && isElementOf(analyser, parent));
    part = parent;
  }
  return !isChanged(part);
}

function isElementOf(analyser: Analyser, call: ts.CallExpression): boolean {
  return /^Array\.(find|findLast|at)$/.test(builtinCalled(analyser, call) ?? "");
}

/** `free.sort(f)`, `free.shift()` */
function isChangedHere(use: ts.Identifier): boolean {
  const { parent } = use;
  return ts.isPropertyAccessExpression(parent) && isCalled(parent) && isChangingMethod(parent.name.text);
}

function isCalled(node: ts.PropertyAccessExpression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

/** `free.sort(f);`, `const room = free.shift()!;`, `const some = free.splice(0, 2);` */
function isOwnChange(use: ts.Identifier, call: ts.CallExpression, symbol: ts.Symbol, scope: ts.Node): boolean {
  if (ts.findAncestor(use, ts.isFunctionLike) !== scope || isInLoopOver(use, symbol)) return false;
  const { text: method } = (call.expression as ts.PropertyAccessExpression).name;
  const isSplice = method === "splice" && call.arguments.length <= 2 && !call.arguments.some(ts.isSpreadElement);
  if (ts.isExpressionStatement(call.parent)) return isSplice || /^(sort|reverse|shift|pop)$/.test(method);
  let { parent }: { parent: ts.Node } = call;
  while (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) parent = parent.parent;
  const isTaken = isSplice || /^(shift|pop)$/.test(method);
  return isTaken && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name);
}

/** A loop over the list goes on with what it becomes meanwhile. */
function isInLoopOver(use: ts.Identifier, symbol: ts.Symbol): boolean {
  const loop = ts.findAncestor(use, (node) => ts.isForOfStatement(node) && mentions(node.expression, symbol.name));
  return loop !== undefined;
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}

/** True when the list may be read behind the declaration, or a loop leads back to it. */
export function isNamedBehind(
  analyser: Analyser,
  declaration: ts.VariableDeclaration,
  list: ts.Expression,
  scope: ts.Node,
  pushes: readonly ts.Node[] = [],
): boolean {
  const [name, ...way] = namesOf(list) ?? [];
  const root = name && analyser.symbolOf(name);
  const owner = root?.valueDeclaration;
  if (root === undefined || owner === undefined) return false;
  const around = ts.findAncestor(owner, ts.isFunctionLike);
  // What stands outside of functions never changes.
  if (around === undefined) return false;
  // Who has called a function goes on with what it was given.
  if (ts.isParameter(owner) && !isInputOfWorkflow(analyser, owner)) return true;
  const whole = takenFrom(owner);
  if (whole !== undefined && isNamedBehind(analyser, declaration, whole, scope)) return true;
  const loops = pushes.map((push) => loopAround(push, declaration));
  const gathering = loops.every((one) => one === loops[0]) ? loops[0] : undefined;
  const loop = ts.findAncestor(declaration, (outer) => ts.isIterationStatement(outer, false));
  if (loop !== undefined && !ts.findAncestor(owner, (outer) => outer === loop)) return true;
  if (around !== scope) return true;
  const isNamed = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) &&
      node.pos > declaration.end &&
      !isGoneThrough(node, gathering) &&
      analyser.symbolOf(node) === root &&
      !takesOther(
        node,
        way.map(({ text }) => text),
      )) ||
    (ts.forEachChild(node, (child) => isNamed(child) || undefined) ?? false);
  return isNamed(scope);
}

/** The outermost loop around a node that begins behind a declaration. */
function loopAround(node: ts.Node, declaration: ts.Node): ts.Node | undefined {
  let loop: ts.Node | undefined;
  for (let outer = node; !ts.isFunctionLike(outer) && outer.pos > declaration.pos; outer = outer.parent) {
    if (ts.isIterationStatement(outer, false)) loop = outer;
  }
  return loop;
}

/** The list of which a loop adds the items, at one place and once each; undefined for anything else. */
function addedOnceFrom(
  analyser: Analyser,
  pushes: readonly ts.CallExpression[],
  declaration: ts.Node,
): ts.Expression | undefined {
  const [push, ...others] = pushes;
  const loop = push && loopAround(push, declaration);
  const [item, ...more] = push?.arguments ?? [];
  if (loop === undefined || item === undefined || others.length > 0 || more.length > 0) return undefined;
  const isOnly = ts.findAncestor(push, (outer) => ts.isIterationStatement(outer, false)) === loop;
  const name = isOnly && ts.isIdentifier(item) ? analyser.symbolOf(item)?.valueDeclaration : undefined;
  if (!ts.isForOfStatement(loop) || name === undefined || name.parent !== loop.initializer) return undefined;
  return loop.expression;
}

/** True for what stands before the only loop that adds elements, and for what this loop goes through: it is over then. */
function isGoneThrough(node: ts.Node, loop: ts.Node | undefined): boolean {
  if (loop === undefined) return false;
  const list = ts.isForOfStatement(loop) ? loop.expression : undefined;
  return node.end <= loop.pos || (list !== undefined && node.pos >= list.pos && node.end <= list.end);
}

/** The names in `input.rooms`. */
function namesOf(node: ts.Expression): readonly (ts.Identifier | ts.MemberName)[] | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return [inner];
  if (ts.isElementAccessExpression(inner)) return namesOf(inner.expression);
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const names = namesOf(inner.expression);
  return names && [...names, inner.name];
}

/** True for `input.limit` where the list is `input.rooms`. */
function takesOther(name: ts.Identifier, way: readonly string[]): boolean {
  const { parent } = name;
  const [key] = way;
  return (
    key !== undefined && ts.isPropertyAccessExpression(parent) && parent.expression === name && parent.name.text !== key
  );
}
