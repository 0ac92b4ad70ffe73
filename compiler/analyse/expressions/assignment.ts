import ts from "typescript";
import type { Expression } from "../../ir/expression.js";
import type { Block } from "../../ir/statement.js";
import { assignedVariables } from "../../ir/statement-walk.js";
import { nullType, numberType, undefinedType } from "../../ir/value-types.js";
import { variablesIn } from "../../ir/walk.js";
import { describeSyntax } from "../describe-syntax.js";
import type { Analyser } from "../analyser.js";
import { assignPattern } from "../assign-pattern.js";
import { namedCollection } from "../collections.js";
import { noteAssignment } from "../member-order/note.js";
import { besidePlace, keysAround } from "../mutation/beside-place.js";
import { partAt, type Place } from "../mutation/place.js";
import { defaultAssignment } from "../mutation/default-assignment.js";
import { assignChoice } from "../mutation/chosen-places.js";
import { handedCollection } from "../mutation/handed-collection.js";
import { assignSlot } from "../mutation/group-values.js";
import { assignIndexed, placeOfEntry } from "../mutation/index-values.js";
import { changePart, placeOf } from "../mutation/place-of.js";
import { walkTo } from "../mutation/walk.js";
import { mayChangeBeside } from "../outer-variables.js";
import { assignVariable } from "../patterns.js";
import { resetPromises } from "../tasks/promise-lists.js";
import { binaryValue } from "./binary-value.js";
import { chooseValue } from "./choose.js";
import { isValueUnused } from "./is-value-unused.js";
import { isPresent } from "./is-present.js";

/** `target = value`; the value of the expression is what was assigned. */
export function visitAssignment(analyser: Analyser, node: ts.BinaryExpression): Expression {
  const target = skipParentheses(node.left);
  noteAssignment(analyser, target, node.right);
  const byDefault = defaultAssignment(node);
  if (byDefault !== undefined) {
    const operator = byDefault.isFalsy ? "||" : "??";
    const place = placeOf(analyser, target);
    return changeLogically(analyser, node, { target, place, operator, right: byDefault.value });
  }
  const indexed = assignSlot(analyser, node) ?? assignIndexed(analyser, node) ?? assignChoice(analyser, node, placeOf);
  if (indexed !== undefined) return indexed;
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const place = placeOf(analyser, target);
    if (place === undefined) return analyser.refuse(target, "SP1220", { text: target.getText() });
    const assigned = besidePlace(analyser, target, place, keysAround(place), () => analyser.expression(node.right));
    return changePart(analyser, target, () => assigned, place);
  }
  const walked = walkTo(analyser, node);
  if (walked !== undefined) return walked;
  const reset = resetPromises(analyser, node);
  if (reset !== undefined) return reset;
  const collection = namedCollection(analyser, target);
  // Another name for a Set or Map would see what becomes of it.
  const isOther = namedCollection(analyser, node.right) === undefined || collection?.name === "new Date";
  const isUnused = collection !== undefined && isValueUnused(node);
  const handed = isUnused ? handedCollection(analyser, collection, node.right) : undefined;
  const evaluate = (): Expression => handed ?? analyser.expression(node.right);
  const value = isUnused && isOther ? analyser.handOver(node.right, evaluate) : evaluate();
  if (ts.isIdentifier(target)) return assignVariable(analyser, target, value);
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    const kept = analyser.keep(value, "value");
    assignPattern(analyser, target, kept);
    return kept;
  }
  return changePart(analyser, target, () => value);
}

const compoundOperators = new Map<ts.SyntaxKind, ts.SyntaxKind>([
  [ts.SyntaxKind.PlusEqualsToken, ts.SyntaxKind.PlusToken],
  [ts.SyntaxKind.MinusEqualsToken, ts.SyntaxKind.MinusToken],
  [ts.SyntaxKind.AsteriskEqualsToken, ts.SyntaxKind.AsteriskToken],
  [ts.SyntaxKind.SlashEqualsToken, ts.SyntaxKind.SlashToken],
  [ts.SyntaxKind.PercentEqualsToken, ts.SyntaxKind.PercentToken],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, ts.SyntaxKind.AsteriskAsteriskToken],
  [ts.SyntaxKind.AmpersandEqualsToken, ts.SyntaxKind.AmpersandToken],
  [ts.SyntaxKind.BarEqualsToken, ts.SyntaxKind.BarToken],
  [ts.SyntaxKind.CaretEqualsToken, ts.SyntaxKind.CaretToken],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, ts.SyntaxKind.LessThanLessThanToken],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, ts.SyntaxKind.GreaterThanGreaterThanToken],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken],
]);

