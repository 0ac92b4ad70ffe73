import ts from "typescript";
import type { Analyser } from "./analyser.js";
import { builtinCalled } from "./builtin-name.js";
import { isTaskCall } from "./tasks/task-calls.js";
import { isToldWithoutType, joins } from "./operators-give.js";
import { hidesDate, mentionsDate, namesDates } from "./dates-in-types.js";

/** Refuses an expression that is a Date, or holds some, where it is taken as something that does not tell, and the other way round. */
export function checkTakenAs(analyser: Analyser, node: ts.Expression): void {
  const { analysis, checker, environment } = analyser;
  if (!namesDates(analysis) || isLookedInto(node) || isToldWithoutType(node)) return;
  const type = checker.getTypeAtLocation(node);
  const isAny = (type.flags & ts.TypeFlags.Any) !== 0;
  if (isAny || mentionsDate(type, checker, environment)) checkAsExpected(analyser, node, type);
}

/** Of literals and choices, each part is looked at. */
function isLookedInto(node: ts.Expression): boolean {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node)
  );
}

/** The same of a callback, whose parameters are given Dates. */
export function checkCallback(analyser: Analyser, node: ts.Expression): void {
  if (namesDates(analyser.analysis)) checkAsExpected(analyser, node, analyser.checker.getTypeAtLocation(node));
}

function checkAsExpected(analyser: Analyser, node: ts.Expression, type: ts.Type): void {
  if (ts.isSpreadAssignment(node.parent) || becomesJson(analyser, node)) return;
  const expected = analyser.checker.getContextualType(node);
  if (expected !== undefined) checkSame(analyser, node, type, expected);
}

/** Checks `value as Type`. */
export function checkAssertion(analyser: Analyser, node: ts.Expression, given: ts.Expression): void {
  const { analysis, checker } = analyser;
  if (!namesDates(analysis)) return;
  checkSame(analyser, node, checker.getTypeAtLocation(given), checker.getTypeAtLocation(node));
}

function checkSame(analyser: Analyser, node: ts.Expression, given: ts.Type, taken: ts.Type): void {
  const { checker, environment } = analyser;
  if (!hidesDate(given, taken, checker, environment)) return;
  const isCallback = given.getCallSignatures().length > 0;
  const type = checker.typeToString(isCallback ? given : taken, node);
  if (isCallback || mentionsDate(given, checker, environment))
    analyser.problem(node, "SP1252", { text: node.getText(), type });
  else analyser.problem(node, "SP1253", { text: node.getText() });
}

/** Functions that make the same of a Date whatever they take it for. */
const anyway =
  /^(JSON\.stringify|structuredClone\(\)|(Boolean|Number|String)\(\)|Array\.isArray|Object\.(freeze|keys|hasOwn))$/;

/** True where nothing is lost: in the input of a task, in what the workflow returns, where no type is written. */
function becomesJson(analyser: Analyser, node: ts.Expression): boolean {
  const { child, parent } = outside(node);
  if (ts.isVariableDeclaration(parent)) return parent.type === undefined;
  if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === child)) {
    const { frame } = analyser;
    const made = ts.findAncestor(parent, ts.isFunctionLike);
    // The call of a function on the spot is looked at itself.
    if (made !== undefined && isCalledAtOnce(made)) return true;
    return frame.calls.length === 1 && !frame.isCallback && frame.depth === 0;
  }
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  if (anyway.test(builtinCalled(analyser, parent) ?? "")) return true;
  return ts.isCallExpression(parent) && (isTaskCall(analyser, parent) || isOfGrowingType(analyser, parent));
}

function isCalledAtOnce(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCalledAtOnce(parent);
  return ts.isCallExpression(parent) && parent.expression === node;
}

/** The place of a value, past the literals and choices that it is written in. */
function outside(node: ts.Node): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child = node;
  let { parent } = node;
  while (
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== child) ||
    (ts.isBinaryExpression(parent) && joins.has(parent.operatorToken.kind))
  ) {
    child = parent;
    parent = parent.parent;
  }
  return { child, parent };
}

/** `list.push(x)` of `const list = []`, whose type TypeScript gathers from such calls. */
export function isOfGrowingType(analyser: Analyser, { expression }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const declaration = analyser.symbolOf(expression.expression)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.type) return false;
  return declaration.initializer !== undefined && ts.isArrayLiteralExpression(declaration.initializer);
}

/** Refuses a type with Dates for what comes from outside as JSON, where a Date is a text. */
export function checkFromOutside(analyser: Analyser, node: ts.Node, type: ts.Type): void {
  const { analysis, checker, environment } = analyser;
  if (!namesDates(analysis) || !mentionsDate(type, checker, environment)) return;
  analyser.problem(node, "SP1253", { text: node.getText() });
}
