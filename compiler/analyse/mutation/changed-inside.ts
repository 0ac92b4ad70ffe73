import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block, Recur, Statement } from "../../ir/statement.js";
import { visitStatements } from "../../ir/statement-walk.js";
import { variablesIn } from "../../ir/walk.js";
import type { Analyser } from "../analyser.js";
import { skipWrappers } from "../skip-wrappers.js";
import { returnsItself } from "./changing-methods.js";
import { choiceOf, type Key, pathOf } from "./paths.js";

/**
 * True for an array or object that a variable owns and that statements change in place: an operand that is looked into only when
 * all operands are evaluated, such as the receiver of a method, is seen as it is then. One that is replaced is not.
 *
 * @param value the operand
 */
export function isChangedInside(
  analyser: Analyser,
  statements: Block,
  node: ts.Expression,
  value: Expression,
): boolean {
  const variables = variablesIn(value);
  const sources = sourcesOf(node);
  const paths = sources.filter((source) => !isOfChoice(source)).map((source) => pathOf(analyser, source));
  let [isInside, isReplaced] = [false, false];
  let name = "";
  for (const path of paths.filter((each) => each !== undefined)) {
    visitStatements(statements, (statement) => {
      for (const change of changesBy(statement)) {
        if (!variables.has(change.variable)) continue;
        const changed = change.changed ?? [];
        if (isOnTheWay(changed, path.keys)) isReplaced = true;
        else if (isOnTheWay(path.keys, changed)) [isInside, name] = [true, path.root.name];
      }
    });
  }
  if (isInside && (isReplaced || sources.length > 1 || sources[0] !== skipWrappers(node))) {
    analyser.problem(node, "SP1251", { text: node.getText(), name });
  }
  return isInside;
}

function changesBy(statement: Statement): Recur["changes"] {
  if (statement.kind === "recur") return statement.changes;
  return statement.kind === "assign" ? [statement] : [];
}

/** The expressions whose very value an expression may be. */
function sourcesOf(node: ts.Expression): readonly ts.Expression[] {
  const inner = skipWrappers(node);
  if (ts.isConditionalExpression(inner)) return [...sourcesOf(inner.whenTrue), ...sourcesOf(inner.whenFalse)];
  if (ts.isBinaryExpression(inner)) {
    const right = sourcesOf(inner.right);
    return passesLeft.has(inner.operatorToken.kind) ? [...sourcesOf(inner.left), ...right] : right;
  }
  const isSame =
    ts.isCallExpression(inner) &&
    ts.isPropertyAccessExpression(inner.expression) &&
    returnsItself.has(inner.expression.name.text);
  return isSame ? sourcesOf(inner.expression.expression) : [inner];
}

/** True for a part of one of two values: which one is asked once. */
function isOfChoice(node: ts.Expression): boolean {
  const inner = skipWrappers(node);
  const isStep = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
  return isStep ? isOfChoice(inner.expression) : choiceOf(inner) !== undefined;
}

const passesLeft: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);

/** True when a change at the end of one way may put another value on the other. */
export function isOnTheWay(changed: readonly Key[], kept: readonly Key[]): boolean {
  if (changed.length > kept.length) return false;
  return changed.every((key, index) => key === undefined || kept[index] === undefined || key === kept[index]);
}
