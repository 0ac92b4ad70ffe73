import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { changesInside } from "./changes.js";
import type { Key } from "./paths.js";

// What a use of a variable looks like, as far as it can be told from the use alone.

export function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares = ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  return declares && parent.name === node;
}

/** `keyof typeof counts` asks for a type, which is not there when the program runs. */
export function isOfType({ parent }: ts.Node): boolean {
  return ts.isQualifiedName(parent) ? isOfType(parent) : ts.isTypeQueryNode(parent);
}

/** True for what stands before a dot, in parentheses. */
export function isReceiver(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isReceiver(parent);
  return ts.isPropertyAccessExpression(parent) && parent.expression === node;
}

/** True for a pattern that has no name for what is changed, or a part around it. */
export function takesOtherParts(pattern: ts.BindingPattern, [key]: readonly Key[]): boolean {
  if (key === undefined || !ts.isObjectBindingPattern(pattern)) return false;
  return pattern.elements.every(({ propertyName, name, dotDotDotToken }) => {
    const taken = propertyName ?? name;
    return dotDotDotToken === undefined && ts.isIdentifier(taken) && taken.text !== key;
  });
}

export function isComparison(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** The name of an item, or those of an entry of a Map. */
export function namesIn(name: ts.BindingName): readonly ts.Identifier[] | undefined {
  if (ts.isIdentifier(name)) return [name];
  const names = name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name] : []));
  return ts.isArrayBindingPattern(name) && names.every(ts.isIdentifier) ? names : undefined;
}

/** The loop that goes through what a call gives: it sees what the call's array becomes meanwhile. */
export function loopOver(call: ts.CallExpression): ts.ForOfStatement | undefined {
  const { parent } = call;
  return ts.isForOfStatement(parent) && parent.expression === call ? parent : undefined;
}

export function rootOf(access: ts.PropertyAccessExpression | ts.ElementAccessExpression): ts.Expression {
  const inner = skipWrappers(access.expression);
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) ? rootOf(inner) : inner;
}

/** True for `for (const key in x)` that changes nothing but what stands at its own key: the other keys are gone through as they are. */
export function keepsKeys(
  analyser: Analyser,
  use: ts.Expression,
  { initializer, statement }: ts.ForInStatement,
): boolean {
  const [key] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  const isConstant = key !== undefined && (ts.getCombinedNodeFlags(key) & ts.NodeFlags.Const) !== 0;
  const symbol = isConstant ? analyser.checker.getSymbolAtLocation(key.name) : undefined;
  const isHarmless = ({ parent }: ts.Node): boolean => {
    if (symbol === undefined || !ts.isElementAccessExpression(parent)) return false;
    const { argumentExpression: at } = parent;
    return ts.isIdentifier(at) && analyser.symbolOf(at) === symbol;
  };
  return !changesInside(analyser, use, statement, { isHarmless });
}
