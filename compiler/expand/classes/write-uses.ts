import ts from "typescript";
import { skipWrappers } from "../../analyse/skip-wrappers.js";
import { added, copySource } from "../copy-source.js";
import type { Piece } from "../expanded-text.js";
import { type ClassMember, type ClassShape, contains } from "./class-shape.js";
import { type ClassWriting, declaredAs } from "./writing.js";

/** What is written for a piece of code that makes an instance, or uses a member of a class; undefined for any other. */
export function writeUse(node: ts.Node, writing: ClassWriting): readonly Piece[] | undefined {
  if (ts.isNewExpression(node)) return writeNew(node, writing);
  if (ts.isCallExpression(node)) return writeCall(node, writing);
  if (ts.isPropertyAccessExpression(node)) return writeAccess(node, writing);
  if (ts.isBinaryExpression(node)) return writeAssignment(node, writing);
  if (ts.isPrivateIdentifier(node)) return writeHidden(node, writing);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return writeThis(node, writing);
  return undefined;
}

/** The name of a field that only its class sees: `#lines`. */
function writeHidden(node: ts.PrivateIdentifier, writing: ClassWriting): readonly Piece[] | undefined {
  const owner = writing.checker.getSymbolAtLocation(node)?.valueDeclaration?.parent;
  return owner !== undefined && writing.shapes.has(owner) ? [added(node.text.slice(1), node, writing)] : undefined;
}

function writeThis(node: ts.Node, writing: ClassWriting): readonly Piece[] | undefined {
  const owner = ts.findAncestor(node, ts.isClassLike);
  if (owner === undefined || !writing.shapes.has(owner)) return undefined;
  if (writing.self === undefined) writing.refuse(node);
  return [added(writing.self ?? "undefined", node, writing)];
}

function writeNew(node: ts.NewExpression, writing: ClassWriting): readonly Piece[] | undefined {
  const shape = classAt(node.expression, writing);
  if (shape === undefined) return undefined;
  writing.onUsed(shape, shape.maker);
  return [added(shape.maker, node.expression, writing), ...writeGiven(node, [], writing)];
}

/** The class that an expression names, be it as `this` in static code. */
function classAt(node: ts.Expression, { checker, shapes }: ClassWriting): ClassShape | undefined {
  if (node.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = ts.findAncestor(node, ts.isClassLike);
    return owner && shapes.get(owner);
  }
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  return declaration && shapes.get(declaration);
}

/** `<T>(first, …)` of a call, with what comes before its arguments. */
export function writeGiven(
  node: ts.CallExpression | ts.NewExpression,
  before: readonly Piece[],
  writing: ClassWriting,
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, type] of (node.typeArguments ?? []).entries()) {
    pieces.push(added(index === 0 ? "<" : ", ", type, writing), ...copySource(type, writing));
  }
  if (pieces.length > 0) pieces.push(added(">", node, writing));
  pieces.push(added("(", node, writing), ...before);
  for (const [index, argument] of (node.arguments ?? []).entries()) {
    if (index > 0 || before.length > 0) pieces.push(added(", ", argument, writing));
    pieces.push(...copySource(argument, writing));
  }
  return [...pieces, added(")", node, writing)];
}

function memberAt(node: ts.PropertyAccessExpression, writing: ClassWriting): readonly ClassMember[] {
  const found = declaredAs(writing.checker, node.name, writing.members);
  if (found !== "unclear") return found;
  writing.refuse(node);
  return [];
}

function isStatic({ kind }: ClassMember): boolean {
  return kind === "static method" || kind === "static constant";
}

/** A receiver that is the class itself, for a member of the class itself. */
function isReceiverRight(node: ts.PropertyAccessExpression, member: ClassMember, writing: ClassWriting): boolean {
  return !isStatic(member) || classAt(node.expression, writing) === member.owner;
}

/** `basket.add(line)`, `Basket.of(lines)`. */
function writeCall(node: ts.CallExpression, writing: ClassWriting): readonly Piece[] | undefined {
  const { expression: callee } = node;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [member] = memberAt(callee, writing);
  if (member === undefined || (member.kind !== "method" && member.kind !== "static method")) return undefined;
  const isGeneric = member.owner.declaration.typeParameters !== undefined && node.typeArguments !== undefined;
  const isKept = node.questionDotToken === undefined && !(isGeneric && member.kind === "method");
  if (!isKept || !isReceiverRight(callee, member, writing)) writing.refuse(node);
  writing.onUsed(member.owner, member.written);
  const name = added(member.written, callee, writing);
  if (isStatic(member)) return [name, ...writeGiven(node, [], writing)];
  const receiver = writeReceiver(callee, writing);
  return whereThere(callee, [name, ...writeGiven(node, receiver, writing)], writing);
}

function writeReceiver(node: ts.PropertyAccessExpression, writing: ClassWriting): readonly Piece[] {
  const { expression } = node;
  const pieces = copySource(expression, writing);
  // It was asked before whether it is there.
  return node.questionDotToken === undefined || isNamed(skipWrappers(expression))
    ? pieces
    : [...pieces, added("!", expression, writing)];
}

