import ts from "typescript";
import {
  choosesReading,
  chosenReading,
  mayBeNotANumber,
  numberOrNothing,
  testForNumber,
} from "../../builtins/number-reading.js";
import { local, read } from "../../builtins/build.js";
import type { Expression, Local } from "../../ir/expression.js";
import { booleanType, numberType } from "../../ir/value-types.js";
import type { Analyser } from "../analyser.js";
import { mayThrow } from "../../optimise/simplify-let.js";
import { memberReadAtOnce } from "../../builtins/use.js";
import { madeDate } from "../../builtins/date-values.js";
import { usesOf } from "../mutation/uses-of.js";
import { skipWrappers } from "../functions.js";
import { stable } from "../function-values/parts.js";

/** What a condition makes of a value: NaN counts as false. */
export function asCondition(value: Expression): Expression {
  return numberOrNothing(value);
}

/**
 * A comparison in which NaN may take part: it is neither less nor more than any number, nor equal to one.
 *
 * @param compare makes the comparison of what the operands are where they are numbers
 */
export function comparedWithNaN(
  node: ts.Node,
  operands: readonly [Expression, Expression],
  compare: (left: Expression, right: Expression) => Expression,
  isUnequal = false,
): Expression {
  const nodes = ts.isBinaryExpression(node) ? [node.left, node.right] : [];
  const bindings: { local: Local; value: Expression }[] = [];
  const [left, right] = operands.map((value, index) => {
    const written = nodes[index];
    // A name that stands for such a value was made to be asked beforehand.
    const isAsked = written !== undefined && !ts.isIdentifier(skipWrappers(written));
    // Dates that are compared are meant to be there.
    if (!isAsked || !mayBeNotANumber(value) || value.name === "Date.parse") return value;
    const number = local("number", numberType);
    bindings.push({ local: number, value: numberOrNothing(value) });
    return read(number, value.span);
  }) as [Expression, Expression];
  const compared = compare(left, right);
  if (bindings.length === 0) return compared;
  const { span } = compared;
  const body = bindings.reduce<Expression>((rest, binding) => {
    const test = testForNumber(read(binding.local, span), !isUnequal);
    return { kind: "logical", operator: isUnequal ? "||" : "&&", left: test, right: rest, types: booleanType, span };
  }, compared);
  return { kind: "let", bindings, body, types: booleanType, span };
}

/**
 * Has a `const` or a parameter that holds a number read from a text stand for the reading itself, where the workflow asks whether it is
 * one: NaN cannot be kept in a variable. Wherever else the name is used, NaN is an error.
 *
 * @returns false for any other declaration
 */
export function bindReading(
  analyser: Analyser,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  value: Expression,
): boolean {
  const symbol = analyser.checker.getSymbolAtLocation(declaration.name);
  const reading = chosenReading(value);
  if (symbol === undefined || !isReading(reading) || !isAskedAbout(analyser, declaration)) return false;
  analyser.environment.bind(symbol, { kind: "value", value: stableReading(analyser, reading) });
  return true;
}

/** True for what is read from a text, and for a choice between such values, nothing and constant numbers. */
function isReading(value: Expression): boolean {
  if (mayBeNotANumber(value)) return true;
  const isKnown = (side: Expression): boolean =>
    isReading(side) ||
    side.kind === "undefined" ||
    (side.kind === "literal" && (side.value === null || side.types === numberType));
  // What is read is kept beforehand, whatever is chosen.
  const isQuiet = readTexts(value).every((text) => !mayThrow(text));
  return choosesReading(value) && isQuiet && isKnown(value.whenTrue) && isKnown(value.whenFalse);
}

function readTexts(value: Expression): readonly Expression[] {
  if (value.kind === "conditional") return [...readTexts(value.whenTrue), ...readTexts(value.whenFalse)];
  return mayBeNotANumber(value) ? value.operands : [];
}

function stableReading(analyser: Analyser, value: Expression): Expression {
  if (mayBeNotANumber(value)) {
    return { ...value, operands: value.operands.map((operand) => stable(analyser, operand, "text")) };
  }
  if (value.kind !== "conditional") return value;
  const [whenTrue, whenFalse] = [stableReading(analyser, value.whenTrue), stableReading(analyser, value.whenFalse)];
  return { ...value, condition: stable(analyser, value.condition, "condition"), whenTrue, whenFalse };
}

/**
 * The same of a `const` or a parameter that holds a Date which is read from a text, where the workflow asks whether there is such a
 * date: `Number.isNaN(due.getTime())`.
 */
export function bindReadDate(
  analyser: Analyser,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  value: Expression,
): boolean {
  const { name } = declaration;
  const [time] = madeDate(value)?.operands ?? [];
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (time === undefined || symbol === undefined || !mayBeNotANumber(time) || analyser.isReassigned(symbol))
    return false;
  const scope = ts.findAncestor(declaration.parent, (node) => ts.isFunctionLike(node) || ts.isSourceFile(node));
  const uses = scope === undefined ? [] : usesOf(analyser, symbol, scope);
  if (!uses.some(asksOfDate) || uses.some((use) => /^set/.test(memberReadAtOnce(use) ?? ""))) return false;
  const operands = [{ ...time, operands: time.operands.map((operand) => stable(analyser, operand, "text")) }];
  analyser.environment.bind(symbol, { kind: "value", value: { ...value, operands } as Expression });
  return true;
}

/** `Number.isNaN(date.getTime())`, `isNaN(+date)`. */
function asksOfDate(use: ts.Identifier): boolean {
  let node: ts.Node = use;
  for (let level = 0; level < 3; level++) {
    node = node.parent;
    if (ts.isCallExpression(node) && questions.test(node.expression.getText())) return true;
  }
  return false;
}

/** True for a constant name of which somebody asks whether it is a number. */
export function isAskedAbout(
  analyser: Analyser,
  { name, parent }: ts.VariableDeclaration | ts.ParameterDeclaration,
): boolean {
  const symbol = ts.isIdentifier(name) ? analyser.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || analyser.isReassigned(symbol)) return false;
  // The name of a variable is known in the block around its declaration, that of a parameter in the function.
  return asksOf(analyser, symbol, ts.isFunctionLike(parent) ? parent : parent.parent.parent);
}

const questions = /^(Number\.)?(isNaN|isFinite|isInteger|isSafeInteger)$/;

function asksOf(analyser: Analyser, symbol: ts.Symbol, node: ts.Node): boolean {
  if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol && asks(node)) return true;
  return ts.forEachChild(node, (child) => asksOf(analyser, symbol, child) || undefined) ?? false;
}

/** True where it makes a difference that a value is NaN, and no error. */
function asks(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return asks(parent);
  if (ts.isCallExpression(parent)) return parent.expression !== node && questions.test(parent.expression.getText());
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.BarBarToken;
  }
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return ts.isIfStatement(parent) && parent.expression === node;
}
