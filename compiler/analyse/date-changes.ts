import ts from "typescript";
import { literal } from "../builtins/build.js";
import type { ArithmeticOperator, Expression } from "../ir/expression.js";
import { numberType, stringType } from "../ir/value-types.js";
import type { Analyser } from "./analyser.js";
import { namedCollection } from "./collections.js";
import { resolveFunction, skipWrappers } from "./functions.js";

const day = 86_400_000;

/** How long a day, an hour, a minute, a second and a millisecond are, each in front of the next smaller. */
const sizes = [day, 3_600_000, 60_000, 1000, 1] as const;

/** The methods that set a time of the day, by the position of their first field in {@link sizes}. */
const clockFields = new Map([
  ["setUTCHours", 1],
  ["setUTCMinutes", 2],
  ["setUTCSeconds", 3],
  ["setUTCMilliseconds", 4],
]);

const changes = new Set(["setTime", "setUTCDate", "setUTCMonth", "setUTCFullYear", ...clockFields.keys()]);

/**
 * `date.setUTCDate(…)` and its like of a Date that the variable alone stands for: it gets other milliseconds.
 *
 * @returns undefined for any other call, and where something else may hold the same Date
 */
export function dateChange(analyser: Analyser, node: ts.CallExpression): Expression | undefined {
  const { expression: callee, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(callee) || !changes.has(callee.name.text)) return undefined;
  const name = skipWrappers(callee.expression);
  const binding = namedCollection(analyser, name);
  const symbol = ts.isIdentifier(name) ? analyser.symbolOf(name) : undefined;
  if (binding?.name !== "new Date" || symbol === undefined || !isAlone(analyser, symbol)) return undefined;
  if (binding.depth !== analyser.frame.depth) {
    return analyser.refuse(node, analyser.frame.isCallback ? "SP1222" : "SP2103", { name: name.getText() });
  }
  const span = analyser.span(node);
  const values = analyser.expressions(given);
  const wrong = values.findIndex(({ types }) => types !== numberType);
  if (wrong >= 0) {
    return analyser.refuse(given[wrong] as ts.Expression, "SP1202", { operator: callee.name.text, found: "no number" });
  }
  const { variable } = binding;
  const now: Expression = { kind: "variable-read", variable, types: numberType, span };
  const value = changed(callee.name.text, now, values);
  analyser.statements.push({ kind: "assign", variable, value, declares: false, span });
  return now;
}

/** True when the variable gets nothing but new Dates, and its Date goes nowhere while it may still be changed. */
function isAlone(analyser: Analyser, symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !isMade(declaration.initializer))
    return false;
  const scope = ts.findAncestor(declaration.parent, ts.isFunctionLike);
  const isFine = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol && node !== declaration.name)
      return isHarmless(analyser, node);
    return ts.forEachChild(node, (child) => (isFine(child) ? undefined : true)) !== true;
  };
  return scope !== undefined && isFine(scope);
}

function isMade(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isNewExpression(skipWrappers(node));
}

/** True for a use that reads the Date, or gives it away when the function ends. */
function isHarmless(analyser: Analyser, node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isReturnStatement(parent) || isRead(node)) return true;
  if (ts.isCallExpression(parent)) return readsOnly(analyser, parent, parent.arguments.indexOf(node));
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    parent.left === node &&
    isMade(parent.right)
  );
}

/** `date.getTime()`, `new Date(date)`, `date < other`. */
function isRead({ parent }: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) || ts.isNewExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken;
}

/** True when the function that is called does nothing but read what it is given there. */
function readsOnly(analyser: Analyser, call: ts.CallExpression, index: number): boolean {
  const made = resolveFunction(analyser, call.expression)?.node;
  const parameter = made?.parameters[index];
  const symbol = parameter && analyser.checker.getSymbolAtLocation(parameter.name);
  if (made?.body === undefined || symbol === undefined || parameter?.dotDotDotToken !== undefined) return false;
  const isFine = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && analyser.symbolOf(node) === symbol) return isRead(node) && !isSet(node);
    return ts.forEachChild(node, (child) => (isFine(child) ? undefined : true)) !== true;
  };
  return isFine(made.body);
}

function isSet({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text.startsWith("set");
}

function changed(method: string, now: Expression, values: readonly Expression[]): Expression {
  const { span } = now;
  const number = (value: number) => literal(value, span);
  const calculate = (left: Expression, operator: ArithmeticOperator, right: Expression): Expression => {
    return { kind: "arithmetic", operator, left, right, types: numberType, span };
  };
  const call = (name: string, ...operands: readonly Expression[]): Expression => {
    return { kind: "builtin", name, operands, types: numberType, span };
  };
  const whole = (value: Expression): Expression => call("Math.trunc", value);
  /** What there is beyond whole units of this size. */
  const beyond = (size: number): Expression =>
    calculate(now, "-", calculate(call("Math.floor", calculate(now, "/", number(size))), "*", number(size)));
  const part = (start: number, length: number): Expression => {
    const text: Expression = { kind: "builtin", name: "Date.toISOString", operands: [now], types: stringType, span };
    const operands = [text, number(start), number(start + length)];
    const digits: Expression = { kind: "builtin", name: "String.slice", operands, types: stringType, span };
    return call("Number.ofDigits", digits);
  };
  const [first = number(0), second, third] = values;
  const date = part(8, 2);
  const field = clockFields.get(method);
  if (field !== undefined) {
    const last = Math.min(field + values.length, sizes.length) - 1;
    const rest = last === sizes.length - 1 ? number(0) : beyond(sizes[last] as number);
    const start = calculate(now, "-", beyond(sizes[field - 1] as number));
    const set = values.slice(0, last - field + 1).map((value, index) => {
      return calculate(whole(value), "*", number(sizes[field + index] as number));
    });
    return [...set, rest].reduce((sum, one) => calculate(sum, "+", one), start);
  }
  if (method === "setTime") return whole(first);
  if (method === "setUTCDate") {
    return calculate(now, "+", calculate(calculate(whole(first), "-", date), "*", number(day)));
  }
  const ofMonth = method === "setUTCMonth";
  const year = ofMonth ? part(0, 4) : first;
  const month = ofMonth ? first : (second ?? calculate(part(5, 2), "-", number(1)));
  const inMonth = (ofMonth ? second : third) ?? date;
  // `Date.UTC` takes years below 100 for years of the last century; four hundred years have the same days again.
  const later = call("Date.UTC", calculate(whole(year), "+", number(400)), month, inMonth);
  return calculate(calculate(later, "-", number(146_097 * day)), "+", beyond(day));
}
