import ts from "typescript";
import { arrayConstructor, call, type Code, compare, conditional, primary, stringLiteral } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall } from "../ir/expression.js";
import { constantString, operandAt } from "./operands.js";
import { patternText, regExpLiteralOf } from "./regular-expression-literal.js";
import { type GroupPlace, type PartialPattern, type Pattern, translateRegExp } from "./regular-expression-pattern.js";
import { RegExpProblem } from "./regular-expression-syntax.js";
import { innermost } from "./use.js";

/**
 * Groups that may take no part in a match. JavaScript has undefined there, and arrays of a state machine have no place for
 * that: they hold null, and whoever reads such a group makes it undefined again. So the match may only be read group by group.
 */
export function isReadByGroup(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const { child, parent } = outermost(node);
  if (ts.isElementAccessExpression(parent)) return parent.expression === child && isLiteral(parent.argumentExpression);
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === child && parent.name.text === "groups";
  if (isTest(parent, child)) return true;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== child) return false;
  if (ts.isArrayBindingPattern(parent.name)) {
    return parent.name.elements.every((one) => ts.isOmittedExpression(one) || one.dotDotDotToken === undefined);
  }
  const symbol = ts.isIdentifier(parent.name) ? checker.getSymbolAtLocation(parent.name) : undefined;
  const isConstant = (ts.getCombinedNodeFlags(parent) & ts.NodeFlags.Const) !== 0;
  const scope = ts.findAncestor(parent, ts.isBlock);
  if (symbol === undefined || !isConstant || scope === undefined) return false;
  const isFine = (inner: ts.Node): boolean => {
    if (ts.isIdentifier(inner) && inner !== parent.name && checker.getSymbolAtLocation(inner) === symbol) {
      return isReadByGroup(inner, checker);
    }
    return ts.forEachChild(inner, (one) => (isFine(one) ? undefined : true)) !== true;
  };
  return isFine(scope);
}

/** The place of a value, past parentheses, `!` and `?? []`. */
function outermost(node: ts.Expression): { readonly child: ts.Node; readonly parent: ts.Node } {
  let child: ts.Node = node;
  while (
    ts.isParenthesizedExpression(child.parent) ||
    ts.isNonNullExpression(child.parent) ||
    (ts.isBinaryExpression(child.parent) && isOrNothing(child.parent))
  ) {
    child = child.parent;
  }
  return { child, parent: child.parent };
}

/** `match ?? []` */
function isOrNothing({ operatorToken, right }: ts.BinaryExpression): boolean {
  const isOr =
    operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || operatorToken.kind === ts.SyntaxKind.BarBarToken;
  const other = innermost(right);
  return isOr && ts.isArrayLiteralExpression(other) && other.elements.length === 0;
}

function isLiteral(node: ts.Expression): boolean {
  return ts.isNumericLiteral(node);
}

/** `if (match)`, `!match`, `match === null`, `match ? … : …`, `match && …`. */
function isTest(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === child;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === child;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === child;
  return kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** The pattern of the match that an expression stands for: `text.match(/…/)`, `/…/.exec(text)`, or a constant that holds one. */
export function patternOfMatch(node: ts.Expression, checker: ts.TypeChecker): Pattern | undefined {
  const inner = innermost(node);
  if (ts.isBinaryExpression(inner) && isOrNothing(inner)) return patternOfMatch(inner.left, checker);
  if (ts.isIdentifier(inner)) {
    const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
    const isConstant =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    return isConstant && declaration.initializer ? patternOfMatch(declaration.initializer, checker) : undefined;
  }
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return undefined;
  const { name, expression } = inner.expression;
  const [first] = inner.arguments;
  const written = name.text === "exec" ? expression : name.text === "match" ? first : undefined;
  const literal = written && regExpLiteralOf(checker, written);
  if (literal === undefined) return undefined;
  try {
    return translateRegExp(literal.text);
  } catch (problem) {
    if (problem instanceof RegExpProblem) return undefined;
    throw problem;
  }
}

/** True for what may be an empty list in place of a match: `match ?? []`, or a constant that holds it. */
export function mayBeEmptyList(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const inner = innermost(node);
  if (ts.isBinaryExpression(inner)) return true;
  const declaration = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  return declaration.initializer !== undefined && mayBeEmptyList(declaration.initializer, checker);
}

/** True when reading a group of the match may find null, which stands for undefined. */
export function mayMissGroups(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return patternOfMatch(node, checker)?.groupsAlwaysMatch === false;
}

/** The first match with the groups where they are. */
export function emitPartialMatch(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const found = call("match", emitter.value(operandAt(call_, 0)), patternText(operandAt(call_, 1)), primary("1"));
  const groups = JSON.parse(constantString(operandAt(call_, 2)) ?? "[]") as PartialPattern["groups"];
  return emitter.bind("m", found, (match) => {
    const all = [`${match.text}.match`, ...groups.map((place) => emitGroup(emitter, match, place).text)];
    return conditional(call("exists", match), arrayConstructor(all), primary("null"));
  });
}

function emitGroup(emitter: ExpressionEmitter, match: Code, { at, inner }: GroupPlace): Code {
  const text = primary(`(${match.text}.groups)[${at - 1}]`);
  if (inner === undefined) return text;
  return emitter.bind("g", text, (part) => {
    const found = call("match", part, primary(inner.text), primary("1"));
    const group = emitter.bind("m", found, (match_) => emitGroup(emitter, match_, inner.place));
    return conditional(compare(part, "=", stringLiteral("")), primary("null"), group);
  });
}
