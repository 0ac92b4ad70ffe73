import ts from "typescript";
import { mayBe, structuredTypes } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { writtenFunction } from "../mutation/written-function.js";
import { skipWrappers } from "../skip-wrappers.js";

/** The two sides of `a === b` and its like, where objects or arrays may be on both. */
export function comparedObjects(
  analyser: Analyser,
  node: ts.Node,
): readonly [ts.Expression, ts.Expression] | undefined {
  if (!ts.isBinaryExpression(node) || !comparing.has(node.operatorToken.kind)) return undefined;
  const { left, right } = node;
  return isObject(analyser, left) && isObject(analyser, right) ? [left, right] : undefined;
}

const comparing: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** `list.indexOf(item)` and its like, of an object or array. */
export interface ObjectSearch {
  readonly list: ts.Expression;
  readonly item: ts.Expression;
  readonly method: "includes" | "indexOf" | "lastIndexOf";
}

/** The list and item of a search for an object or array; undefined for any other node. */
export function objectSearch(analyser: Analyser, node: ts.Node): ObjectSearch | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const method = node.expression.name.text;
  const [item, start] = node.arguments;
  if (method !== "includes" && method !== "indexOf" && method !== "lastIndexOf") return undefined;
  if (item === undefined || start !== undefined || !isObject(analyser, item)) return undefined;
  if (!/^Array\./.test(builtinCalled(analyser, node) ?? "")) return undefined;
  return { list: node.expression.expression, item, method };
}

/** True for a use that is a side of such a comparison, or what such a search looks for. */
export function isComparedHere(analyser: Analyser, use: ts.Expression): boolean {
  const { parent } = use;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return isComparedHere(analyser, parent);
  }
  return comparedObjects(analyser, parent) !== undefined || objectSearch(analyser, parent)?.item === use;
}

/** True for a function in which objects are compared by identity. */
export function comparesObjects(analyser: Analyser, called: ts.Node): boolean {
  const visit = (node: ts.Node): boolean =>
    comparedObjects(analyser, node) !== undefined ||
    objectSearch(analyser, node) !== undefined ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(called);
}

/** True for a name whose value the file compares with others by identity. */
export function isComparedName(analyser: Analyser, symbol: ts.Symbol): boolean {
  return comparisonsOf(analyser, symbol).length > 0;
}

/** Where the value of a name is compared with others by identity, or given to a function that does so. */
export function comparisonsOf(analyser: Analyser, symbol: ts.Symbol): readonly ts.Identifier[] {
  return comparedIn(analyser, symbol.valueDeclaration)?.names.get(symbol) ?? [];
}

/** True for the name of a list in which objects are looked for. */
export function isSearchedName(analyser: Analyser, symbol: ts.Symbol): boolean {
  return comparedIn(analyser, symbol.valueDeclaration)?.searched.has(symbol) === true;
}

/** The names of a file by which objects are compared. */
interface ComparedNames {
  /** The names of the objects, and where they are compared. */
  readonly names: ReadonlyMap<ts.Symbol, readonly ts.Identifier[]>;
  /** Those of lists in which objects are looked for. */
  readonly searched: ReadonlySet<ts.Symbol>;
}

function comparedIn(analyser: Analyser, node: ts.Node | undefined): ComparedNames | undefined {
  const file = node?.getSourceFile();
  if (file === undefined) return undefined;
  const files = comparedNames.get(analyser.analysis) ?? new Map<ts.SourceFile, ComparedNames>();
  comparedNames.set(analyser.analysis, files);
  const known = files.get(file) ?? collect(analyser, file);
  files.set(file, known);
  return known;
}

/** The names of each file, by run. */
const comparedNames = new WeakMap<Analyser["analysis"], Map<ts.SourceFile, ComparedNames>>();

function collect(analyser: Analyser, file: ts.SourceFile): ComparedNames {
  const found = new Map<ts.Symbol, ts.Identifier[]>();
  const searched = new Set<ts.Symbol>();
  const add = (node: ts.Expression): void => {
    const name = skipWrappers(node);
    const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
    if (symbol === undefined || !ts.isIdentifier(name)) return;
    const names = found.get(symbol) ?? [];
    names.push(name);
    found.set(symbol, names);
  };
  const visit = (node: ts.Node): void => {
    comparedObjects(analyser, node)?.forEach(add);
    const search = objectSearch(analyser, node);
    if (search !== undefined) {
      add(search.item);
      const list = skipWrappers(search.list);
      const symbol = ts.isIdentifier(list) ? analyser.symbolOf(list) : undefined;
      if (symbol !== undefined) searched.add(symbol);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  // The same for what functions are given that compare it.
  const given = found.size === 0 ? [] : callsIn(file);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const call of given) {
      const called = writtenFunction(analyser, call.expression);
      if (called === undefined || called === "unknown") continue;
      call.arguments.forEach((argument, index) => {
        const name = called.parameters[index]?.name;
        const symbol = name && ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
        const use = skipWrappers(argument);
        const isKnown = ts.isIdentifier(use) && found.get(analyser.symbolOf(use) as ts.Symbol)?.includes(use) === true;
        if (symbol !== undefined && found.has(symbol) && !isKnown) add(argument);
      });
    }
  }
  return { names: found, searched };
}

function callsIn(file: ts.SourceFile): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return calls;
}

function isObject(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  // The types of most operands need not be asked for.
  if (ts.isLiteralExpression(inner) || ts.isTypeOfExpression(inner)) return false;
  return mayBe(analyser.types(inner), structuredTypes);
}
