import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { isDeclaredBefore } from "./element-sources.js";
import { isChangingMethod } from "./changing-methods.js";
import { isNamedList } from "./named-lists.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import { type RestOfList, restOfList } from "./rest-of-list.js";
import { usesOf } from "./uses-of.js";

/** A constant that holds some elements of a list, or all in another order: `const free = rooms.filter(isFree)`. */
export interface KeptChoice {
  readonly declaration: ts.VariableDeclaration;
  readonly initializer: ts.Expression;
  /** The list whose elements they are. */
  readonly list: ts.Expression;
  /** True where elements are taken out, or get another order, later on. */
  readonly changes: boolean;
  /** True where elements are added one by one, or written out. */
  readonly isGathered: boolean;
  /** True where an element may be there twice. */
  readonly mayRepeat: boolean;
}

const known = new WeakMap<Analyser["analysis"], Map<ts.Symbol, KeptChoice | undefined>>();

/**
 * What the name of a chosen list stands for, where the list is used again: the same elements, which may be changed by either.
 *
 * As far as the text tells: the elements are changed by names of their own only, and the name is changed by `sort`, `reverse`, `shift` and
 * `pop` at most.
 *
 * @param listOf the list whose elements an expression chooses
 * @param listOfAll the list whose elements all expressions are
 */
export function keptChoice(
  analyser: Analyser,
  symbol: ts.Symbol,
  listOf: (node: ts.Expression) => ts.Expression | undefined,
  listOfAll: (nodes: readonly ts.Expression[]) => ts.Expression | undefined,
): KeptChoice | undefined {
  const choices = known.get(analyser.analysis) ?? new Map<ts.Symbol, KeptChoice | undefined>();
  known.set(analyser.analysis, choices);
  if (!choices.has(symbol)) {
    choices.set(symbol, undefined);
    choices.set(symbol, find(analyser, symbol, listOf, listOfAll));
  }
  return choices.get(symbol);
}

function find(
  analyser: Analyser,
  symbol: ts.Symbol,
  listOf: (node: ts.Expression) => ts.Expression | undefined,
  listOfAll: (nodes: readonly ts.Expression[]) => ts.Expression | undefined,
): KeptChoice | undefined {
  const rest = restOfList(symbol);
  if (rest !== undefined) return keptRest(analyser, symbol, rest);
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) {
    return undefined;
  }
  const { initializer, parent: list } = declaration;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || !isConstant || !ts.isVariableStatement(list.parent)) return undefined;
  if (isNamedList(analyser, symbol)) return undefined;
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (scope === undefined) return undefined;
  const uses = usesOf(analyser, symbol, scope);
  const value = skipWrappers(initializer);
  const isWritten = ts.isArrayLiteralExpression(value) && !value.elements.some(ts.isSpreadElement);
  const pushes = isWritten ? uses.flatMap((use) => pushedAt(use, symbol, scope) ?? []) : [];
  const added = pushes.flatMap(({ arguments: given }) => [...given]);
  const chosen = isWritten
    ? listOfAll([...value.elements, ...added])
    : ts.isIdentifier(value)
      ? undefined
      : listOf(initializer);
  if (chosen === undefined || (isWritten && !isDeclaredBefore(analyser, chosen, declaration))) return undefined;
  const isKept = uses.every(
    (use) => (isWritten && pushedAt(use, symbol, scope) !== undefined) || keepsElements(analyser, use, symbol, scope),
  );
  const isOfList = isWritten && value.elements.length > 0;
  const mayRepeat = isWritten && (isOfList || !isAddedOnce(analyser, pushes, declaration, chosen));
  const isNamed = isOfList || isNamedBehind(analyser, declaration, chosen, scope, pushes);
  return isKept && isNamed
    ? {
        declaration,
        initializer,
        list: chosen,
        changes: uses.some(isChangedHere) || pushes.length > 0,
        isGathered: isWritten,
        mayRepeat,
      }
    : undefined;
}

/** `others` in `const [first, ...others] = list`, where the list is used again. */
function keptRest(analyser: Analyser, symbol: ts.Symbol, { declaration, list }: RestOfList): KeptChoice | undefined {
  const scope = ts.findAncestor(declaration, ts.isFunctionLike);
  if (scope === undefined || !isNamedBehind(analyser, declaration, list, scope)) return undefined;
  const uses = usesOf(analyser, symbol, scope);
  if (!uses.every((use) => keepsElements(analyser, use, symbol, scope))) return undefined;
  const { initializer } = declaration;
  return { declaration, initializer, list, changes: uses.some(isChangedHere), isGathered: false, mayRepeat: false };
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

/** True for a use that changes nothing, what the name stands for, as a statement or in a declaration, or the inside of an element. */
function keepsElements(analyser: Analyser, use: ts.Identifier, symbol: ts.Symbol, scope: ts.Node): boolean {
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
        return (
          skipWrappers(parent.expression) === use && isOwnChange(use, parent.parent as ts.CallExpression, symbol, scope)
        );
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

/** `free.sort(f);`, `const room = free.shift()!;` */
function isOwnChange(use: ts.Identifier, call: ts.CallExpression, symbol: ts.Symbol, scope: ts.Node): boolean {
  if (ts.findAncestor(use, ts.isFunctionLike) !== scope || isInLoopOver(use, symbol)) return false;
  const { text: method } = (call.expression as ts.PropertyAccessExpression).name;
  if (ts.isExpressionStatement(call.parent)) return /^(sort|reverse|shift|pop)$/.test(method);
  let { parent }: { parent: ts.Node } = call;
  while (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) parent = parent.parent;
  return /^(shift|pop)$/.test(method) && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name);
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
  // Who has called a function goes on with what it was given.
  if (ts.isParameter(owner) && !isInputOfWorkflow(analyser, owner)) return true;
  const loops = pushes.map((push) => loopAround(push, declaration));
  const gathering = loops.every((one) => one === loops[0]) ? loops[0] : undefined;
  const loop = ts.findAncestor(declaration, (outer) => ts.isIterationStatement(outer, false));
  if (loop !== undefined && !ts.findAncestor(owner, (outer) => outer === loop)) return true;
  if (ts.findAncestor(owner, ts.isFunctionLike) !== scope) return true;
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

/** True for items of the list, of one loop that goes through it, that are added at one place, once each. */
function isAddedOnce(
  analyser: Analyser,
  pushes: readonly ts.CallExpression[],
  declaration: ts.Node,
  list: ts.Expression,
): boolean {
  const [push, ...others] = pushes;
  const loop = push && loopAround(push, declaration);
  const [item, ...more] = push?.arguments ?? [];
  if (loop === undefined || item === undefined || others.length > 0 || more.length > 0) return false;
  const isOnly = ts.findAncestor(push, (outer) => ts.isIterationStatement(outer, false)) === loop;
  const name = isOnly && ts.isIdentifier(item) ? analyser.symbolOf(item)?.valueDeclaration : undefined;
  if (!ts.isForOfStatement(loop) || skipWrappers(loop.expression) !== skipWrappers(list)) return false;
  return name !== undefined && name.parent === loop.initializer;
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
