import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { builtinCalled } from "./builtin-name.js";
import { isErrorExpression, isErrorType } from "./expressions/error-values.js";
import { skipWrappers } from "./skip-wrappers.js";
import { asksForSettled } from "./settled-data.js";
import { ToldTypes } from "./told-types.js";

const errors = new ToldTypes(isErrorType, /Error\b/, true);

/**
 * Refuses data with errors where a text or copy is made of it: natively, the message of an error does not show there, and among data of a
 * machine it does. What asks how promises have settled is looked at as a whole.
 */
export function checkErrorsAsData(analyser: Analyser, node: ts.Expression): void {
  const { analysis, checker, environment } = analyser;
  const { parent } = node;
  if (!ts.isCallExpression(parent) || parent.expression === node || asksForSettled(analysis)) return;
  if (!/^(JSON\.stringify|structuredClone)(\(\))?$/.test(builtinCalled(analyser, parent) ?? "")) return;
  if (!errors.areMentioned(checker.getTypeAtLocation(node), checker, environment)) return;
  if (!namesErrors(analyser, node)) analyser.problem(node, "SP1223", { text: node.getText() });
}

/** True where a name that stands for an error is reported by itself. */
function namesErrors(analyser: Analyser, node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  if (ts.isIdentifier(inner)) return isErrorExpression(analyser, inner);
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.some((one) => isNamed(analyser, one));
  if (!ts.isObjectLiteralExpression(inner)) return false;
  return inner.properties.some(
    (member) =>
      (ts.isShorthandPropertyAssignment(member) && isNamed(analyser, member.name)) ||
      (ts.isPropertyAssignment(member) && isNamed(analyser, member.initializer)),
  );
}

function isNamed(analyser: Analyser, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && isErrorExpression(analyser, node);
}
