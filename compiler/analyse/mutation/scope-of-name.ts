import ts from "typescript";
import type { Analyser } from "../analyser.js";
import { builtinCalled } from "../builtin-name.js";
import { blockAround, declaredIn } from "./declared-in.js";
import { isInputOfWorkflow } from "./input-of-workflow.js";

/**
 * Where a variable is the same: the block that declares it, the body of the loop of which it is the item, or the function that gets it
 * as the workflow's input or as an element of a list.
 */
export function scopeOfName(analyser: Analyser, symbol: ts.Symbol): ts.Node | undefined {
  const declaration = declaredIn(symbol);
  if (declaration === undefined) return undefined;
  if (ts.isParameter(declaration)) {
    const { parent } = declaration;
    const isKnown = isInputOfWorkflow(analyser, declaration) || listOfElement(analyser, declaration) !== undefined;
    return isKnown && "body" in parent ? parent.body : undefined;
  }
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop) && loop.initializer === declaration.parent) return loop.statement;
  return ts.isVariableStatement(loop) ? blockAround(symbol) : undefined;
}

/** The list whose elements a parameter is in turn: that of `list.map((item) => …)`, where all is done at once. */
export function listOfElement(analyser: Analyser, declaration: ts.ParameterDeclaration): ts.Expression | undefined {
  const { parent: callback } = declaration;
  const { parent: call } = callback;
  if (!ts.isArrowFunction(callback) || callback.parameters[0] !== declaration || !ts.isCallExpression(call)) {
    return undefined;
  }
  const isGiven = call.arguments[0] === callback && ts.isPropertyAccessExpression(call.expression);
  const isEach = isGiven && /^Array\.(map|flatMap|forEach)$/.test(builtinCalled(analyser, call) ?? "");
  return isEach && ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
}
