import { lambdaOf, literal } from "../builtins/build.js";
import type { BuiltinCall, Expression, Lambda, Local } from "../ir/expression.js";
import { booleanType, undefinedType } from "../ir/value-types.js";
import { isNondeterministic, operandsOf, someExpression } from "../ir/walk.js";
import { failureOfCall, type LibraryError } from "./library-failures.js";

/** When an expression throws, provided that none of the failures before it has happened. */
export interface Failure {
  readonly condition: Expression;
  readonly error: LibraryError;
}

/** Callbacks of these are called for every element, whatever they give. */
const visitsEveryElement = new Set(["Array.map", "Array.filter", "Array.flatMap"]);

/**
 * What evaluating an expression throws, in the order of JavaScript; undefined where that cannot be told beforehand.
 *
 * A failure is told by computing again what the call is given, so that values which differ each time are out of the
 * question.
 */
export function failuresOf(expression: Expression): readonly Failure[] | undefined {
  if (!mayFail(expression)) return [];
  switch (expression.kind) {
    case "conditional": {
      const { condition, whenTrue, whenFalse } = expression;
      return inOrder(
        () => failuresOf(condition),
        () => only(condition, whenTrue, true),
        () => only(condition, whenFalse, false),
      );
    }
    case "logical":
      return inOrder(
        () => failuresOf(expression.left),
        () => only(needsRight(expression), expression.right, true),
      );
    case "let":
      return ofLet(expression.bindings, expression.body);
    case "builtin":
      return ofCall(expression);
    // A callback throws where it is called.
    case "lambda":
      return undefined;
    default:
      return inOrder(...operandsOf(expression).map((operand) => () => failuresOf(operand)));
  }
}

/** True when a call in the expression throws for what it may be given. */
export function mayFail(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === "builtin" && failureOfCall(part) !== undefined);
}

type Finding = () => readonly Failure[] | undefined;

function inOrder(...findings: readonly Finding[]): readonly Failure[] | undefined {
  const found: Failure[] = [];
  for (const find of findings) {
    const failures = find();
    if (failures === undefined) return undefined;
    found.push(...failures);
  }
  return found;
}

/** The failures of what is evaluated only where a condition is true, or false. */
function only(condition: Expression, value: Expression, when: boolean): readonly Failure[] | undefined {
  if (!mayFail(value)) return [];
  if (isNondeterministic(condition)) return undefined;
  return failuresOf(value)?.map((failure) => {
    const { span } = failure.condition;
    const [whenTrue, whenFalse] = when
      ? [failure.condition, literal(false, span)]
      : [literal(false, span), failure.condition];
    return { ...failure, condition: { kind: "conditional", condition, whenTrue, whenFalse, types: booleanType, span } };
  });
}

/** Whether the right side of `&&`, `||` or `??` is evaluated. */
function needsRight({ operator, left, span }: Extract<Expression, { kind: "logical" }>): Expression {
  const [yes, no] = [literal(true, span), literal(false, span)];
  if (operator === "??") {
    const isMissing = (value: Expression): Expression => ({
      kind: "equality",
      operator: "===",
      left,
      right: value,
      types: booleanType,
      span,
    });
    const missing = [isMissing({ kind: "undefined", types: undefinedType, span }), isMissing(literal(null, span))];
    return { kind: "logical", operator: "||", left: missing[0]!, right: missing[1]!, types: booleanType, span };
  }
  const [whenTrue, whenFalse] = operator === "&&" ? [yes, no] : [no, yes];
  return { kind: "conditional", condition: left, whenTrue, whenFalse, types: booleanType, span };
}

function ofLet(
  bindings: Extract<Expression, { kind: "let" }>["bindings"],
  body: Expression,
): readonly Failure[] | undefined {
  const [first, ...rest] = bindings;
  if (first === undefined) return failuresOf(body);
  const behind = (): readonly Failure[] | undefined => {
    const failures = ofLet(rest, body);
    if (failures === undefined || (failures.length > 0 && isNondeterministic(first.value))) return undefined;
    return failures.map((failure) => {
      const { condition } = failure;
      return {
        ...failure,
        condition: { kind: "let", bindings: [first], body: condition, types: booleanType, span: condition.span },
      };
    });
  };
  return inOrder(() => failuresOf(first.value), behind);
}

function ofCall(call: BuiltinCall): readonly Failure[] | undefined {
  const [receiver] = call.operands;
  const operands = call.operands.map((operand) => () => {
    if (operand.kind !== "lambda" || !mayFail(operand)) return failuresOf(operand);
    return receiver === undefined ? undefined : ofCallback(call, receiver, operand);
  });
  const own = (): readonly Failure[] | undefined => {
    const failure = failureOfCall(call);
    if (failure === undefined) return [];
    return isNondeterministic(failure.condition) ? undefined : [failure];
  };
  return inOrder(...operands, own);
}

/** The failures of a callback: with the same error for all of them, it makes no difference which element comes first. */
function ofCallback(call: BuiltinCall, list: Expression, callback: Lambda): readonly Failure[] | undefined {
  const parameters = visitingParameters(call, callback);
  if (parameters === undefined || isNondeterministic(list)) return undefined;
  const failures = failuresOf(callback.body);
  const [first, ...others] = failures ?? [];
  if (first === undefined || others.some(({ error }) => error !== first.error)) return undefined;
  const { span } = first.condition;
  const isAny = others.reduce<Expression>(
    (left, { condition }) => ({ kind: "logical", operator: "||", left, right: condition, types: booleanType, span }),
    first.condition,
  );
  const [result] = callback.parameters;
  if (parameters !== callback.parameters && someExpression(isAny, (part) => reads(part, result))) return undefined;
  const test = lambdaOf(parameters, isAny, span);
  const condition: Expression = {
    kind: "builtin",
    name: "Array.some",
    operands: [list, test],
    types: booleanType,
    span,
  };
  return [{ condition, error: first.error }];
}

/** The parameters for element and index of a callback that is called for every element; undefined for any other. */
function visitingParameters(call: BuiltinCall, { parameters }: Lambda): Lambda["parameters"] | undefined {
  if (visitsEveryElement.has(call.name)) return parameters;
  const hasInitialValue = call.operands.length > 2;
  return call.name === "Array.reduce" && hasInitialValue ? parameters.slice(1) : undefined;
}

function reads(part: Expression, local: Local | undefined): boolean {
  return part.kind === "local-read" && part.local === local;
}
