import ts from "typescript";
import { nullType, undefinedType } from "../../ir/value-types.js";
import type { Expression } from "../../ir/expression.js";
import type { Analyser } from "../analyser.js";
import { builtinCalled, builtinName } from "../builtin-name.js";
import { resolveFunction } from "../functions.js";
import { goesAsJson } from "./goes-as-json.js";
import { singleExpression } from "../single-expression.js";
import { skipWrappers } from "../skip-wrappers.js";

/**
 * What becomes of undefined elements of an array that is used at once: `filter`, `find` and `some` pass over them when their
 * function says false of undefined, `join` writes them as it does null, and so does JSON.
 */
export type UndefinedElements = "dropped" | "null";

/**
 * What becomes of them in the array that an expression gives; undefined where they would stay in it.
 *
 * @param at of an array of tuples: the place in each at which undefined may be
 */
export function undefinedElements(
  analyser: Analyser,
  array: ts.Expression,
  at?: number,
): UndefinedElements | undefined {
  if (goesAsJson(analyser, array)) return "null";
  let child: ts.Expression = array;
  while (ts.isParenthesizedExpression(child.parent) || ts.isAsExpression(child.parent)) child = child.parent;
  const access = child.parent;
  const call = access.parent as ts.Node | undefined;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== child) return undefined;
  if (call === undefined || !ts.isCallExpression(call) || call.expression !== access) return undefined;
  const name = builtinCalled(analyser, call);
  if (name === "Array.join" && at === undefined) return "null";
  const [test] = call.arguments;
  return /^Array\.(filter|find|findLast|some)$/.test(name ?? "") &&
    test !== undefined &&
    refusesUndefined(analyser, test, at)
    ? "dropped"
    : undefined;
}

/** True for what may be undefined as an element of an array. */
export function mayBeMissing(value: Expression): boolean {
  if (value.kind === "conditional") return mayBeMissing(value.whenTrue) || mayBeMissing(value.whenFalse);
  return (value.types & undefinedType) !== 0 && !(value.kind === "element" && value.isThere === true);
}

/** An element of such an array: `x ?? null` where undefined counts as null. */
export function elementFor(value: Expression, fate: UndefinedElements): Expression {
  if (fate === "dropped" || (value.types & undefinedType) === 0) return value;
  const { span } = value;
  const types = (value.types & ~undefinedType) | nullType;
  const nothing: Expression = { kind: "literal", value: null, types: nullType, span };
  return { kind: "logical", operator: "??", left: value, right: nothing, types, span };
}

/** True for a function of one parameter that says false of undefined: `Boolean`, `(x) => x !== undefined`, `(x) => !!x`. */
function refusesUndefined(analyser: Analyser, test: ts.Expression, at: number | undefined): boolean {
  const inner = skipWrappers(test);
  const symbol = ts.isIdentifier(inner) ? analyser.symbolOf(inner) : undefined;
  if (at === undefined && symbol !== undefined && builtinName(symbol) === "Boolean()") return true;
  const node = resolveFunction(analyser, test)?.node;
  const [parameter, ...others] = node?.parameters ?? [];
  if (node === undefined || parameter === undefined || others.length > 0) return false;
  if (parameter.initializer !== undefined || parameter.dotDotDotToken) return false;
  const name = at === undefined ? parameter.name : elementNamed(parameter.name, at);
  const value = singleExpression(node);
  return name !== undefined && ts.isIdentifier(name) && value !== undefined && truthOf(value, name.text) === false;
}

/** `value` in `[, value]`. */
function elementNamed(pattern: ts.BindingName, at: number): ts.BindingName | undefined {
  const element = ts.isArrayBindingPattern(pattern) ? pattern.elements[at] : undefined;
  const isNamed = element !== undefined && ts.isBindingElement(element) && element.initializer === undefined;
  return isNamed && element.dotDotDotToken === undefined ? element.name : undefined;
}

/** What an expression counts as when the name stands for undefined; undefined where that is not known. */
export function truthOf(node: ts.Expression, name: string): boolean | undefined {
  const inner = skipWrappers(node);
  if (isUndefined(inner, name)) return false;
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const truth = truthOf(inner.operand, name);
    return truth === undefined ? undefined : !truth;
  }
  if (ts.isCallExpression(inner) && inner.expression.getText() === "Boolean") {
    const [only] = inner.arguments;
    return only === undefined ? undefined : truthOf(only, name);
  }
  if (!ts.isBinaryExpression(inner)) return undefined;
  const { left, right } = inner;
  switch (inner.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return truthOf(left, name) === false ? false : undefined;
    case ts.SyntaxKind.BarBarToken:
      return truthOf(left, name) === false ? truthOf(right, name) : undefined;
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return equals(left, right, name, false);
    case ts.SyntaxKind.EqualsEqualsToken:
      return equals(left, right, name, true);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return opposite(equals(left, right, name, false));
    case ts.SyntaxKind.ExclamationEqualsToken:
      return opposite(equals(left, right, name, true));
    default:
      return undefined;
  }
}

function opposite(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** `x === y` where `x` is undefined, or its type is asked. */
function equals(left: ts.Expression, right: ts.Expression, name: string, isLoose: boolean): boolean | undefined {
  const [one, other] = [skipWrappers(left), skipWrappers(right)];
  if (ts.isTypeOfExpression(one) && isUndefined(skipWrappers(one.expression), name) && ts.isStringLiteral(other)) {
    return other.text === "undefined";
  }
  if (!isUndefined(one, name)) return isUndefined(other, name) ? equals(right, left, name, isLoose) : undefined;
  if (ts.isIdentifier(other) && other.text === "undefined") return true;
  if (other.kind === ts.SyntaxKind.NullKeyword) return isLoose;
  return ts.isLiteralExpression(other) || isBooleanLiteral(other) ? false : undefined;
}

function isBooleanLiteral({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword;
}

/** The name itself, and `name?.member`. */
function isUndefined(node: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  if (!ts.isPropertyAccessExpression(node)) return false;
  const inner = skipWrappers(node.expression);
  if (ts.isIdentifier(inner)) return node.questionDotToken !== undefined && inner.text === name;
  return isUndefined(inner, name);
}
