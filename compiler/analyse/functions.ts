import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { Environment } from "./environment.js";
import { isStaticFunction, isStaticMethod, memberDeclared } from "./member-function.js";
import { skipWrappers } from "./skip-wrappers.js";

export { skipWrappers } from "./skip-wrappers.js";

/** A function whose body is at hand, with the names that are visible in it. */
export interface KnownFunction {
  readonly node: ts.FunctionLikeDeclaration & { readonly body?: ts.ConciseBody | undefined };
  readonly environment: Environment;
  readonly name: string;
}

/** The function that an expression names or is: declared in the workflow, in its file, or in a file it imports. */
export function resolveFunction(analyser: Analyser, node: ts.Expression): KnownFunction | undefined {
  const inner = skipWrappers(node);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
    return { node: inner, environment: analyser.environment, name: "function" };
  }
  const member = memberDeclared(analyser, inner);
  const isOther = ts.isPropertyAccessExpression(inner) && member === undefined;
  if (isOther || ts.isElementAccessExpression(inner)) {
    const part = analyser.analysis.visitors.knownFunctionValue(analyser, inner);
    return part?.kind === "closure" ? part.callee : undefined;
  }
  const nameNode = member ?? inner;
  if (!ts.isIdentifier(nameNode)) return undefined;
  const symbol = analyser.symbolOf(nameNode);
  if (symbol === undefined) return undefined;
  const binding = analyser.environment.lookUp(symbol);
  if (binding?.kind === "function") {
    return { node: binding.node, environment: binding.environment, name: nameNode.text };
  }
  const declaration = functionOf(analyser, symbol);
  if (declaration?.body === undefined || isInsideFunction(declaration)) return undefined;
  analyser.analysis.sources.add(declaration.getSourceFile());
  analyser.analysis.inlinedFrom.add(declaration.getSourceFile());
  return { node: declaration, environment: new Environment(), name: nameNode.text };
}

/** The function that a symbol declares: `function f`, `const f = () => …` or a static method. */
function functionOf(analyser: Analyser, symbol: ts.Symbol): ts.FunctionLikeDeclaration | undefined {
  for (const declaration of symbol.declarations ?? []) {
    if (ts.isFunctionDeclaration(declaration) && declaration.body !== undefined) return declaration;
    if (isStaticMethod(analyser, declaration)) return declaration;
    const isValue = ts.isVariableDeclaration(declaration) || isStaticFunction(analyser, declaration);
    const initializer = isValue ? declaration.initializer : undefined;
    const value = initializer === undefined ? undefined : skipWrappers(initializer);
    if (value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return value;
  }
  return undefined;
}

function isInsideFunction(node: ts.Node): boolean {
  for (
    let outer = node.parent as ts.Node | undefined;
    outer !== undefined;
    outer = outer.parent as ts.Node | undefined
  ) {
    if (ts.isFunctionLike(outer)) return true;
  }
  return false;
}

export function isAsyncFunction(node: ts.FunctionLikeDeclaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0;
}

/** True for a function that may give a promise. */
export function givesPromise(checker: ts.TypeChecker, node: ts.FunctionLikeDeclaration): boolean {
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return false;
  const type = checker.getReturnTypeOfSignature(signature);
  const types = type.isUnion() ? type.types : [type];
  return types.some((one) => (one.symbol as ts.Symbol | undefined)?.name === "Promise");
}

/** How often a function may be at work at once, through functions that are handed to it. */
const mostActivations = 3;

/** True for a call that would never come to its end, for it stands in the function that it calls, or comes back to it. */
export function callsItself(calls: readonly ts.Node[], callee: ts.Node, call: ts.Node): boolean {
  const activations = calls.filter((active) => active === callee).length;
  if (activations === 0) return false;
  return activations >= mostActivations || ts.findAncestor(call, (outer) => outer === callee) !== undefined;
}
