import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";
import { canBeReadAgain } from "./can-be-read-again.js";
import { isMade, type PutLater, putOrPushed } from "./put-later.js";

/**
 * An element that is made on the spot and put into a list, a record or a Map, and that a variable stands for from then on:
 *
 *     last = { key: row.key, items: [] };     w = windows[key] = { until, n: 0 };     groups.push((last = { … }));
 *     groups.push(last);                      windows[key] = w = { until, n: 0 };     byKey.set(key, (w = { … }));
 */
export interface WalkerPut extends PutLater {
  readonly made: ts.Expression;
  /** True where the variable gets it in a statement of its own, right before. */
  readonly isBefore: boolean;
}

/** The element that a variable gets where it is assigned. */
export function walkerPut(use: ts.Identifier): WalkerPut | undefined {
  const { parent: assignment } = use;
  if (!isAssignment(assignment) || assignment.left !== use) return undefined;
  const around = outerOf(assignment);
  const right = skipWrappers(assignment.right);
  if (ts.isExpressionStatement(around)) {
    return isAssignment(right) ? putAtOnce(around, right, right.right, use.text) : putNext(around, right, use.text);
  }
  const outer = isAssignment(around) && skipWrappers(around.right) === assignment ? around : undefined;
  const call = ts.isCallExpression(around) && isLastArgument(around, assignment) ? around : undefined;
  const put = outer ?? call;
  const statement = put && outerOf(put);
  return put !== undefined && statement !== undefined && ts.isExpressionStatement(statement)
    ? putAtOnce(statement, put, right, use.text)
    : undefined;
}

/** The element with which a variable begins: `let batch: Row[] = []; batches.push(batch);`. */
export function walkerPutAtFirst({ name, initializer, parent }: ts.VariableDeclaration): WalkerPut | undefined {
  const { parent: statement } = parent;
  const isOnly = ts.isVariableDeclarationList(parent) && parent.declarations.length === 1;
  return isOnly && ts.isIdentifier(name) && initializer !== undefined && ts.isVariableStatement(statement)
    ? putNext(statement, skipWrappers(initializer), name.text)
    : undefined;
}

/** The variable that gets an element where a statement puts this into something. */
export function walkerNamedBy(statement: ts.ExpressionStatement): ts.Identifier | undefined {
  const inner = skipWrappers(statement.expression);
  const given = isAssignment(inner) ? inner.right : ts.isCallExpression(inner) ? inner.arguments.at(-1) : undefined;
  const value = given && skipWrappers(given);
  if (value === undefined) return undefined;
  if (ts.isIdentifier(value)) return value;
  if (!isAssignment(value)) return undefined;
  // `w = place = made`, and `place = w = made`.
  const names = [isAssignment(inner) ? inner.left : undefined, value.left];
  return names.find((name): name is ts.Identifier => name !== undefined && ts.isIdentifier(name));
}

/** `w = {…}; list.push(w);`: nothing happens in between. */
function putNext(statement: ts.Statement, made: ts.Expression, name: string): WalkerPut | undefined {
  const { parent } = statement;
  if (!isMade(made) || !(ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)))
    return undefined;
  const { statements } = parent;
  const put = putOrPushed(statements, statements.findIndex((one) => one === statement) + 1, name);
  return put && { ...put, made, isBefore: true };
}

/** `place = {…}`, `list.push({…})` with the variable among it. */
function putAtOnce(
  statement: ts.ExpressionStatement,
  put: ts.BinaryExpression | ts.CallExpression,
  given: ts.Expression,
  name: string,
): WalkerPut | undefined {
  const made = skipWrappers(given);
  const written = isMade(made) ? putOf(put) : undefined;
  if (written === undefined) return undefined;
  // Where it is put is read once more behind the statement.
  const [target, key] = [written.target, written.key];
  const isSame = [target, ...(key === undefined ? [] : [key])].every((one) => canBeReadAgain(one) && !names(one, name));
  return isSame ? { ...written, statement, made, isBefore: false } : undefined;
}

function putOf(node: ts.BinaryExpression | ts.CallExpression): Omit<PutLater, "statement"> | undefined {
  if (!ts.isCallExpression(node)) {
    const target = skipWrappers(node.left);
    return ts.isElementAccessExpression(target) ? { target, kind: "assign", key: undefined } : undefined;
  }
  if (!ts.isPropertyAccessExpression(node.expression) || ts.isOptionalChain(node)) return undefined;
  const { name: method, expression: target } = node.expression;
  const [first, ...others] = node.arguments;
  if (method.text === "push" && others.length === 0) return { target, kind: "push", key: undefined };
  return method.text === "set" && others.length === 1 ? { target, kind: "set", key: first } : undefined;
}

function isLastArgument(call: ts.CallExpression, node: ts.Expression): boolean {
  const last = call.arguments.at(-1);
  return last !== undefined && skipWrappers(last) === node;
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function outerOf(node: ts.Expression): ts.Node {
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) ? outerOf(parent) : parent;
}

function names(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true;
  return ts.forEachChild(node, (child) => names(child, name) || undefined) ?? false;
}
