import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { declaredIn, takenBy } from "./declared-in.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";
import type { Key } from "./paths.js";

/** A name that a pattern gives to a part of a value: `lines` in `const { lines } = order`. */
export interface PatternPart {
  readonly name: ts.Identifier;
  /** What the pattern takes apart: a name, or a path from one. */
  readonly value: ts.Expression;
  /** The way from the value to the part. */
  readonly keys: readonly Key[];
  /** True when the variable is named behind the pattern, is the parameter of a helper, or has its name outside a loop around it. */
  readonly isNamedBehind: (root: ts.Symbol) => boolean;
}

/** The part that an element of a pattern names; undefined for a default, a rest, and for what is no path from a variable. */
export function partOfPattern(
  analyser: Analyser,
  symbol: ts.Symbol,
  element: ts.BindingElement,
): PatternPart | undefined {
  const part = plainPart(symbol, element);
  if (part === undefined) return undefined;
  const { name, keys, declaration } = part;
  const { initializer, parent: list } = declaration;
  if (initializer === undefined || !isPath(initializer) || !ts.isVariableStatement(list.parent)) return undefined;
  if ((list.flags & ts.NodeFlags.Const) === 0) return undefined;
  const isNamedBehind = (root: ts.Symbol): boolean => {
    const owner = root.valueDeclaration;
    // Who has called a function goes on with what it was given.
    if (owner !== undefined && ts.isParameter(owner) && !isInputOfWorkflow(analyser, owner)) return true;
    const scope = ts.findAncestor(declaration, ts.isFunctionLike);
    const way = membersOf(initializer);
    const isNamed = (node: ts.Node): boolean =>
      (ts.isIdentifier(node) &&
        node.pos > declaration.end &&
        analyser.symbolOf(node) === root &&
        !takesOther(node, way)) ||
      (ts.forEachChild(node, (child) => isNamed(child) || undefined) ?? false);
    return scope !== undefined && (isNamed(scope) || isInLoop(declaration, root));
  };
  return { name, value: initializer, keys, isNamedBehind };
}

/** A name that a pattern of a variable gives to a part, without a default. */
function plainPart(
  symbol: ts.Symbol,
  element: ts.BindingElement,
): (Pick<PatternPart, "name" | "keys"> & { readonly declaration: ts.VariableDeclaration }) | undefined {
  const { name } = element;
  const declaration = declaredIn(symbol);
  const taken = takenBy(element);
  if (!ts.isIdentifier(name) || taken === undefined || taken.isRest || taken.initializer !== undefined)
    return undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  return { name, keys: taken.keys, declaration };
}

/** The part of an item that the pattern of a loop names: `lines` in `for (const { id, lines } of orders)`. */
export function partOfLoopPattern(symbol: ts.Symbol, element: ts.BindingElement): PatternPart | undefined {
  const part = plainPart(symbol, element);
  if (part === undefined) return undefined;
  const { name, keys, declaration } = part;
  const { parent: list, name: pattern } = declaration;
  const isItem = ts.isObjectBindingPattern(pattern) && ts.isForOfStatement(list.parent);
  if (!isItem || list.parent.awaitModifier !== undefined || (list.flags & ts.NodeFlags.Const) === 0) return undefined;
  return { name, value: list.parent.expression, keys: [undefined, ...keys], isNamedBehind: () => true };
}

/** The names of the members in `input.order.lines`, up to one that is no name. */
function membersOf(node: ts.Expression): readonly string[] {
  const names: string[] = [];
  for (let inner = skipWrappers(node); !ts.isIdentifier(inner); inner = skipWrappers(inner.expression)) {
    if (ts.isPropertyAccessExpression(inner)) names.unshift(inner.name.text);
    else if (ts.isElementAccessExpression(inner)) names.length = 0;
    else return [];
  }
  return names;
}

/** True for `input.limit` where the pattern takes `input.order.lines` apart. */
function takesOther(name: ts.Identifier, way: readonly string[]): boolean {
  let node: ts.Node = name;
  for (const key of way) {
    while (ts.isNonNullExpression(node.parent) || ts.isParenthesizedExpression(node.parent)) node = node.parent;
    const { parent } = node;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return false;
    if (parent.name.text !== key) return true;
    node = parent;
  }
  return false;
}

/** True when a loop leads back to the node for the same variable. */
function isInLoop(node: ts.Node, { valueDeclaration }: ts.Symbol): boolean {
  const loop = ts.findAncestor(node, (outer) => ts.isIterationStatement(outer, false));
  return (
    loop !== undefined &&
    valueDeclaration !== undefined &&
    !ts.findAncestor(valueDeclaration, (outer) => outer === loop)
  );
}

/** True for a variable, a member or an element of one: nothing happens when it is read once more. */
function isPath(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) return isPath(inner.expression);
  if (!ts.isElementAccessExpression(inner)) return ts.isIdentifier(inner);
  const { argumentExpression: key } = inner;
  return isPath(inner.expression) && (ts.isIdentifier(key) || ts.isStringLiteral(key) || ts.isNumericLiteral(key));
}
