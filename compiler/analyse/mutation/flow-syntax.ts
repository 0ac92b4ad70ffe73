import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isBodyOfWorkflow } from "./input-of-workflow.js";
import { mappedBy } from "./mapped-items.js";
import { isPlain } from "./plain-values.js";
import { returnedBy } from "./returned-by.js";
import { isGivenAway } from "./whole-reads.js";

/** What an expression stands for: one of the objects that are followed, or what holds some of them. */
export type Kind = "object" | "list" | "map" | "record";

/** True for a `reduce` that begins with an element, or with nothing. */
export function isChoosing({ arguments: [, initial] }: ts.CallExpression): boolean {
  return initial === undefined || isUndefined(skipWrappers(initial));
}

/** The Map or record that is made of pairs whose second part a node is: `new Map(items.map((item) => [item.id, { item }]))`. */
export function collectionOfPairs(
  analyser: Analyser,
  pair: ts.ArrayLiteralExpression,
  node: ts.Expression,
): { readonly node: ts.Expression; readonly kind: Kind } | undefined {
  const { parent: callback } = around(pair);
  if (pair.elements.length !== 2 || pair.elements[1] !== node || !ts.isArrowFunction(callback)) return undefined;
  if (returnedBy(callback).length > 1) return undefined;
  const list = mappedBy(analyser, callback)?.list;
  const made = list && around(list).parent;
  if (made === undefined || !(ts.isNewExpression(made) || ts.isCallExpression(made))) return undefined;
  if (made.arguments?.length !== 1 || made.arguments[0] !== list) return undefined;
  if (ts.isNewExpression(made)) return { node: made, kind: "map" };
  return made.expression.getText() === "Object.fromEntries" ? { node: made, kind: "record" } : undefined;
}

/** True for a choice, whose value is looked at instead. */
export function isSearched(parent: ts.Node): boolean {
  return ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent) || ts.isSpreadElement(parent);
}

/** True for what the workflow returns, or a task gets. */
export function isGivenByWorkflow(analyser: Analyser, node: ts.Expression): boolean {
  const statement = ts.findAncestor(node, ts.isReturnStatement);
  const own = ts.findAncestor(node, ts.isFunctionLike);
  if (!isGivenAway(analyser, node)) return false;
  if (statement === undefined || ts.findAncestor(statement, ts.isFunctionLike) !== own) return true;
  return own !== undefined && isBodyOfWorkflow(analyser, own);
}

/** The outermost of the parentheses, `!` and `as` around a node. */
export function around(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isWrapper =
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return isWrapper ? around(parent) : node;
}

export function isUndefined(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "undefined";
}

/** True for a condition, whose value is nothing but true or false to what is around it. */
export function isTest(node: ts.Expression): boolean {
  const { parent } = around(node);
  return ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isPrefixUnaryExpression(parent);
}

export function declaredBy({ initializer }: ts.ForOfStatement): ts.BindingName | undefined {
  const isConstant = ts.isVariableDeclarationList(initializer) && (initializer.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? initializer.declarations[0]?.name : undefined;
}

export function namesPlain(analyser: Analyser, pattern: ts.BindingPattern): boolean {
  return pattern.elements.every(
    (one) => ts.isOmittedExpression(one) || (ts.isIdentifier(one.name) && isPlain(analyser, one.name)),
  );
}
