import ts from "typescript";
import { skipWrappers } from "../skip-wrappers.js";
import { changesName, givesName } from "./put-back.js";
import { slotIn } from "./slots.js";

/** A statement that makes what a name stands for a part of something else: `rows.push(row)`, `byId.set(id, row)`, `byId[id] = row`. */
export interface PutLater {
  readonly statement: ts.ExpressionStatement;
  /** The list or Map; of an assignment, the place. */
  readonly target: ts.Expression;
  readonly kind: "push" | "set" | "assign";
  readonly key: ts.Expression | undefined;
}

/**
 * What becomes of a constant that is made on the spot, in the block that declares it, before it is changed or given:
 *
 *     const row = { id, lines: [] };
 *     rows.push(row);
 *     row.lines.push(line);
 */
export function putLaterOf({ name, initializer, parent: list }: ts.VariableDeclaration): PutLater | undefined {
  if (!ts.isIdentifier(name) || initializer === undefined || !isMade(skipWrappers(initializer))) return undefined;
  const { parent: statement } = list;
  const isOnly = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  if (!isOnly || !ts.isVariableStatement(statement) || !ts.isBlock(statement.parent)) return undefined;
  const { statements } = statement.parent;
  const following = statements.slice(statements.indexOf(statement) + 1);
  const index = following.findIndex((one) => putWritten(one)?.name === name.text);
  const put = putOrPushed(following, index, name.text);
  const behind = put === undefined ? [] : following.slice(following.indexOf(put.statement) + 1);
  const isUsed = (one: ts.Statement): boolean => changesName(one, name.text) || givesName(one, name.text);
  const isPutTwice =
    isNew(skipWrappers(initializer)) && following.some((one) => one !== put?.statement && putsAgain(one, name.text));
  return put !== undefined && (isPutTwice || behind.some(isUsed)) ? put : undefined;
}

/**
 * The statement that pushes what is made on the spot onto a list, wherever a use of its name is reached: before that, or behind it.
 *
 * @param use where something else gets it, too
 */
export function pushedBeside(use: ts.Identifier, { valueDeclaration: declaration }: ts.Symbol): PutLater | undefined {
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const around = ts.findAncestor(declaration, ts.isBlock);
  for (let part: ts.Node = use; part !== around && !ts.isFunctionLike(part); part = part.parent) {
    const { parent } = part;
    if (!ts.isBlock(parent)) continue;
    const { statements } = parent;
    const at = statements.findIndex((one) => one === part);
    const puts = statements.map((one) => putWritten(one));
    const isPush = (index: number): boolean => {
      const put = puts[index];
      if (index === at || put?.kind !== "push" || put.name !== use.text) return false;
      return index < at || !statements.slice(at, index).some(mayLeave);
    };
    const found = puts.findIndex((_, index) => isPush(index));
    if (found >= 0) return isMadeFor(declaration, parent) ? puts[found] : undefined;
  }
  return undefined;
}

/** True for a constant that is made on the spot, and for a variable that gets what is made in a block. */
function isMadeFor({ initializer, name, parent }: ts.VariableDeclaration, block: ts.Block): boolean {
  const isConstant = (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0;
  if (isConstant) return initializer !== undefined && isNew(skipWrappers(initializer));
  return block.statements.some((one) => {
    const assigned = ts.isExpressionStatement(one) ? one.expression : undefined;
    return (
      assigned !== undefined &&
      ts.isBinaryExpression(assigned) &&
      assigned.left.getText() === name.getText() &&
      isNew(skipWrappers(assigned.right))
    );
  });
}

/** True where a loop, block or function may be left. */
function mayLeave(node: ts.Node): boolean {
  if (ts.isBreakOrContinueStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) return true;
  return ts.forEachChild(node, (child) => (!ts.isFunctionLike(child) && mayLeave(child)) || undefined) ?? false;
}

/** The statement that puts a name into something, or the one behind it that pushes it onto a list: an index gets it right before. */
export function putOrPushed(statements: readonly ts.Statement[], index: number, name: string): PutLater | undefined {
  const [put, next] = [statements[index], statements[index + 1]].map((one) => one && putWritten(one));
  if (put?.name !== name) return undefined;
  return put.kind !== "push" && next?.kind === "push" && next.name === name ? next : put;
}

/** True where a statement puts it somewhere else, too: `if (row.isLate) late.push(row);`. */
function putsAgain(node: ts.Node, name: string): boolean {
  const put = ts.isExpressionStatement(node) ? putWritten(node) : undefined;
  return (
    put?.name === name ||
    isPushedToSlot(node, name) ||
    (ts.forEachChild(node, (child) => putsAgain(child, name) || undefined) ?? false)
  );
}

/** `(groups[key] ??= []).push(row);` */
function isPushedToSlot(node: ts.Node, name: string): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return false;
  const { expression: callee, arguments: given } = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "push") return false;
  return slotIn(callee.expression) !== undefined && given.some((one) => ts.isIdentifier(one) && one.text === name);
}

/** What is written out or given by a call; whether the call makes it is looked at where something asks who holds it. */
export function isMade(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) return isMade(skipWrappers(node.expression));
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return true;
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}

/** The same, but for what a method gives: that may be an element of something. */
function isNew(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) return isNew(skipWrappers(node.expression));
  return isMade(node) && !(ts.isCallExpression(node) && ts.isPropertyAccessExpression(skipWrappers(node.expression)));
}

/** What a statement puts into something, as far as its text tells. */
export function putWritten(node: ts.Statement): (PutLater & { readonly name: string }) | undefined {
  if (!ts.isExpressionStatement(node)) return undefined;
  const inner = skipWrappers(node.expression);
  if (ts.isBinaryExpression(inner)) {
    const [target, value] = [skipWrappers(inner.left), skipWrappers(inner.right)];
    const isAssignment = inner.operatorToken.kind === ts.SyntaxKind.EqualsToken && !ts.isIdentifier(target);
    if (!isAssignment || !ts.isIdentifier(value) || !isStanding(target)) return undefined;
    return { statement: node, target, kind: "assign", key: undefined, name: value.text };
  }
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const { name: method, expression: target } = inner.expression;
  const [first, second, ...others] = inner.arguments;
  if (ts.isOptionalChain(inner) || !isStanding(target) || others.length > 0 || first === undefined) return undefined;
  const [key, value] = method.text === "set" ? [first, second] : [undefined, second === undefined ? first : undefined];
  const isPut = method.text === "push" || (method.text === "set" && key !== undefined && isStanding(key));
  const given = value && skipWrappers(value);
  if (!isPut || given === undefined || !ts.isIdentifier(given)) return undefined;
  return { statement: node, target, kind: method.text === "set" ? "set" : "push", key, name: given.text };
}

const arithmetic: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
]);

/** A name, a member of one by a name or by what stands, a literal, or a text made of these: it is the same when it is read again. */
function isStanding(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isPropertyAccessExpression(inner)) return isStanding(inner.expression);
  if (ts.isElementAccessExpression(inner)) return isStanding(inner.expression) && isStanding(inner.argumentExpression);
  if (ts.isTemplateExpression(inner)) return inner.templateSpans.every(({ expression }) => isStanding(expression));
  if (ts.isBinaryExpression(inner)) {
    return arithmetic.has(inner.operatorToken.kind) && isStanding(inner.left) && isStanding(inner.right);
  }
  return ts.isIdentifier(inner) || ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner);
}
