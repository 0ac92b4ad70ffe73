import ts from "typescript";
import type { Expression } from "../ir/expression.js";
import { isNondeterministic } from "../ir/walk.js";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./functions.js";
import { outsideAnalyser } from "./outside-analyser.js";

/**
 * The value of a constant that is declared outside every function: in the workflow's file or in one it imports.
 *
 * @returns undefined when the name is no such constant
 */
export function moduleConstant(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): Expression | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || declaration.getSourceFile().isDeclarationFile) return undefined;
  if (!isConst || analyser.isReassigned(symbol)) {
    return analyser.refuse(node, "SP1239", { name: symbol.name }, [
      { message: "declared here", span: analyser.span(declaration) },
    ]);
  }
  const inner = skipWrappers(initializer);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) return undefined;
  const { moduleConstants, sources } = analyser.analysis;
  sources.add(initializer.getSourceFile());
  if (!moduleConstants.has(symbol)) {
    moduleConstants.set(symbol, undefined);
    moduleConstants.set(symbol, evaluate(analyser, node, initializer));
  }
  const value = moduleConstants.get(symbol);
  if (value === undefined) return analyser.refuse(node, "SP1240", { name: symbol.name });
  const types = analyser.types(node) & value.types;
  return { ...value, types: types === 0 ? value.types : types, span: analyser.span(node) };
}

function evaluate(analyser: Analyser, node: ts.Node, initializer: ts.Expression): Expression | undefined {
  const outside = outsideAnalyser(analyser);
  const value = outside.expression(initializer);
  if (outside.statements.length === 0 && !isNondeterministic(value)) return value;
  return analyser.refuse(node, "SP1240", { name: node.getText() });
}
