import ts from "typescript";
import { skipWrappers } from "../analyse/skip-wrappers.js";
import { spanOf } from "../source-span.js";
import { added, copySource, type Writing } from "./copy-source.js";
import type { Piece } from "./expanded-text.js";
import { isQuiet } from "./growth.js";
import { declaredIn, type Helper, isAssignedIn, isWritten, type WrittenFunction } from "./helper.js";
import type { FreshNames } from "./names.js";

/** What stands around a part of the source that is written again. */
export interface Scope extends Writing {
  /** Where the outermost call stands, in the file that is written. */
  readonly at: ts.Node;
  /** The functions that parameters stand for. */
  readonly functions: ReadonlyMap<ts.Symbol, ts.Node>;
  /** The functions that are being written out, the outermost first. */
  readonly calls: readonly ts.Node[];
  readonly fresh: FreshNames;
  /** True in a loop that stands for a call over lists of elements. */
  readonly isInLoop?: boolean;
}

/** What is written for the statements of a function, and its value. */
export interface OpenedCall {
  /** What declares its parameters. */
  readonly parameters: readonly Piece[];
  readonly inside: Scope;
  /** The names in it, which may get others before anything is written. */
  readonly names: Map<ts.Symbol, readonly Piece[]>;
}

/** The inside of a function with what a call gives it; undefined where that cannot be written. */
export function openCall(scope: Scope, call: ts.CallExpression, { node }: Helper): OpenedCall | undefined {
  const { checker, fresh } = scope;
  const names = new Map(scope.names);
  const calledFrom = { ...spanOf(call), ...(scope.calledFrom && { calledFrom: scope.calledFrom }) };
  const at = scope.calls.length === 0 ? call : scope.at;
  const functions = new Map(scope.functions);
  const inside: Scope = { ...scope, names, calledFrom, at, functions, calls: [...scope.calls, node] };
  if (call.arguments.length > node.parameters.length || call.arguments.some(ts.isSpreadElement)) return undefined;
  if (!nameTypes(scope, call, node, names)) return undefined;
  for (const symbol of declaredIn(checker, node)) {
    names.set(symbol, [added(fresh.next(symbol.name, at), symbol.valueDeclaration ?? node, inside)]);
  }
  const parameters: Piece[] = [];
  for (const [index, parameter] of node.parameters.entries()) {
    const argument = call.arguments[index];
    const { name, initializer, type } = parameter;
    if (parameter.dotDotDotToken !== undefined) return undefined;
    const given = argument ?? initializer;
    if (given === undefined) return undefined;
    if (argument !== undefined && initializer !== undefined && mayBeUndefined(checker, argument)) return undefined;
    const value = argument === undefined ? copySource(given, inside) : copySource(given, scope);
    const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
    const isAssigned = symbol === undefined || isAssignedIn(checker, symbol, node);
    if (symbol !== undefined && !isAssigned && argument !== undefined && standsFor(scope, call, argument, node)) {
      names.set(symbol, value);
      const known = knownFunction(scope, argument);
      if (known !== undefined) functions.set(symbol, known);
      continue;
    }
    const inner = skipWrappers(given);
    const isFunction = ts.isArrowFunction(inner) || ts.isFunctionExpression(inner);
    if (isFunction && symbol !== undefined && !isAssigned) functions.set(symbol, inner);
    const isTyped = isFunction || ts.isLiteralExpression(inner) || ts.isArrayLiteralExpression(inner);
    const keyword = symbol !== undefined && isAssigned ? "let" : "const";
    parameters.push(added(`${keyword} `, name, inside), ...copySource(name, inside));
    const needsType = isTyped || ts.isObjectLiteralExpression(inner) || keyword === "let";
    if (needsType && type !== undefined) parameters.push(added(": ", name, inside), ...copySource(type, inside));
    parameters.push(added(" = ", given, scope), ...value, added(";\n", given, scope));
  }
  return { parameters, inside, names };
}

/** Notes what type parameters stand for. */
function nameTypes(
  { checker, names: outer, calledFrom }: Scope,
  call: ts.CallExpression,
  node: WrittenFunction,
  names: Map<ts.Symbol, readonly Piece[]>,
): boolean {
  const { typeParameters } = node;
  if (typeParameters === undefined) return true;
  const signature = checker.getResolvedSignature(call);
  if (signature?.declaration !== node) return false;
  const types = checker.getTypeArgumentsForResolvedSignature(signature) ?? [];
  return typeParameters.every((parameter, index) => {
    const type = types[index];
    const symbol = checker.getSymbolAtLocation(parameter.name);
    if (type === undefined || symbol === undefined) return false;
    const text = textOfType(checker, type, call, outer);
    names.set(symbol, [added(text, call, { calledFrom })]);
    return true;
  });
}

