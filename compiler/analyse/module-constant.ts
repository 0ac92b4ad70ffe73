import ts from "typescript";
import type { Expression, Variable } from "../ir/expression.js";
import { isNondeterministic, substitute } from "../ir/walk.js";
import type { Analyser } from "./analyser.js";
import { skipWrappers } from "./functions.js";
import { bindPattern } from "./patterns.js";
import { outsideAnalyser } from "./outside-analyser.js";
import { storedIn } from "../builtins/infinite.js";

/**
 * The value of a constant that is declared outside every function: in the workflow's file or in one it imports, or as
 * `static readonly` of a class there.
 *
 * @returns undefined when the name is no such constant
 */
export function moduleConstant(analyser: Analyser, node: ts.Node, symbol: ts.Symbol): Expression | undefined {
  const named = symbol.valueDeclaration;
  const declaration = named !== undefined && ts.isBindingElement(named) ? declarationAround(named) : named;
  const isMember = declaration !== undefined && isStaticConstant(declaration);
  if (declaration === undefined || !(ts.isVariableDeclaration(declaration) || isMember)) return undefined;
  const { initializer } = declaration;
  const isConst = isMember || (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || declaration.getSourceFile().isDeclarationFile) return undefined;
  if (!isConst || analyser.isReassigned(symbol)) {
    return analyser.refuse(node, "SP1239", { name: symbol.name }, [
      { message: "declared here", span: analyser.span(declaration) },
    ]);
  }
  const inner = skipWrappers(initializer);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) return undefined;
  if (!isMember && named !== declaration && !ts.isSourceFile(declaration.parent.parent.parent)) return undefined;
  const { moduleConstants, sources } = analyser.analysis;
  sources.add(initializer.getSourceFile());
  if (!moduleConstants.has(symbol)) {
    moduleConstants.set(symbol, undefined);
    const isTaken = named !== declaration;
    moduleConstants.set(
      symbol,
      isTaken && !isMember ? taken(analyser, node, symbol, declaration) : evaluate(analyser, node, initializer),
    );
  }
  const value = moduleConstants.get(symbol);
  if (value === undefined) return analyser.refuse(node, "SP1240", { name: symbol.name });
  const types = analyser.types(node) & value.types;
  return { ...value, types: types === 0 ? value.types : types, span: analyser.span(node) };
}

/** `static readonly limit = 3` of a class of the file itself. */
function isStaticConstant(node: ts.Node): node is ts.PropertyDeclaration {
  const constant = ts.ModifierFlags.Static | ts.ModifierFlags.Readonly;
  if (!ts.isPropertyDeclaration(node) || (ts.getCombinedModifierFlags(node) & constant) !== constant) return false;
  return ts.isClassDeclaration(node.parent) && ts.isSourceFile(node.parent.parent);
}

/** `Limits.soft`, where the class says `static readonly soft = 2`. */
export function isConstantOfClass(analyser: Analyser, node: ts.PropertyAccessExpression, symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !isStaticConstant(declaration) || !ts.isIdentifier(node.expression)) return false;
  return analyser.symbolOf(node.expression)?.valueDeclaration === declaration.parent;
}

function evaluate(analyser: Analyser, node: ts.Node, initializer: ts.Expression): Expression | undefined {
  const outside = outsideAnalyser(analyser);
  const value = outside.expression(initializer);
  if (outside.statements.length === 0 && !isNondeterministic(value)) return value;
  return analyser.refuse(node, "SP1240", { name: node.getText() });
}

/** The declaration whose pattern the name stands in: `const { name } = …`. */
function declarationAround({ parent: { parent } }: ts.BindingElement): ts.Node {
  return ts.isBindingElement(parent) ? declarationAround(parent) : parent;
}

/** The value of one name of `const { gross, net: [first] } = …`, in terms of the whole. */
function taken(
  analyser: Analyser,
  node: ts.Node,
  symbol: ts.Symbol,
  { name, initializer }: ts.VariableDeclaration,
): Expression | undefined {
  const outside = outsideAnalyser(analyser);
  bindPattern(outside, name, outside.expression(initializer as ts.Expression));
  const values = new Map<Variable, Expression>();
  for (const statement of outside.statements) {
    if (statement.kind !== "assign" || !statement.declares)
      return analyser.refuse(node, "SP1240", { name: symbol.name });
    values.set(statement.variable, substitute(statement.value, values));
  }
  const binding = outside.environment.lookUp(symbol);
  if (binding?.kind !== "value" && binding?.kind !== "variable") return undefined;
  const found = binding.kind === "variable" ? values.get(binding.variable) : undefined;
  const value =
    binding.kind === "value" ? substitute(binding.value, values) : found && storedIn(binding.variable, found);
  if (value !== undefined && !isNondeterministic(value)) return value;
  return analyser.refuse(node, "SP1240", { name: symbol.name });
}
