import type { Expression, Let, Local } from "../ir/expression.js";
import { mayFail } from "../builtins/infinite.js";
import { isNondeterministic, mapOperands, operandsOf, substituteLocal } from "../ir/walk.js";

/**
 * Removes bindings that are not worth a name: read never, or once and not inside a callback, or a mere name or path.
 *
 * Moving a pure value to its only use changes nothing but when it fails, and a value that fails has no JavaScript
 * counterpart, except for functions that throw in JavaScript too, and what is NaN there, which compares with anything;
 * those stay where they are.
 */
export function simplifyLet(expression: Expression): Expression {
  const inner = mapOperands(expression, simplifyLet);
  return inner.kind === "let" ? simplifyBindings(inner) : inner;
}

type Binding = Let["bindings"][number];

function simplifyBindings(expression: Let): Expression {
  let { body } = expression;
  let kept: readonly Binding[] = [];
  for (const binding of [...expression.bindings].reverse()) {
    const { local, value } = binding;
    const users = [body, ...kept.map((other) => other.value)];
    const uses = users.reduce((sum, user) => sum + countUses(user, local), 0);
    if (mayThrow(value)) {
      kept = [binding, ...kept];
    } else if (uses === 0) {
      continue;
    } else if (
      isTrivial(value) ||
      (uses === 1 &&
        !mayFail(value) &&
        !isNondeterministic(value) &&
        !users.some((user) => isReadInCallback(user, local)))
    ) {
      body = substituteLocal(body, local, value);
      kept = kept.map((other) => ({ ...other, value: substituteLocal(other.value, local, value) }));
    } else {
      kept = [binding, ...kept];
    }
  }
  if (kept.length === 0) return body;
  if (body.kind === "let") return { ...body, bindings: [...kept, ...body.bindings], span: expression.span };
  return { ...expression, bindings: kept, body, types: body.types };
}

/** A literal, a name or a path from a name: reading it again costs nothing. */
export function isTrivial(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "undefined":
    case "local-read":
    case "variable-read":
    case "states":
    case "resource-name":
      return true;
    case "array":
      return value.elements.length === 0;
    case "property":
      return isTrivial(value.object);
    case "element":
      return value.index.kind === "literal" && isTrivial(value.array);
    default:
      return false;
  }
}

function countUses(expression: Expression, local: Local): number {
  if (expression.kind === "local-read") return expression.local === local ? 1 : 0;
  return operandsOf(expression).reduce((sum, operand) => sum + countUses(operand, local), 0);
}

function isReadInCallback(expression: Expression, local: Local): boolean {
  if (expression.kind === "lambda") return countUses(expression.body, local) > 0;
  return operandsOf(expression).some((operand) => isReadInCallback(operand, local));
}

/** Functions that throw in JavaScript for some inputs. */
const throwing = new Set([
  "JSON.parse",
  "decodeURIComponent",
  "decodeURI",
  "encodeURIComponent",
  "encodeURI",
  "atob",
  "btoa",
  "Array.reduce",
  "Array.reduceRight",
  "Array.with",
  "Array.fill",
  "String.repeat",
  "Date.toISOString",
]);

/** True when evaluating the expression may throw in JavaScript. */
export function mayThrow(expression: Expression): boolean {
  if (expression.kind === "builtin" && throwing.has(expression.name) && expression.isChecked !== true) {
    const hasInitialValue = expression.name.startsWith("Array.reduce") && expression.operands.length > 2;
    if (!hasInitialValue) return true;
  }
  return operandsOf(expression).some(mayThrow);
}