/** A type as it can be written at a node, with what the type parameters around stand for. */
export function textOfType(
  checker: ts.TypeChecker,
  type: ts.Type,
  at: ts.Node,
  names: ReadonlyMap<ts.Symbol, readonly Piece[]>,
): string {
  let text = checker.typeToString(type, at, ts.TypeFormatFlags.NoTruncation);
  for (const [symbol, pieces] of names) {
    if ((symbol.flags & ts.SymbolFlags.TypeParameter) === 0) continue;
    const written = pieces.map((piece) => piece.text).join("");
    text = text.replaceAll(new RegExp(`\\b${symbol.name}\\b`, "g"), () => written);
  }
  return /^[\w.]+$/.test(text) ? text : `(${text})`;
}

function mayBeUndefined(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(node);
  return type !== checker.getNonNullableType(type);
}

/** True for an argument that can be written wherever the parameter is named: its value is the same there. */
function standsFor(scope: Scope, call: ts.CallExpression, argument: ts.Expression, node: WrittenFunction): boolean {
  const { checker } = scope;
  const members: string[] = [];
  let root = argument;
  for (; ts.isPropertyAccessExpression(root) && root.questionDotToken === undefined; root = root.expression) {
    members.push(root.name.text);
  }
  const symbol = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined) return false;
  const isConstant =
    ts.isFunctionDeclaration(declaration) || !isAssignedIn(checker, symbol, declaration.getSourceFile());
  if (!isConstant || members.length === 0) return isConstant;
  const areQuiet = call.arguments.every((one) => isQuiet(scope, knownFunction(scope, one) ?? one));
  return areQuiet && keepsMembers(scope, node, new Set(members));
}

function knownFunction({ checker, functions }: Scope, node: ts.Expression): ts.Node | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  const symbol = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner) : undefined;
  const known = symbol && functions.get(symbol);
  if (known !== undefined) return known;
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** True where a function puts nothing in place of members with these names, nor calls what may. */
function keepsMembers(
  scope: Scope,
  node: WrittenFunction,
  members: ReadonlySet<string>,
  around: readonly ts.Node[] = [],
): boolean {
  const { checker } = scope;
  const own = new Set(node.parameters.flatMap(({ name }) => checker.getSymbolAtLocation(name) ?? []));
  const isKept = (inner: ts.Node): boolean => {
    const target = ts.isBinaryExpression(inner) && isAssignment(inner) ? skipWrappers(inner.left) : undefined;
    const deleted = ts.isDeleteExpression(inner) ? skipWrappers(inner.expression) : undefined;
    for (const changed of [target, deleted, countedIn(inner), givenInLoop(inner)]) {
      if (changed === undefined || ts.isIdentifier(changed)) continue;
      if (ts.isPropertyAccessExpression(changed) && !members.has(changed.name.text)) continue;
      if (ts.isElementAccessExpression(changed) && isOwn(changed.expression)) continue;
      return false;
    }
    if (ts.isCallExpression(inner) && ts.isIdentifier(inner.expression)) {
      const symbol = checker.getSymbolAtLocation(inner.expression);
      const isGiven = symbol !== undefined && own.has(symbol);
      const called = isGiven ? undefined : knownFunction(scope, inner.expression);
      if (!isGiven && (called === undefined || !(isQuiet(scope, called) || isKeptBy(called)))) return false;
    }
    if (ts.isCallExpression(inner) && inner.expression.getText() === "Object.assign") return false;
    return ts.forEachChild(inner, (child) => (isKept(child) ? undefined : true)) !== true;
  };
  const isKeptBy = (called: ts.Node): boolean => {
    const isNew = called !== node && !around.includes(called);
    return isNew && isWritten(called) && keepsMembers(scope, called, members, [...around, node]);
  };
  const isOwn = (expression: ts.Expression): boolean => {
    const root = skipWrappers(expression);
    const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
    return declaration !== undefined && ts.isVariableDeclaration(declaration) && isMadeHere(declaration.initializer);
  };
  return node.body === undefined || isKept(node.body);
}

/** `config.size` in `config.size++`. */
function countedIn(node: ts.Node): ts.Expression | undefined {
  const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  const isUnary = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  return isUnary && (node.operator === PlusPlusToken || node.operator === MinusMinusToken)
    ? skipWrappers(node.operand)
    : undefined;
}

/** `config.size` in `for (config.size of sizes)`. */
function givenInLoop(node: ts.Node): ts.Expression | undefined {
  const isLoop = ts.isForOfStatement(node) || ts.isForInStatement(node);
  return isLoop && !ts.isVariableDeclarationList(node.initializer) ? skipWrappers(node.initializer) : undefined;
}

function isMadeHere(node: ts.Expression | undefined): boolean {
  const inner = node && skipWrappers(node);
  return inner !== undefined && (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner));
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
