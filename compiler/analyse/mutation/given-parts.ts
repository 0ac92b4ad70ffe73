import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { isChanged } from "./assigned.js";
import { joinedPath } from "./joined-path.js";
import type { Key, Path } from "./paths.js";
import { returnedBy } from "./returned-by.js";
import { usesOf } from "./uses-of.js";
import { writtenFunction } from "./written-function.js";

type PathOf = (analyser: Analyser, node: ts.Expression) => Path | undefined;

/** Where expressions lead. */
export interface Paths {
  readonly pathOf: PathOf;
  /** The same for what is declared or given. */
  readonly pathOfPart: PathOf;
}

/**
 * Where a function leads that gives a part of what a variable around it has, `(id) => rows.find((row) => row.id === id)!`, or of what it
 * is given, `(order, sku) => order.lines.find((line) => line.sku === sku)`. Each value that it gives is a part as deep, or undefined.
 */
export function partGiven(analyser: Analyser, given: ts.SignatureDeclaration, paths: Paths): Path | undefined {
  const { givenParts } = analyser.analysis;
  if (givenParts.has(given)) return givenParts.get(given);
  givenParts.set(given, undefined);
  const path = pathGiven(analyser, given, paths);
  givenParts.set(given, path);
  return path;
}

function pathGiven(analyser: Analyser, given: ts.SignatureDeclaration, { pathOfPart }: Paths): Path | undefined {
  if (!isPlainFunction(given) || given.body === undefined || given.asteriskToken !== undefined) return undefined;
  const values = returnedBy(given).filter((value) => !isNothing(value));
  const path = joinedPath(values.map((value) => pathOfPart(analyser, value)));
  const declaration = path?.root.valueDeclaration;
  if (path === undefined || declaration === undefined) return undefined;
  const isInside = ts.findAncestor(declaration, (outer) => outer === given) !== undefined;
  if (isInside) return isGivenAndKept(analyser, path.root, given) ? path : undefined;
  return path.keys.length > 0 && ts.findAncestor(declaration, ts.isFunctionLike) !== undefined ? path : undefined;
}

function isPlainFunction(
  node: ts.SignatureDeclaration,
): node is ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
}

/** `undefined`, as what a function gives that finds nothing. */
export function isNothing(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  return ts.isIdentifier(inner) && inner.text === "undefined";
}

/** True for a parameter that stands for what the function is given from its beginning to its end. */
function isGivenAndKept(analyser: Analyser, symbol: ts.Symbol, given: ts.SignatureDeclaration): boolean {
  const parameter = symbol.valueDeclaration;
  if (parameter === undefined || !ts.isParameter(parameter) || parameter.parent !== given) return false;
  const isPlain = parameter.initializer === undefined && parameter.dotDotDotToken === undefined;
  return isPlain && ts.isIdentifier(parameter.name) && !usesOf(analyser, symbol, given).some(isChanged);
}

/** A call of a function that gives a part. */
export interface GivenPart {
  readonly call: ts.CallExpression;
  readonly called: ts.SignatureDeclaration;
  /** Where the part is, for whoever calls the function. */
  readonly path: Path;
  /** The argument of which it is a part, and the way from there. */
  readonly argument?: ts.Expression;
  readonly keys: readonly Key[];
}

/** The function that a call, or the `await` of one, calls: one that gives a part. */
export function giverCalled(analyser: Analyser, node: ts.Expression, paths: Paths): GivenPart | undefined {
  const inner = skipWrappers(node);
  const call = ts.isAwaitExpression(inner) ? skipWrappers(inner.expression) : inner;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(skipWrappers(call.expression))) return undefined;
  const called = writtenFunction(analyser, call.expression);
  if (called === undefined || called === "unknown" || isAsync(called) !== ts.isAwaitExpression(inner)) return undefined;
  const path = partGiven(analyser, called, paths);
  if (path === undefined) return undefined;
  const index = called.parameters.findIndex((parameter) => parameter === path.root.valueDeclaration);
  if (index < 0) return { call, called, path, keys: path.keys };
  const argument = call.arguments[index];
  if (argument === undefined || call.arguments.some(ts.isSpreadElement)) return undefined;
  const whole = paths.pathOf(analyser, argument);
  if (whole === undefined) return undefined;
  const { keys } = path;
  return { call, called, path: { ...whole, keys: [...whole.keys, ...keys] }, argument, keys };
}

/** The call that gives a part of the argument; undefined for one that does something else with it. */
export function giverOf(analyser: Analyser, argument: ts.Expression, paths: Paths): GivenPart | undefined {
  const { parent: call } = argument;
  if (!ts.isCallExpression(call) || call.expression === argument) return undefined;
  const given = giverCalled(analyser, ts.isAwaitExpression(call.parent) ? call.parent : call, paths);
  return given?.argument === argument ? given : undefined;
}

/** True for a name by which a function gives a part of one of its parameters. */
export function isGivenName(analyser: Analyser, symbol: ts.Symbol, paths: Paths): boolean {
  const given = symbol.valueDeclaration && ts.findAncestor(symbol.valueDeclaration, ts.isFunctionLike);
  if (given === undefined) return false;
  const path = partGiven(analyser, given, paths);
  return path !== undefined && path.through.includes(symbol) && path.root.valueDeclaration?.parent === given;
}

/** The part of a variable around it that the function of a name gives. */
export function partGivenBy(analyser: Analyser, symbol: ts.Symbol, paths: Paths): Path | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return partGivenFromOutside(analyser, declaration, paths);
  const isConstant = ts.isVariableDeclaration(declaration) && ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const;
  const value = isConstant && declaration.initializer ? skipWrappers(declaration.initializer) : undefined;
  return value !== undefined && ts.isArrowFunction(value) ? partGivenFromOutside(analyser, value, paths) : undefined;
}

function partGivenFromOutside(analyser: Analyser, given: ts.SignatureDeclaration, paths: Paths): Path | undefined {
  const path = partGiven(analyser, given, paths);
  return path?.root.valueDeclaration?.parent === given ? undefined : path;
}

function isAsync(node: ts.SignatureDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  );
}

/** The function of which an expression is a returned value. */
export function returnedFrom(use: ts.Expression): ts.SignatureDeclaration | undefined {
  const { parent } = use;
  if (ts.isArrowFunction(parent) && parent.body === use) return parent;
  return ts.isReturnStatement(parent) ? ts.findAncestor(parent, ts.isFunctionLike) : undefined;
}

/** Every call of a function, or the `await` of it; undefined where its name is used for something else. */
export function callsOf(
  analyser: Analyser,
  given: ts.SignatureDeclaration,
  scope: ts.Node,
): readonly ts.Expression[] | undefined {
  const name = ts.isFunctionDeclaration(given)
    ? given.name
    : ts.isVariableDeclaration(given.parent) && ts.isIdentifier(given.parent.name)
      ? given.parent.name
      : undefined;
  const symbol = name && analyser.checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const calls: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && analyser.symbolOf(node) === symbol) {
      const { parent } = node;
      const isCall = ts.isCallExpression(parent) && parent.expression === node;
      calls.push(isCall ? (ts.isAwaitExpression(parent.parent) ? parent.parent : parent) : undefined);
    }
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return calls.every((call) => call !== undefined) ? calls : undefined;
}
