import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import type { Path } from "./paths.js";
import { returnedBy } from "./returned-by.js";
import { writtenFunction } from "./written-function.js";

type PathOf = (analyser: Analyser, node: ts.Expression) => Path | undefined;

/**
 * Where a function leads that gives a part of what a variable around it has: `(id) => rows.find((row) => row.id === id)!`. Each value
 * that it gives is a part at the same keys.
 */
export function partGiven(analyser: Analyser, given: ts.SignatureDeclaration, pathOf: PathOf): Path | undefined {
  const { givenParts } = analyser.analysis;
  if (givenParts.has(given)) return givenParts.get(given);
  givenParts.set(given, undefined);
  const path = pathGiven(analyser, given, pathOf);
  givenParts.set(given, path);
  return path;
}

function pathGiven(analyser: Analyser, given: ts.SignatureDeclaration, pathOf: PathOf): Path | undefined {
  if (!(ts.isArrowFunction(given) || ts.isFunctionDeclaration(given)) || given.body === undefined) return undefined;
  if (given.asteriskToken !== undefined) return undefined;
  const paths = returnedBy(given).map((value) => pathOf(analyser, value));
  const [first, ...others] = paths;
  const declaration = first?.root.valueDeclaration;
  if (
    first === undefined ||
    declaration === undefined ||
    ts.findAncestor(declaration, (outer) => outer === given) !== undefined
  )
    return undefined;
  if (first.keys.length === 0 || ts.findAncestor(declaration, ts.isFunctionLike) === undefined) return undefined;
  const isSame = others.every((other) => {
    if (other?.root !== first.root || other.keys.length !== first.keys.length) return false;
    return other.keys.every((key, index) => key === first.keys[index]);
  });
  const through = [...new Set(paths.flatMap((path) => path?.through ?? []))];
  return isSame ? { ...first, through } : undefined;
}

/** The function that a call, or the `await` of one, calls: one that gives a part. */
export function giverCalled(
  analyser: Analyser,
  node: ts.Expression,
  pathOf: PathOf,
): { readonly call: ts.CallExpression; readonly path: Path } | undefined {
  const inner = skipWrappers(node);
  const call = ts.isAwaitExpression(inner) ? skipWrappers(inner.expression) : inner;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(skipWrappers(call.expression))) return undefined;
  const called = writtenFunction(analyser, call.expression);
  if (called === undefined || called === "unknown" || isAsync(called) !== ts.isAwaitExpression(inner)) return undefined;
  const path = partGiven(analyser, called, pathOf);
  return path && { call, path };
}

/** The part that the function of a name gives. */
export function partGivenBy(analyser: Analyser, symbol: ts.Symbol, pathOf: PathOf): Path | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return partGiven(analyser, declaration, pathOf);
  const isConstant = ts.isVariableDeclaration(declaration) && ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const;
  const value = isConstant && declaration.initializer ? skipWrappers(declaration.initializer) : undefined;
  return value !== undefined && ts.isArrowFunction(value) ? partGiven(analyser, value, pathOf) : undefined;
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