/** `basket === undefined ? undefined : …` for what is called on `basket?.`. */
function whereThere(
  node: ts.PropertyAccessExpression,
  pieces: readonly Piece[],
  writing: ClassWriting,
): readonly Piece[] {
  if (node.questionDotToken === undefined) return pieces;
  const { test, operator } = askWhetherThere(node, writing);
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  const whole = isCalled ? node.parent : node;
  const put = (text: string): Piece => added(text, node, writing);
  if (ts.isExpressionStatement(whole.parent))
    return [put("{ if ("), ...test, put(`!${operator}) `), ...pieces, put("; }")];
  return [put("("), ...test, put(`=${operator} ? undefined : `), ...pieces, put(")")];
}

function askWhetherThere(
  node: ts.PropertyAccessExpression,
  writing: ClassWriting,
): { readonly test: readonly Piece[]; readonly operator: string } {
  const receiver = skipWrappers(node.expression);
  // It is read twice.
  if (!canBeReadTwice(receiver, writing)) writing.refuse(node);
  const types = writing.checker.getTypeAtLocation(node.expression);
  const parts = types.isUnion() ? types.types : [types];
  const isNullable = parts.some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0);
  const test = [...copySource(receiver, writing), added(" ", node, writing)];
  return { test, operator: isNullable ? "= null" : "== undefined" };
}

/** A name, fields of one, and what stands in a list or Map at such a place. */
function canBeReadTwice(node: ts.Expression, writing: ClassWriting): boolean {
  const inner = skipWrappers(node);
  const isStable = (one: ts.Expression): boolean => canBeReadTwice(one, writing);
  if (ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword || ts.isLiteralExpression(inner)) return true;
  if (ts.isPropertyAccessExpression(inner)) return memberAt(inner, writing).length === 0 && isStable(inner.expression);
  if (ts.isElementAccessExpression(inner)) return isStable(inner.expression) && isStable(inner.argumentExpression);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return false;
  const { expression: map, name } = inner.expression;
  const isMap = /^(Readonly)?Map$/.test(writing.checker.getTypeAtLocation(map).symbol?.name ?? "");
  return isMap && name.text === "get" && isStable(map) && inner.arguments.every(isStable);
}

/** A name, or fields of one. */
function isNamed(node: ts.Expression): boolean {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return (
    ts.isPropertyAccessExpression(node) && node.questionDotToken === undefined && isNamed(skipWrappers(node.expression))
  );
}

/** `basket.total`, `Basket.LIMIT`, and `this.lines` of an instance that is yet to be made. */
function writeAccess(node: ts.PropertyAccessExpression, writing: ClassWriting): readonly Piece[] | undefined {
  const found = memberAt(node, writing);
  if (found.length === 0) {
    const declaration = writing.checker.getSymbolAtLocation(node.name)?.valueDeclaration;
    const held = declaration && writing.held.get(declaration);
    const isOwn = node.expression.kind === ts.SyntaxKind.ThisKeyword && held !== undefined;
    return isOwn ? [added(held, node, writing)] : undefined;
  }
  const constant = found.find(({ kind }) => kind === "static constant");
  const getter = found.find(({ kind }) => kind === "getter");
  const member = constant ?? getter;
  if (member === undefined || isChanged(node) || !isReceiverRight(node, member, writing)) {
    writing.refuse(node);
    return undefined;
  }
  writing.onUsed(member.owner, member.written);
  const name = added(member.written, node, writing);
  if (isStatic(member)) return [name];
  const call = [name, added("(", node, writing), ...writeReceiver(node, writing), added(")", node, writing)];
  return whereThere(node, call, writing);
}

/** True for what gets a value, or is deleted. */
function isChanged(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isChanged(parent);
  if (ts.isBinaryExpression(parent) && parent.left === node) return isAssignment(parent);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  return ts.isDeleteExpression(parent) || isInPattern(node);
}

/** True in `[basket.limit] = pair`. */
function isInPattern(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && node.kind !== parent.kind;
  }
  const isPart =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent);
  return isPart && isInPattern(parent);
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `basket.limit = 5;` where the class has a setter. */
function writeAssignment(node: ts.BinaryExpression, writing: ClassWriting): readonly Piece[] | undefined {
  const { left, operatorToken, right } = node;
  if (!isAssignment(node) || !ts.isPropertyAccessExpression(left)) return undefined;
  const setter = memberAt(left, writing).find(({ kind }) => kind === "setter");
  if (setter === undefined) return undefined;
  const isStatement = ts.isExpressionStatement(node.parent) && left.questionDotToken === undefined;
  if (!isStatement || operatorToken.kind !== ts.SyntaxKind.EqualsToken) writing.refuse(node);
  writing.onUsed(setter.owner, setter.written);
  const put = (text: string, at: ts.Node): Piece => added(text, at, writing);
  const receiver = writeReceiver(left, writing);
  return [put(`${setter.written}(`, left), ...receiver, put(", ", node), ...copySource(right, writing), put(")", node)];
}

/** True for code that names an instance otherwise than by its fields, or in a function inside. */
export function needsInstance(node: ts.Node, fields: ReadonlySet<ts.Node>, checker: ts.TypeChecker): boolean {
  return contains(node, (inner) => {
    if (ts.isFunctionLike(inner)) return contains(inner, (deep) => deep.kind === ts.SyntaxKind.ThisKeyword);
    if (inner.kind !== ts.SyntaxKind.ThisKeyword) return false;
    const { parent } = inner;
    const symbol = ts.isPropertyAccessExpression(parent) ? checker.getSymbolAtLocation(parent.name) : undefined;
    return symbol?.valueDeclaration === undefined || !fields.has(symbol.valueDeclaration);
  });
}
