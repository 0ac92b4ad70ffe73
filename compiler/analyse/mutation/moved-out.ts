import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { skipWrappers } from "../skip-wrappers.js";
import { nextDone, statementOf } from "./following-statement.js";
import { namesIn } from "./names-in.js";
import { reachedEntry } from "./reached-entry.js";

/**
 * True for a use of a name that stands for a part, where the part goes over to what gets it there: next, the part's place gets another
 * value, or is removed: `done.push(job); running.delete(id);`.
 */
export function isMovedOut(analyser: Analyser, use: ts.Expression): boolean {
  const symbol = ts.isIdentifier(use) ? analyser.symbolOf(use) : undefined;
  const declaration = symbol?.valueDeclaration;
  const part = declaration === undefined ? undefined : partDeclared(analyser, declaration);
  if (symbol === undefined || part === undefined) return false;
  const statement = statementOf(use);
  if (statement === undefined || !isGiven(analyser, use) || countUses(analyser, statement, symbol) !== 1) return false;
  const whole = rootOf(part.names[0]);
  const root = whole === undefined ? undefined : analyser.symbolOf(whole);
  if (root === undefined) return false;
  const names = (one: ts.Statement, name: ts.Symbol) => countUses(analyser, one, name) > 0;
  const next = nextDone(analyser, statement, (one) => !names(one, symbol) && !names(one, root));
  if (next === undefined || names(next, symbol) || !empties(analyser, next, part)) return false;
  return !names(statement, root) || !byIndex(analyser, next) || isTurned(analyser, statement, next);
}

/** Where a part is: its words, and the expressions in which these name something, the one that leads to the root first. */
interface Part {
  readonly words: string;
  readonly names: readonly ts.Expression[];
  readonly keys: readonly ts.Expression[];
}

function partDeclared(analyser: Analyser, declaration: ts.Declaration): Part | undefined {
  if (ts.isVariableDeclaration(declaration)) {
    return declaration.initializer === undefined ? undefined : partWritten(declaration.initializer);
  }
  const entry = ts.isBindingElement(declaration) ? reachedEntry(analyser, declaration) : undefined;
  if (entry === undefined) return undefined;
  const { whole, key, isMap } = entry;
  const text = isMap ? `${words(whole)}.get(${key.text})` : `${words(whole)}[${key.text}]`;
  return { words: text, names: [whole, key], keys: keysOf(whole) };
}

function partWritten(node: ts.Expression): Part {
  const place = skipWrappers(node);
  return { words: words(place), names: [place], keys: keysOf(place) };
}

/** True for a statement that takes an element away, after which others have new indexes. */
function byIndex(analyser: Analyser, statement: ts.Statement): boolean {
  return /^Array\.(splice|shift|pop)$/.test(methodOf(analyser, statement));
}

/** `list.push(first); list.shift();` */
function isTurned(analyser: Analyser, statement: ts.Statement, next: ts.Statement): boolean {
  return methodOf(analyser, statement) === "Array.push" && methodOf(analyser, next) === "Array.shift";
}

function methodOf(analyser: Analyser, statement: ts.Statement): string {
  return (ts.isExpressionStatement(statement) && builtinCalled(analyser, skipWrappers(statement.expression))) || "";
}

/** True for a part that the statement after its declaration takes away from its place: `const job = jobs.get(id)!; jobs.delete(id);`. */
export function isTakenOut(analyser: Analyser, part: ts.Expression): boolean {
  let whole: ts.Node = part;
  while (ts.isExpression(whole.parent)) {
    if (skipWrappers(whole.parent) !== skipWrappers(whole as ts.Expression)) return false;
    whole = whole.parent;
  }
  const declaration = whole.parent;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== whole) return false;
  const list = declaration.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length !== 1) return false;
  if (!ts.isVariableStatement(list.parent)) return false;
  const next = nextDone(analyser, list.parent);
  return next !== undefined && empties(analyser, next, partWritten(declaration.initializer));
}

/** How often an expression or statement names the variable. */
export function countUses(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): number {
  let uses = ts.isIdentifier(node) && analyser.symbolOf(node) === symbol ? 1 : 0;
  ts.forEachChild(node, (child) => void (uses += countUses(analyser, child, symbol)));
  return uses;
}

