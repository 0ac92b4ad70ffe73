import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { variableOf, variablesIn } from "./names.js";
import { type Scope, textOfType } from "./scope.js";

/** A list that a callback of `reduce` fills, in an object or tuple whose members get names. */
export interface MadePart {
  readonly written: string;
  readonly type: string;
}

/** `open` and `done` in `const { open, done } = jobs.reduce(f, { open: [], done: [] })`, by key or position. */
export function partsMade(
  scope: Scope,
  pattern: ts.BindingPattern,
  call: ts.CallExpression,
  first: ts.Expression,
): ReadonlyMap<string, MadePart> | undefined {
  const { checker, fresh } = scope;
  const keys = keysOf(skipWrappers(first), ts.isArrayBindingPattern(pattern));
  if (keys === undefined) return undefined;
  const names = new Map<string, ts.Identifier>();
  for (const [index, element] of pattern.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    const { name, propertyName, initializer, dotDotDotToken } = element;
    if (!ts.isIdentifier(name) || initializer !== undefined || dotDotDotToken !== undefined) return undefined;
    const named = propertyName ?? name;
    if (!ts.isIdentifier(named)) return undefined;
    const key = ts.isArrayBindingPattern(pattern) ? String(index) : named.text;
    if (!keys.includes(key) || names.has(key)) return undefined;
    names.set(key, name);
  }
  const type = checker.getTypeAtLocation(call);
  const parts = new Map<string, MadePart>();
  for (const key of keys) {
    const member = type.getProperty(key);
    const name = names.get(key);
    if (member === undefined) return undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const known = symbol && scope.names.get(symbol);
    const own = known === undefined ? name?.text : known.map(({ text }) => text).join("");
    const place = scope.calls.length === 0 ? call : scope.at;
    const written = own ?? fresh.next(/^\d/.test(key) ? "others" : key, place);
    parts.set(key, { written, type: textOfType(checker, checker.getTypeOfSymbol(member), call, scope.names) });
  }
  return parts;
}

/** The keys of an object or tuple of empty lists. */
function keysOf(first: ts.Expression, isTuple: boolean): readonly string[] | undefined {
  const isEmpty = (node: ts.Expression): boolean => {
    const inner = skipWrappers(node);
    return ts.isArrayLiteralExpression(inner) && inner.elements.length === 0;
  };
  if (isTuple) {
    if (!ts.isArrayLiteralExpression(first) || !first.elements.every(isEmpty)) return undefined;
    return first.elements.map((_, index) => String(index));
  }
  if (!ts.isObjectLiteralExpression(first)) return undefined;
  const keys = first.properties.map((member) =>
    ts.isPropertyAssignment(member) && ts.isIdentifier(member.name) && isEmpty(member.initializer)
      ? member.name.text
      : undefined,
  );
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length ? keys : undefined;
}

/** The part that an expression is: `made.open`, `made[0]`. */
export function partNamed(
  checker: ts.TypeChecker,
  node: ts.Node,
  made: ts.Symbol,
  parts: ReadonlyMap<string, MadePart>,
): MadePart | undefined {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  if (!ts.isIdentifier(node.expression) || variableOf(checker, node.expression) !== made) return undefined;
  if (ts.isPropertyAccessExpression(node)) return parts.get(node.name.text);
  return ts.isNumericLiteral(node.argumentExpression) ? parts.get(node.argumentExpression.text) : undefined;
}

/** True where a callback names what it makes only by its parts, which get no other value, and to give it. */
export function areNamedAlone(
  checker: ts.TypeChecker,
  callback: ts.Node,
  made: ts.Symbol,
  parts: ReadonlyMap<string, MadePart>,
): boolean {
  return variablesIn(checker, callback).every(({ name, symbol }) => {
    if (symbol !== made || ts.isParameter(name.parent) || ts.isReturnStatement(name.parent)) return true;
    const access = name.parent;
    if (partNamed(checker, access, made, parts) === undefined) return false;
    const { parent } = access;
    return !(ts.isBinaryExpression(parent) && parent.left === access);
  });
}
