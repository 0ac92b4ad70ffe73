import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../functions.js";
import { isReplaced } from "../parameters.js";
import { writtenFunction } from "../mutation/written-function.js";

/**
 * Where a function is named in its own body, or in the bodies of functions that are named there: none for a function that
 * does not call itself.
 */
export function mentionsOfItself(analyser: Analyser, node: ts.SignatureDeclaration): readonly ts.Identifier[] {
  const { mentions } = analyser.analysis;
  const known = mentions.get(node);
  if (known !== undefined) return known;
  const found: ts.Identifier[] = [];
  const seen = new Set<ts.Node>([node]);
  const visit = (inner: ts.Node): void => {
    if (ts.isTypeNode(inner)) return;
    if (ts.isIdentifier(inner)) {
      const named = writtenFunction(analyser, inner);
      if (named === node) found.push(inner);
      else if (named !== undefined && named !== "unknown" && !seen.has(named)) {
        seen.add(named);
        visit(named);
      }
    }
    ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  const others = found.filter((one) => one.parent !== node && !ts.isVariableDeclaration(one.parent));
  mentions.set(node, others);
  return others;
}

/** True for a parameter that every call of the function from inside of it passes on as it is. */
export function isPassedOn(
  analyser: Analyser,
  mentions: readonly ts.Identifier[],
  parameter: ts.ParameterDeclaration,
  index: number,
): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(parameter.name);
  if (symbol === undefined) return false;
  if (isReplaced(analyser, parameter.name, symbol)) return false;
  return mentions.every((name) => {
    const call = name.parent;
    return ts.isCallExpression(call) && call.expression === name && isSame(analyser, call, symbol, index);
  });
}

/** True for a call that passes the very value on which the parameter stands for. */
export function isSame(analyser: Analyser, call: ts.CallExpression, parameter: ts.Symbol, index: number): boolean {
  const before = call.arguments.slice(0, index + 1);
  const argument = call.arguments[index];
  if (argument === undefined || before.some((one) => ts.isSpreadElement(one))) return false;
  const inner = skipWrappers(argument);
  return ts.isIdentifier(inner) && analyser.symbolOf(inner) === parameter;
}
