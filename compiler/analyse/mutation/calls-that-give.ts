import ts from "typescript";
import type { RelatedPlace } from "../../diagnostics/diagnostic.js";
import { callsTo } from "../../source-span.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { pathOfName } from "./paths.js";

/**
 * The calls that gave a function what it must not change, innermost first: the change stands in the function, and what is
 * wrong with it where the function is called. None for a value that the function did not get as an argument.
 *
 * @param target what is changed, such as `order.lines` in a helper with the parameter `order`
 */
export function callsThatGive(analyser: Analyser, target: ts.Expression): readonly RelatedPlace[] {
  const name = nameIn(target);
  const symbol = name === undefined ? undefined : analyser.symbolOf(name);
  const declaration = symbol === undefined ? undefined : pathOfName(analyser, symbol).root.valueDeclaration;
  const parameter = declaration && ts.findAncestor(declaration, (node) => ts.isParameter(node) || ts.isBlock(node));
  if (parameter === undefined || !ts.isParameter(parameter)) return [];
  // The first function is the workflow's own.
  if (!analyser.frame.calls.slice(1).some((callee) => callee === parameter.parent)) return [];
  return callsTo(analyser.span(target)).map((span, index) => ({
    message: index === 0 ? "called here with the value" : "which is called here",
    span,
  }));
}

/** The variable at the start of `order.lines[0].tags`. */
export function nameIn(node: ts.Expression): ts.Identifier | undefined {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return inner;
  const isStep =
    ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner) || ts.isCallExpression(inner);
  return isStep ? nameIn(inner.expression) : undefined;
}
