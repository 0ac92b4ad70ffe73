import ts from "typescript";
import { arrayConstructor, call, type Code, lambda } from "../emit/code.js";
import type { ExpressionEmitter } from "../emit/expression-emitter.js";
import type { BuiltinCall, Expression } from "../ir/expression.js";
import {
  arrayType,
  booleanType,
  isOnly,
  mayBe,
  numberType,
  stringType,
  structuredTypes,
  undefinedType,
} from "../ir/value-types.js";
import { asText, lambdaOf, literal, local, once, read } from "./build.js";
import type { Builtin, BuiltinSite } from "./builtin.js";
import { parameterNames } from "./codes.js";
import { lambdaAt, operandAt } from "./operands.js";
import { plain, rewritten, unsupported } from "./signature.js";
import { innermost } from "./use.js";
import { infiniteOf } from "./infinite.js";
import { compareInfinite, equalInfinite } from "./infinite-uses.js";

function analyseSorted(site: BuiltinSite): Expression {
  const { receiver: array, span } = site;
  if (array === undefined) throw new Error(`${site.name} has a receiver`);
  const sorted = (operands: readonly Expression[]): Expression => ({ ...site.call(operands), name: "Array.toSorted" });
  if (site.nodes.length > 0) {
    const callback = site.callback(0, 2);
    if (!isOnly(callback.body.types, numberType)) {
      return unsupported(
        site,
        "a comparison that gives no number",
        "Return a negative number, 0 or a positive one.",
        0,
      );
    }
    return sorted([array, lambdaOf(callback.parameters, isPositive(callback.body), span)]);
  }
  const types = site.elementTypes("receiver");
  if (mayBe(types, structuredTypes | undefinedType)) {
    return unsupported(site, "no comparison for elements that are no texts", "Pass `(a, b) => a.key - b.key`.");
  }
  if (isOnly(types, stringType)) return sorted([array]);
  const [x, y] = [local("x", types), local("y", types)];
  const after: Expression = {
    kind: "comparison",
    operator: ">",
    left: asText(read(x, span)),
    right: asText(read(y, span)),
    types: booleanType,
    span,
  };
  return sorted([array, lambdaOf([x, y], after, span)]);
}

/** `comparison > 0`: all that sorting asks of the result. A difference need not be computed for it. */
function isPositive(comparison: Expression): Expression {
  const { span } = comparison;
  const truth = { types: booleanType, span } as const;
  switch (comparison.kind) {
    case "literal":
      return literal(Number(comparison.value) > 0, span);
    case "arithmetic":
      if (comparison.operator !== "-") break;
      // Infinity less Infinity is NaN, which is not positive, and Infinity is not greater than itself.
      if (differsFromInfinity(comparison)) return compareInfinite(">", comparison.left, comparison.right, isGreater);
      return { kind: "comparison", operator: ">", left: comparison.left, right: comparison.right, ...truth };
    case "negate":
      return { kind: "comparison", operator: "<", left: comparison.operand, right: literal(0, span), ...truth };
    case "conditional": {
      const [whenTrue, whenFalse] = [isPositive(comparison.whenTrue), isPositive(comparison.whenFalse)];
      if (isConstant(whenTrue, true) && isConstant(whenFalse, false) && comparison.condition.types === booleanType) {
        return comparison.condition;
      }
      return { ...comparison, whenTrue, whenFalse, ...truth };
    }
    case "let":
      return { ...comparison, body: isPositive(comparison.body), ...truth };
    case "logical":
      if (comparison.operator !== "||") break;
      return either(comparison.left, comparison.right);
    default:
  }
  return { kind: "comparison", operator: ">", left: comparison, right: literal(0, span), ...truth };
}

/** `(a.days ?? Infinity) - (b.days ?? Infinity)` */
function differsFromInfinity({ left, right }: { readonly left: Expression; readonly right: Expression }): boolean {
  return infiniteOf(left) !== undefined || infiniteOf(right) !== undefined;
}

function isGreater(left: Expression, right: Expression): Expression {
  return { kind: "comparison", operator: ">", left, right, types: booleanType, span: left.span };
}

