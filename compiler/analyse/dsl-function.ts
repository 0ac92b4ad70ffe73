import ts from "typescript";
import { dslModuleOf } from "../program/own-package.js";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./skip-wrappers.js";

/** The name of the DSL function that an expression names: `sleep`, `workflow`, `lambda` …; undefined for anything else. */
export function dslFunctionOf(analyser: Analyser, node: ts.Expression): string | undefined {
  const inner = skipWrappers(node);
  const nameNode = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  if (!ts.isIdentifier(nameNode)) return undefined;
  const symbol = analyser.symbolOf(nameNode);
  const declaration = symbol?.declarations?.[0];
  if (symbol === undefined || declaration === undefined || !ts.isFunctionDeclaration(declaration)) return undefined;
  return dslModuleOf(declaration) === undefined ? undefined : symbol.name;
}
