import ts from "typescript";
import { arrayType, isOnly, nullType, objectType, undefinedType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { ChosenElement, ChosenList } from "./chosen-lists.js";

/** What tells which elements of a list an expression chooses. */
export interface Choosers {
  readonly chosenList: (analyser: Analyser, node: ts.Expression) => ChosenList | undefined;
  readonly chosenElement: (analyser: Analyser, node: ts.Expression) => ChosenElement | undefined;
  /** The list whose element a part of a pattern is, as the member of an object. */
  readonly memberTaken: (
    analyser: Analyser,
    element: ts.BindingElement,
  ) => { readonly list: ts.Expression } | undefined;
}

/** What an expression gives an element of: a list, a record by its keys, or a Map. */
export interface ElementSource {
  readonly list: ts.Expression;
  readonly kind: "list" | "record" | "map";
}

export type Source = ElementSource | "nothing" | undefined;

/**
 * What the elements are of that an expression may be; `"nothing"` for `undefined` and `null`, undefined for any other value.
 *
 * @param sourceOf the same for names of variables, which may get several elements
 */
export function elementSourceIn(
  analyser: Analyser,
  node: ts.Expression,
  choosers: Choosers,
  sourceOf: (symbol: ts.Symbol) => Source = () => undefined,
): Source {
  const inner = skipWrappers(node);
  if (inner.kind === ts.SyntaxKind.NullKeyword) return "nothing";
  if (ts.isIdentifier(inner)) {
    if (inner.text === "undefined") return "nothing";
    const symbol = analyser.symbolOf(inner);
    return (symbol && sourceOf(symbol)) ?? sourceOfName(analyser, inner, choosers);
  }
  const sides = sidesOf(inner);
  if (sides !== undefined) {
    const [first, second] = sides.map((side) => elementSourceIn(analyser, side, choosers, sourceOf));
    return joined(analyser, first, second);
  }
  const chosen = choosers.chosenElement(analyser, inner);
  if (chosen !== undefined) return sourceIn(analyser, chosen.from.list, choosers);
  if (ts.isElementAccessExpression(inner)) return sourceIn(analyser, inner.expression, choosers);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const called = builtinCalled(analyser, inner) ?? "";
  const { expression: receiver } = inner.expression;
  if (called === "Map.get") return isStandingList(receiver) ? { list: receiver, kind: "map" } : undefined;
  return /^Array\.(find|findLast|at)$/.test(called) ? sourceIn(analyser, receiver, choosers) : undefined;
}

/** Both sides of `test ? a : b` and `a ?? b`. */
export function sidesOf(node: ts.Expression): readonly [ts.Expression, ts.Expression] | undefined {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  const isDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return isDefault ? [node.left, node.right] : undefined;
}

function joined(analyser: Analyser, first: Source, second: Source): Source {
  if (first === "nothing") return second;
  if (second === "nothing") return first;
  return first !== undefined && second !== undefined && isSameSource(analyser, first, second) ? first : undefined;
}

/** True for elements of the same list. */
export function isSameSource(analyser: Analyser, one: ElementSource, other: ElementSource): boolean {
  return one.kind === other.kind && isSameList(analyser, one.list, other.list);
}

export function isSameList(analyser: Analyser, one: ts.Expression, other: ts.Expression): boolean {
  const [first, second] = [skipWrappers(one), skipWrappers(other)];
  if (ts.isIdentifier(first)) return ts.isIdentifier(second) && analyser.symbolOf(first) === analyser.symbolOf(second);
  if (!ts.isPropertyAccessExpression(first) || !ts.isPropertyAccessExpression(second)) return false;
  return first.name.text === second.name.text && isSameList(analyser, first.expression, second.expression);
}

function sourceIn(analyser: Analyser, receiver: ts.Expression, choosers: Choosers): ElementSource | undefined {
  const list = choosers.chosenList(analyser, receiver)?.list ?? receiver;
  if (!isStandingList(list)) return undefined;
  const types = analyser.types(list) & ~(undefinedType | nullType);
  if (isOnly(types, arrayType)) return { list, kind: "list" };
  return isOnly(types, objectType) ? { list, kind: "record" } : undefined;
}

/** True for a list whose variable is declared before a declaration, where this sees it. */
export function isDeclaredBefore(analyser: Analyser, list: ts.Expression, declaration: ts.Node): boolean {
  const inner = skipWrappers(list);
  if (ts.isPropertyAccessExpression(inner)) return isDeclaredBefore(analyser, inner.expression, declaration);
  const owner = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  if (owner === undefined || owner.pos > declaration.pos) return false;
  const isScope = (node: ts.Node): boolean =>
    ts.isBlock(node) || ts.isIterationStatement(node, false) || ts.isFunctionLike(node) || ts.isSourceFile(node);
  const scope = ts.findAncestor(owner.parent, isScope);
  return scope !== undefined && ts.findAncestor(declaration, (node) => node === scope) !== undefined;
}

/** True for a list whose variable the same block declares, before a declaration or behind it. */
export function isDeclaredBeside(analyser: Analyser, list: ts.Expression, declaration: ts.Node): boolean {
  const inner = skipWrappers(list);
  if (ts.isPropertyAccessExpression(inner)) return isDeclaredBeside(analyser, inner.expression, declaration);
  const owner = ts.isIdentifier(inner) ? analyser.symbolOf(inner)?.valueDeclaration : undefined;
  if (owner === undefined || !ts.isVariableDeclaration(owner) || !ts.isIdentifier(owner.name)) return false;
  const [one, other] = [owner, declaration].map((node) => ts.findAncestor(node, ts.isVariableStatement)?.parent);
  return one !== undefined && one === other;
}

/** `nodes`, `order.lines`: the same list wherever it is read. */
export function isStandingList(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) || (ts.isPropertyAccessExpression(inner) && isStandingList(inner.expression));
}

/** What a constant or the variable of a loop is an element of. */
function sourceOfName(analyser: Analyser, name: ts.Identifier, choosers: Choosers): ElementSource | undefined {
  const declaration = analyser.symbolOf(name)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isBindingElement(declaration)) {
    const member = choosers.memberTaken(analyser, declaration);
    return member === undefined ? sourceOfEntry(analyser, declaration, choosers) : { list: member.list, kind: "list" };
  }
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const { initializer, parent: list } = declaration;
  if ((list.flags & ts.NodeFlags.Const) === 0) return undefined;
  if (ts.isForOfStatement(list.parent)) return itemSource(analyser, list.parent.expression, choosers);
  const source = initializer === undefined ? undefined : elementSourceIn(analyser, initializer, choosers);
  return source === "nothing" ? undefined : source;
}

function itemSource(analyser: Analyser, list: ts.Expression, choosers: Choosers): ElementSource | undefined {
  const source = sourceIn(analyser, list, choosers);
  return source?.kind === "list" ? source : undefined;
}

/** The item in `for (const [index, item] of list.entries())`. */
function sourceOfEntry(
  analyser: Analyser,
  { name, parent: pattern }: ts.BindingElement,
  choosers: Choosers,
): ElementSource | undefined {
  const { parent: declaration } = pattern;
  const isItem = ts.isArrayBindingPattern(pattern) && pattern.elements[1]?.getText() === name.getText();
  const loop = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : undefined;
  if (!isItem || loop === undefined || !ts.isForOfStatement(loop)) return undefined;
  const call = skipWrappers(loop.expression);
  const isEntries = builtinCalled(analyser, call) === "Array.entries";
  return isEntries && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? itemSource(analyser, call.expression.expression, choosers)
    : undefined;
}