/** `(left || right) > 0`. */
function either(left: Expression, right: Expression): Expression {
  const choose = (condition: Expression, difference: Expression): Expression => ({
    kind: "conditional",
    condition,
    whenTrue: isPositive(right),
    whenFalse: isPositive(difference),
    types: booleanType,
    span: left.span,
  });
  if (left.kind === "arithmetic" && left.operator === "-" && differsFromInfinity(left)) {
    return choose(equalInfinite("===", left.left, left.right, areEqual), left);
  }
  if (left.kind === "arithmetic" && left.operator === "-" && isPath(left.left) && isPath(left.right)) {
    return choose(areEqual(left.left, left.right), left);
  }
  return once("d", left, (name) => choose(areEqual(name, literal(0, left.span)), name));
}

/** Cheap to evaluate twice. */
function isPath(expression: Expression): boolean {
  if (expression.kind === "property") return isPath(expression.object);
  return expression.kind === "local-read" || expression.kind === "literal";
}

function isConstant(expression: Expression, value: boolean): boolean {
  return expression.kind === "literal" && expression.value === value;
}

function areEqual(left: Expression, right: Expression): Expression {
  return { kind: "equality", operator: "===", left, right, types: booleanType, span: left.span };
}

function emitSorted(emitter: ExpressionEmitter, call_: BuiltinCall): Code {
  const array = emitter.value(operandAt(call_, 0));
  if (call_.operands.length === 1) return call("sort", array);
  const callback = lambdaAt(call_, 1);
  const code = lambda(parameterNames(emitter, callback, "x", "y"), emitter.value(callback.body));
  // In brackets: as the last call of a lambda, $sort would get its function in a form that it cannot call.
  return arrayConstructor([call("sort", array, code).text]);
}

const makesArray = new Set([
  ..."map filter flatMap flat concat slice toSorted toReversed toSpliced with"
    .split(" ")
    .map((name) => `Array.${name}`),
  ..."entries keys values".split(" ").map((name) => `Object.${name}`),
  ..."split splitByPattern codePoints".split(" ").map((name) => `String.${name}`),
  "Array.range",
  "new Set",
]);

/** True when nobody else can hold the array: changing it in place cannot be told from making another one. */
function isFresh(array: Expression | undefined): boolean {
  return array?.kind === "array" || (array?.kind === "builtin" && makesArray.has(array.name));
}

/** The same of what stands before `?.`, which is read by a name. */
function isMadeBefore(site: BuiltinSite): boolean {
  const { node } = site;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const made = innermost(node.expression.expression);
  if (!ts.isCallExpression(made) || !ts.isPropertyAccessExpression(made.expression)) return false;
  const { name } = made.expression;
  const declaration = site.checker.getSymbolAtLocation(name)?.declarations?.[0];
  const isOfLibrary = declaration !== undefined && /\/typescript\/lib\//.test(declaration.getSourceFile().fileName);
  return isOfLibrary && [...makesArray].some((builtin) => builtin.endsWith(`.${name.text}`));
}

/** A method that changes its array, done as the one that makes a new array where nobody can tell. */
function inPlace(name: string, analyse: (site: BuiltinSite) => Expression, instead: string): Builtin {
  return rewritten(name, (site) =>
    isFresh(site.receiver) || isMadeBefore(site) ? analyse(site) : site.refuse("SP1305", { name, hint: instead }),
  );
}

/** `text.split(".").pop()`: what is left of the array is lost. */
function analyseTaken(index: number): (site: BuiltinSite) => Expression {
  return (site) => {
    const { receiver } = site;
    if (receiver === undefined) throw new Error(`${site.name} has a receiver`);
    return { ...site.call([receiver, literal(index, site.span)]), name: "Array.at" };
  };
}

function analyseReversed(site: BuiltinSite): Expression {
  const { receiver } = site;
  if (receiver === undefined) throw new Error(`${site.name} has a receiver`);
  return { ...site.call([receiver]), name: "Array.toReversed" };
}

const takeElement = "Read `list.at(-1)` or `list[0]`, and keep `list.slice(…)`.";

/** Methods of arrays that order, and those that take an element out of an array that is made on the spot. */
export const arrayOrder: readonly Builtin[] = [
  { name: "Array.toSorted", analyse: analyseSorted, emit: emitSorted },
  inPlace("Array.sort", analyseSorted, "Use `toSorted`, which makes a new array."),
  plain("Array.toReversed", [arrayType], (emitter, call_) => call("reverse", emitter.value(operandAt(call_, 0)))),
  inPlace("Array.reverse", analyseReversed, "Use `toReversed`, which makes a new array."),
  inPlace("Array.pop", analyseTaken(-1), takeElement),
  inPlace("Array.shift", analyseTaken(0), takeElement),
];
