import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { ChosenList } from "./chosen-lists.js";
import { isSameList } from "./element-sources.js";
import { nextDone } from "./following-statement.js";
import { isEmptyList } from "./kept-choices.js";
import { mayFollow } from "./may-follow.js";
import type { NamedSlot } from "./named-slots.js";
import { slotIn } from "./slots.js";
import { usesOf } from "./uses-of.js";

/** What tells which elements of a list an expression chooses. */
export interface GroupChoosers {
  readonly chosenList: (analyser: Analyser, node: ts.Expression) => ChosenList | undefined;
  /** The list whose elements all expressions are; none where the groups hold all of them already. */
  readonly listOfAll: (nodes: readonly ts.Expression[]) => ts.Expression | "none" | undefined;
}

/** What a list in groups gets. */
export interface Added {
  readonly elements: readonly ts.Expression[];
  /** The lists whose elements it has. */
  readonly lists: readonly ts.Expression[];
}

/** Groups that get lists. */
export interface Adding {
  readonly symbol: ts.Symbol;
  readonly named: readonly NamedSlot[];
  readonly choosers: GroupChoosers;
}

/** What a list has that is put into the groups; undefined where it may have something else than elements of a list. */
export function addedBy(analyser: Analyser, node: ts.Expression, groups: Adding, isSpread = false): Added | undefined {
  const inner = skipWrappers(node);
  const slot = slotIn(inner);
  const nothing: Added = { elements: [], lists: [] };
  if (slotIn(receiverIn(inner))?.groups.text === groups.symbol.name && slot === undefined) return nothing;
  // One list under two keys would be changed by either.
  if (slot !== undefined && analyser.symbolOf(slot.groups) === groups.symbol) return isSpread ? nothing : undefined;
  if (groups.named.some((one) => one.putBacks.includes(inner))) return nothing;
  if (ts.isArrayLiteralExpression(inner)) {
    const parts = inner.elements.map((element) =>
      ts.isSpreadElement(element)
        ? addedBy(analyser, element.expression, groups, true)
        : { elements: [element], lists: [] },
    );
    if (!parts.every((part) => part !== undefined)) return undefined;
    return { elements: parts.flatMap((part) => part.elements), lists: parts.flatMap((part) => part.lists) };
  }
  if (ts.isIdentifier(inner) && isSpread && isListOf(analyser, inner, groups.symbol)) return nothing;
  const from = groups.choosers.chosenList(analyser, inner);
  // A list that has another name would be changed by either.
  const isNamed = from?.stages.length === 0 && (from.kept ?? from.slot) !== undefined;
  if (isNamed && !isSpread && !(ts.isIdentifier(inner) && isHandedOn(analyser, inner))) return undefined;
  return from && { elements: [], lists: [from.list] };
}

/** `groups[key]!` in `groups[key]!.filter(f).slice(1)`. */
function receiverIn(node: ts.Expression): ts.Expression {
  const inner = skipWrappers(node);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return inner;
  const { name, expression } = inner.expression;
  return /^(filter|slice|toSorted|toReversed)$/.test(name.text) ? receiverIn(expression) : inner;
}

/** `round` in `rounds.push(round); round = [];`, and at the last use of it. */
function isHandedOn(analyser: Analyser, name: ts.Identifier): boolean {
  const symbol = analyser.symbolOf(name);
  const statement = ts.findAncestor(name, ts.isStatement);
  const scope = ts.findAncestor(name, ts.isFunctionLike);
  if (symbol === undefined || statement === undefined || scope === undefined) return false;
  const uses = usesOf(analyser, symbol, scope).filter((use) => use !== name);
  const next = nextDone(analyser, statement);
  const isReset = next !== undefined && ts.isExpressionStatement(next) && ts.isBinaryExpression(next.expression);
  const reset = isReset ? next.expression : undefined;
  const isEmptied =
    reset?.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isEmptyList(reset.right) &&
    ts.isIdentifier(reset.left) &&
    analyser.symbolOf(reset.left) === symbol;
  return isEmptied || !uses.some((use) => mayFollow(name, use, scope));
}

/** True for a constant that is declared as one of the lists in the groups. */
function isListOf(analyser: Analyser, name: ts.Identifier, groups: ts.Symbol): boolean {
  const declaration = analyser.symbolOf(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const slot = isConstant && declaration.initializer !== undefined ? slotIn(declaration.initializer) : undefined;
  return slot !== undefined && analyser.symbolOf(slot.groups) === groups;
}

/** True where one round of a loop over a list adds its element, once at most. */
export function areOnce(analyser: Analyser, elements: readonly ts.Expression[], list: ts.Expression): boolean {
  const [first, second, ...others] = elements;
  if (first === undefined) return true;
  const loopOf = (node: ts.Node) => ts.findAncestor(node, (outer) => ts.isIterationStatement(outer, false));
  const loop = loopOf(first);
  if (loop === undefined || !ts.isForOfStatement(loop)) return false;
  const listOfEntries = entriesOf(loop.expression);
  if (!isSameList(analyser, listOfEntries ?? loop.expression, list)) return false;
  const isItem = (node: ts.Expression): boolean => {
    const declaration =
      ts.isIdentifier(node) && loopOf(node) === loop ? analyser.symbolOf(node)?.valueDeclaration : undefined;
    const pattern = declaration?.parent;
    if (listOfEntries === undefined) return pattern === loop.initializer;
    const isSecond = pattern !== undefined && ts.isArrayBindingPattern(pattern) && pattern.elements[1] === declaration;
    return isSecond && pattern.parent.parent === loop.initializer;
  };
  // The list itself may have an element twice, which is told where the elements are changed.
  if (!elements.every(isItem) || others.length > 0) return false;
  return second === undefined || areInBranches(first, second);
}

/** `jobs` in `jobs.entries()`. */
function entriesOf(node: ts.Expression): ts.Expression | undefined {
  const isCall = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
  const access = isCall ? node.expression : undefined;
  return access?.name.text === "entries" ? access.expression : undefined;
}

/** True for nodes in the two branches of one `if`. */
function areInBranches(one: ts.Node, other: ts.Node): boolean {
  const isIn = (node: ts.Node, branch: ts.Node | undefined): boolean =>
    branch !== undefined && ts.findAncestor(node, (outer) => outer === branch) !== undefined;
  const isSplit = (outer: ts.Node): boolean => {
    if (!ts.isIfStatement(outer)) return false;
    const { thenStatement: yes, elseStatement: no } = outer;
    return (isIn(one, yes) && isIn(other, no)) || (isIn(one, no) && isIn(other, yes));
  };
  return ts.findAncestor(one, isSplit) !== undefined;
}