/** `x += 1`, `x ??= y`, `x++`, `--x`. */
export function visitCompoundAssignment(
  analyser: Analyser,
  node: ts.BinaryExpression | ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): Expression {
  const target = skipParentheses(ts.isBinaryExpression(node) ? node.left : node.operand);
  noteAssignment(analyser, target, ts.isBinaryExpression(node) ? node.right : node.operand);
  const span = analyser.span(node);
  if (!ts.isIdentifier(target)) return changeMember(analyser, node, target);
  if (!ts.isBinaryExpression(node)) return step(analyser, node, target);
  const operator = node.operatorToken.kind;
  const sign = compoundOperators.get(operator);
  if (sign !== undefined) {
    const evaluateRight = (): Expression => {
      let value: Expression | undefined;
      const before = analyser.collect(() => (value = analyser.expression(node.right)));
      checkReadAfterwards(analyser, node, current, before);
      analyser.statements.push(...before);
      return value as Expression;
    };
    const current = analyser.expression(target);
    const [left, right] = analyser.inOrder([() => current, evaluateRight]) as [Expression, Expression];
    return assignVariable(analyser, target, binaryValue(analyser, node, sign, left, right));
  }
  const logical = logicalOperators.get(operator);
  if (logical === undefined) return analyser.refuse(node, "SP1200", { syntax: describeSyntax(node) });
  const current = analyser.expression(target);
  let value: Expression | undefined;
  const before = analyser.collect(() => {
    value = assignVariable(analyser, target, analyser.expression(node.right));
  });
  const keeps: Expression = keepsValue[logical](current);
  return chooseValue(analyser, keeps, [[], current], [before, value as Expression], span);
}

/** `order.total += 1`, `counts[key]++`. */
function changeMember(
  analyser: Analyser,
  node: ts.BinaryExpression | ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  target: ts.Expression,
): Expression {
  if (!ts.isBinaryExpression(node)) {
    const isUsed = !ts.isExpressionStatement(node.parent) && !isForUpdate(node);
    const one = analyser.literal(1, analyser.span(node));
    const sign = node.operator === ts.SyntaxKind.PlusPlusToken ? ts.SyntaxKind.PlusToken : ts.SyntaxKind.MinusToken;
    let before: Expression | undefined;
    const after = changePart(analyser, target, (old) => {
      const present = asWritten(node.operand, old);
      before = isUsed && ts.isPostfixUnaryExpression(node) ? analyser.keep(present, "before") : undefined;
      return binaryValue(analyser, node, sign, before ?? present, one);
    });
    return before ?? after;
  }
  const sign = compoundOperators.get(node.operatorToken.kind);
  const place = placeOf(analyser, target);
  let right: Expression | undefined;
  if (sign !== undefined) {
    const statements = analyser.collect(() => (right = evaluateRight(analyser, node.right, target, place)));
    // What the part was before counts, whatever the right side does meanwhile.
    const earlier = statements.length > 0 && place !== undefined ? partAt(analyser, place) : undefined;
    if (earlier !== undefined) checkReadAfterwards(analyser, node, earlier, statements);
    const changes = earlier !== undefined && doesAssign(statements, earlier);
    const kept = changes ? analyser.keep(earlier, "earlier") : undefined;
    analyser.statements.push(...statements);
    return changePart(
      analyser,
      target,
      (old) => binaryValue(analyser, node, sign, asWritten(node.left, kept ?? old), right as Expression),
      place,
    );
  }
  const operator = logicalOperators.get(node.operatorToken.kind);
  if (operator === undefined) return analyser.refuse(node, "SP1200", { syntax: describeSyntax(node) });
  return changeLogically(analyser, node, { target, place, operator, right: node.right });
}

/** `prices[sku] ??= price` */
interface LogicalChange {
  readonly target: ts.Expression;
  readonly place: Place | undefined;
  readonly operator: "&&" | "||" | "??";
  readonly right: ts.Expression;
}

function changeLogically(analyser: Analyser, node: ts.BinaryExpression, change: LogicalChange): Expression {
  const { target, place, operator } = change;
  let right: Expression | undefined;
  const before = analyser.collect(() => (right = evaluateRight(analyser, change.right, target, place)));
  const value = right as Expression;
  if (before.length > 0) return changeWhenNeeded(analyser, node, change, [before, value]);
  return changePart(
    analyser,
    target,
    (old) => ({
      kind: "logical",
      operator,
      left: old,
      right: value,
      types: (old.types & ~3) | value.types,
      span: value.span,
    }),
    place,
  );
}

