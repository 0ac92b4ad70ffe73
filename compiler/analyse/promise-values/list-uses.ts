import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { holdsPromises } from "./holds-promises.js";

/** What is added to a list at one place: `calls.push(f(x))`, `calls = [...calls, f(x)]`. */
export interface Push {
  readonly node: ts.CallExpression | ts.BinaryExpression;
  readonly added: readonly ts.Expression[];
}

/** Every place that names the list, apart from its declaration. */
export function usesOf({ checker }: Analyser, name: ts.Identifier, symbol: ts.Symbol): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text) {
      const meant = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (meant === symbol) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  const scope = ts.findAncestor(name, (node) => ts.isBlock(node) || ts.isCaseBlock(node) || ts.isSourceFile(node));
  if (scope !== undefined) visit(scope);
  return found;
}

export function pushOf(use: ts.Identifier): Push | undefined {
  const { parent } = use;
  if (ts.isBinaryExpression(parent) && parent.left === use) {
    const added = addedTo(use, parent);
    return added && { node: parent, added };
  }
  const isPush = ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "push";
  return isPush && ts.isCallExpression(parent.parent) && parent.parent.expression === parent
    ? { node: parent.parent, added: parent.parent.arguments }
    : undefined;
}

/** What `calls = [...calls, f(x)]` adds; undefined for another assignment. */
export function addedTo(list: ts.Expression, { operatorToken, right }: ts.BinaryExpression) {
  const value = skipWrappers(right);
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isArrayLiteralExpression(value)) return undefined;
  const [first, ...added] = value.elements;
  const isSame = first !== undefined && ts.isSpreadElement(first) && first.expression.getText() === list.getText();
  return isSame && added.length > 0 ? added : undefined;
}

export function pushesPromises(analyser: Analyser, use: ts.Identifier): boolean {
  return pushOf(use)?.added.some((one) => givesPromises(analyser, one)) === true;
}

function givesPromises(analyser: Analyser, node: ts.Expression): boolean {
  if (!ts.isSpreadElement(node)) return analyser.isPromise(node);
  return holdsPromises(analyser.checker.getTypeAtLocation(node.expression), analyser.checker);
}

/** True where the list is given to a function, or to another name. */
export function isHandedOn(use: ts.Identifier): boolean {
  const { parent } = use;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return true;
  return ts.isCallExpression(parent) && !/^Promise\.(all|allSettled)$/.test(parent.expression.getText());
}

/** True for a use after which each element of the list is still known: no loop or condition decides on a push. */
export function isKnown(name: ts.Identifier, use: ts.Identifier): boolean {
  const push = pushOf(use);
  if (push === undefined) return !(ts.isBinaryExpression(use.parent) && use.parent.left === use);
  return isIn(push.node, blockOf(name));
}

/** True for a statement of the block itself. */
export function isIn({ parent }: Push["node"], block: ts.Node | undefined): boolean {
  return ts.isExpressionStatement(parent) && parent.parent === block;
}

/** The block that declares a name. */
export function blockOf(name: ts.Identifier): ts.Node | undefined {
  return ts.findAncestor(name, ts.isVariableStatement)?.parent;
}
