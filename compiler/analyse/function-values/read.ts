import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { resolveFunction, skipWrappers } from "../functions.js";
import { outsideAnalyser } from "../outside-analyser.js";
import { declaredBy } from "../tasks/declarations.js";
import { countOf } from "./data.js";
import type { Part } from "./function-value.js";
import { lengthOf } from "./growing/entries.js";
import { holdsFunctions } from "./holds-functions.js";
import { mayHoldFunctions } from "./parts.js";

/**
 * What a name, or a path of names from one, stands for, when it is a function or a part of a value with functions in it.
 * Reading it does nothing, so it can be asked for any number of times.
 */
export function readFunctionValue(analyser: Analyser, node: ts.Expression): Part | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return readName(analyser, inner);
  const key = ts.isPropertyAccessExpression(inner) ? inner.name.text : literalKey(inner);
  if (key === undefined) return undefined;
  const { expression } = inner as ts.PropertyAccessExpression | ts.ElementAccessExpression;
  if (!mayHoldFunctions(analyser, expression)) return undefined;
  const whole = readFunctionValue(analyser, expression);
  return whole === undefined ? undefined : memberOf(analyser, whole, key, inner);
}

export function literalKey(node: ts.Expression): string | undefined {
  if (!ts.isElementAccessExpression(node)) return undefined;
  const key = skipWrappers(node.argumentExpression);
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

/** The member of a value by its name or index; undefined when the value is data, of which the analyser reads it itself. */
export function memberOf(analyser: Analyser, whole: Part, key: string, node: ts.Node): Part | undefined {
  const nothing: Part = { kind: "data", value: analyser.undefined(analyser.span(node)) };
  switch (whole.kind) {
    case "record":
      return whole.members.get(key)?.() ?? nothing;
    case "list":
      if (key === "length") return { kind: "data", value: countOf(whole, analyser.span(node)) };
      if (!/^\d+$/.test(key) || whole.conditions !== undefined) return undefined;
      return whole.elements[Number(key)] ?? nothing;
    case "choice": {
      const whenTrue = memberOf(analyser, whole.whenTrue, key, node);
      const whenFalse = memberOf(analyser, whole.whenFalse, key, node);
      return whenTrue && whenFalse && { ...whole, whenTrue, whenFalse };
    }
    case "data":
      return whole.value.kind === "undefined" ? nothing : undefined;
    case "growing":
      return key === "length" ? { kind: "data", value: lengthOf(whole.list, analyser.span(node)) } : undefined;
    case "closure":
    case "task":
    case "pattern":
      return undefined;
  }
}

function readName(analyser: Analyser, node: ts.Identifier): Part | undefined {
  const symbol = analyser.symbolOf(node);
  if (symbol === undefined) return undefined;
  const binding = analyser.environment.lookUp(symbol);
  if (binding?.kind === "functions") return binding.value;
  // An option that was not given, where the function could be.
  if (binding?.kind === "value" && binding.value.kind === "undefined" && mayBeFunction(analyser, symbol, node)) {
    return { kind: "data", value: binding.value };
  }
  if (binding !== undefined && binding.kind !== "function") return undefined;
  const callee = resolveFunction(analyser, node);
  if (callee !== undefined) return { kind: "closure", callee };
  if (!mayHoldFunctions(analyser, node)) return undefined;
  if (declaredBy(analyser, node) !== undefined) return { kind: "task", node };
  return outsideValue(analyser, symbol);
}

/** By its declaration: where the name stands, TypeScript may know that there is none. */
function mayBeFunction({ checker }: Analyser, symbol: ts.Symbol, node: ts.Identifier): boolean {
  return holdsFunctions(checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration ?? node), checker);
}

const underWay = new WeakMap<Analyser["analysis"], Set<ts.Symbol>>();

/** A constant outside every function. */
function outsideValue(analyser: Analyser, symbol: ts.Symbol): Part | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const isOutside = ts.isSourceFile(declaration.parent.parent.parent);
  const file = declaration.getSourceFile();
  if (initializer === undefined || !isConst || !isOutside || file.isDeclarationFile) return undefined;
  if (analyser.isReassigned(symbol)) return undefined;
  const symbols = underWay.get(analyser.analysis) ?? new Set();
  underWay.set(analyser.analysis, symbols);
  if (symbols.has(symbol)) return undefined;
  symbols.add(symbol);
  try {
    analyser.analysis.sources.add(file);
    analyser.analysis.inlinedFrom.add(file);
    const outside = outsideAnalyser(analyser);
    const value = outside.analysis.visitors.functionValue(outside, initializer);
    return outside.statements.length === 0 ? value : undefined;
  } finally {
    symbols.delete(symbol);
  }
}