/** True for what is put into something: an argument of `push`, `unshift` or `set`, or the right side of an assignment. */
function isGiven(analyser: Analyser, use: ts.Expression): boolean {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isGiven(analyser, parent);
  if (ts.isBinaryExpression(parent)) {
    return (
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.right === use &&
      (ts.isElementAccessExpression(parent.left) || ts.isPropertyAccessExpression(parent.left))
    );
  }
  if (!ts.isCallExpression(parent) || parent.expression === use) return false;
  return /^(Array\.(push|unshift)|Map\.set)$/.test(builtinCalled(analyser, parent) ?? "");
}

/** True for a statement that removes what the name was declared as, or puts something else in its place. */
function empties(
  analyser: Analyser,
  { expression }: ts.Statement & { expression?: ts.Expression },
  part: Part,
): boolean {
  if (expression === undefined) return false;
  const emptied = placesEmptied(analyser, skipWrappers(expression));
  const isSame = emptied.includes(part.words) && areSameNames(analyser, part.names, expression);
  return isSame && part.keys.every((key) => staysTheSame(analyser, key));
}

/** True where names that both expressions have stand for the same variables. */
function areSameNames(analyser: Analyser, nodes: readonly ts.Expression[], other: ts.Expression): boolean {
  const names = new Map(nodes.flatMap(namesIn).map((name) => [name.text, symbolOf(analyser, name)]));
  return namesIn(other).every((name) => !names.has(name.text) || names.get(name.text) === analyser.symbolOf(name));
}

/** The variable that a name is, also where it is declared. */
function symbolOf(analyser: Analyser, name: ts.Identifier): ts.Symbol | undefined {
  return ts.isBindingElement(name.parent) ? analyser.checker.getSymbolAtLocation(name) : analyser.symbolOf(name);
}

/** The variable at the start of `orders[0].lines`, `jobs.get(id)`. */
function rootOf(node: ts.Expression | undefined): ts.Identifier | undefined {
  if (node === undefined) return undefined;
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return inner;
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return rootOf(inner.expression);
  return ts.isCallExpression(inner) ? rootOf(inner.expression) : undefined;
}

/** The words of the places that a statement's expression empties. */
function placesEmptied(analyser: Analyser, node: ts.Expression): readonly string[] {
  if (ts.isDeleteExpression(node)) return [words(node.expression)];
  if (ts.isBinaryExpression(node)) {
    // What is kept by `o.list = o.list ?? []` stays.
    const isOther = node.operatorToken.kind === ts.SyntaxKind.EqualsToken && !mentions(node.right, words(node.left));
    return isOther ? [words(node.left)] : [];
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const whole = words(node.expression.expression);
  const [first, second] = node.arguments;
  switch (builtinCalled(analyser, node)) {
    case "Map.delete":
    case "Map.set": {
      const place = first === undefined ? undefined : `${whole}.get(${words(first)})`;
      const isKept = place !== undefined && second !== undefined && mentions(second, place);
      return place === undefined || isKept ? [] : [place];
    }
    case "Array.splice": {
      const isOne = first !== undefined && second !== undefined && words(second) === "1" && node.arguments.length === 2;
      return isOne ? [`${whole}[${words(first)}]`, `${whole}.at(${words(first)})`] : [];
    }
    case "Array.shift":
      return [`${whole}[0]`, `${whole}.at(0)`];
    case "Array.pop":
      return [`${whole}.at(-1)`, `${whole}[${whole}.length-1]`];
    default:
      return [];
  }
}

/** The keys on the way to a place. */
function keysOf(node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  if (ts.isElementAccessExpression(inner)) return [...keysOf(inner.expression), inner.argumentExpression];
  if (ts.isPropertyAccessExpression(inner)) return keysOf(inner.expression);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return [];
  return [...keysOf(inner.expression.expression), ...inner.arguments];
}

/** True for a key that is the same each time it is read: a constant, or made of names that never get another value. */
function staysTheSame(analyser: Analyser, node: ts.Node): boolean {
  if (ts.isCallExpression(node) || ts.isAwaitExpression(node) || ts.isFunctionLike(node)) return false;
  if (ts.isIdentifier(node)) {
    const symbol = analyser.symbolOf(node);
    return symbol !== undefined && !analyser.isReassigned(symbol);
  }
  return ts.forEachChild(node, (child) => (staysTheSame(analyser, child) ? undefined : true)) !== true;
}

/** True for an expression in which a place is read. */
function mentions(node: ts.Node, place: string): boolean {
  return words(node) === place || (ts.forEachChild(node, (child) => mentions(child, place) || undefined) ?? false);
}

const words = (node: ts.Node): string => node.getText().replace(/[\s!]+/g, "");