/** `total += await f()` in an iteration: JavaScript adds to what `total` was before, and loses what is added meanwhile. */
function checkReadAfterwards(analyser: Analyser, node: ts.BinaryExpression, earlier: Expression, right: Block): void {
  if (!mayChangeBeside(analyser, earlier, right)) return;
  const name = skipParentheses(node.left).getText();
  const reason = `\`${name}\` is read before the \`await\` here, and what other calls add meanwhile gets lost; await first, in a \`const\``;
  analyser.problem(node, "SP2103", { name, reason });
}

/** `counts[i]! += 1`: what stood there before is neither null nor undefined. */
function asWritten(target: ts.Expression, old: Expression): Expression {
  if (ts.isParenthesizedExpression(target)) return asWritten(target.expression, old);
  return ts.isNonNullExpression(target) ? { ...old, types: old.types & ~(undefinedType | nullType) } : old;
}

function evaluateRight(
  analyser: Analyser,
  right: ts.Expression,
  target: ts.Expression,
  place: Place | undefined,
): Expression {
  const evaluate = (): Expression => analyser.expression(right);
  return place === undefined ? evaluate() : besidePlace(analyser, target, place, keysAround(place), evaluate);
}

function doesAssign(statements: Block, value: Expression): boolean {
  const assigned = assignedVariables(statements);
  return [...variablesIn(value)].some((variable) => assigned.has(variable));
}

/** `prices[sku] ??= await priceOf(sku)`: what stands on the right happens only where it is needed. */
function changeWhenNeeded(
  analyser: Analyser,
  node: ts.BinaryExpression,
  { target, place, operator }: LogicalChange,
  [before, value]: readonly [Block, Expression],
): Expression {
  const keeps = keepsValue[operator];
  if (place === undefined) return analyser.refuse(target, "SP1220", { text: target.getText() });
  const now = partAt(analyser, place);
  // The type of a target is that of what can be assigned.
  const old: Expression = { ...now, types: now.types | undefinedType | nullType };
  const kept: Expression = operator !== "&&" ? { ...now, types: now.types & ~(undefinedType | nullType) } : old;
  let assigned: Expression | undefined;
  const change = analyser.collect(() => {
    analyser.statements.push(...before);
    assigned = changePart(analyser, target, () => value, place);
  });
  if (!ts.isExpressionStatement(node.parent)) {
    return chooseValue(analyser, keeps(old), [[], kept], [change, assigned as Expression], analyser.span(node));
  }
  const span = analyser.span(node);
  analyser.statements.push({ kind: "if", condition: keeps(old), whenTrue: [], whenFalse: change, span });
  return analyser.undefined(span);
}

const logicalOperators = new Map<ts.SyntaxKind, "&&" | "||" | "??">([
  [ts.SyntaxKind.BarBarEqualsToken, "||"],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, "&&"],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, "??"],
]);

/** `delete order.note`. */
export function visitDelete(analyser: Analyser, node: ts.DeleteExpression): Expression {
  const target = skipParentheses(node.expression);
  const entry = ts.isElementAccessExpression(target) ? placeOfEntry(analyser, target) : undefined;
  changePart(analyser, target, () => undefined, entry ?? placeOf(analyser, target));
  return analyser.literal(true, analyser.span(node));
}

/** Whether the value that is there stays. */
const keepsValue: Readonly<Record<"&&" | "||" | "??", (current: Expression) => Expression>> = {
  "||": (current) => current,
  "&&": (current) => ({ kind: "not", operand: current, types: current.types, span: current.span }),
  "??": isPresent,
};

export function visitPostfixUnary(analyser: Analyser, node: ts.PostfixUnaryExpression): Expression {
  return visitCompoundAssignment(analyser, node);
}

function step(
  analyser: Analyser,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  target: ts.Identifier,
): Expression {
  const span = analyser.span(node);
  const isUsed = !ts.isExpressionStatement(node.parent) && !isForUpdate(node);
  const current = analyser.expression(target);
  const before = isUsed && ts.isPostfixUnaryExpression(node) ? analyser.keep(current, target.text) : current;
  const next: Expression = {
    kind: "arithmetic",
    operator: node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-",
    left: before,
    right: analyser.literal(1, span),
    types: numberType,
    span,
  };
  const assigned = assignVariable(analyser, target, next);
  return ts.isPostfixUnaryExpression(node) ? before : assigned;
}

function isForUpdate(node: ts.Node): boolean {
  return ts.isForStatement(node.parent) && node.parent.incrementor === node;
}

function skipParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) ? skipParentheses(node.expression) : node;
}
