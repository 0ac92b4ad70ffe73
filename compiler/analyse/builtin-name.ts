import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./skip-wrappers.js";

const interfaceNames: Readonly<Record<string, string>> = {
  ReadonlyArray: "Array",
  ReadonlySet: "Set",
  ReadonlyMap: "Map",
  ArrayConstructor: "Array",
  ObjectConstructor: "Object",
  NumberConstructor: "Number",
  StringConstructor: "String",
  BooleanConstructor: "Boolean",
  DateConstructor: "Date",
  JSON: "JSON",
  Math: "Math",
  Crypto: "crypto",
};

/** The name of a member of the JavaScript library, such as `String.slice`; undefined for a member of anything else. */
export function builtinName(symbol: ts.Symbol): string | undefined {
  for (const declaration of symbol.declarations ?? []) {
    const file = declaration.getSourceFile();
    if (!file.isDeclarationFile || !/\/(typescript\/lib|@types\/node)\//.test(file.fileName)) continue;
    const owner = declaration.parent;
    if (ts.isInterfaceDeclaration(owner)) return `${interfaceNames[owner.name.text] ?? owner.name.text}.${symbol.name}`;
    if (ts.isFunctionDeclaration(declaration)) return symbol.name;
    if (ts.isVariableDeclaration(declaration)) return `${symbol.name}()`;
  }
  return undefined;
}

/** The name of the built-in that is called or made here, such as `Array.push`, `Map()`; undefined for anything else. */
export function builtinCalled(analyser: Analyser, node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const callee = skipWrappers(node.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  return symbol === undefined ? undefined : builtinName(symbol);
}
