import type { Conditional, Expression, Let, Local } from "../ir/expression.js";
import { booleanType, nullType, objectType } from "../ir/value-types.js";
import { mapOperands, operandsOf } from "../ir/walk.js";

/**
 * More levels than this are cut. One level of an expression here is one or two of the evaluation that Step Functions
 * bounds at about 100, and a function of the prelude at the bottom adds up to 30.
 */
export const mostLevels = 28;

const heights = new WeakMap<Expression, number>();

/** How many levels an expression has. */
export function heightOf(expression: Expression): number {
  const known = heights.get(expression);
  if (known !== undefined) return known;
  const height = 1 + Math.max(0, ...operandsOf(expression).map(heightOf));
  heights.set(expression, height);
  return height;
}

/**
 * The expression with fewer levels: what is computed in any case gets a name, and is computed beside the rest instead of
 * inside it.
 *
 *     a + b + … + y + z                 ($v := a + b + … + m; $v + n + … + z)
 *     c1 ? v1 : c2 ? v2 : … : v9        ($v := c1 ? {"v": v1} : … : null; $v != null ? $v.v : c5 ? v5 : … : v9)
 */
export function boundHeight(expression: Expression): Expression {
  if (heightOf(expression) <= mostLevels) return expression;
  return cut(expression) ?? mapOperands(expression, boundHeight);
}

function cut(expression: Expression): Expression | undefined {
  if (expression.kind === "let") return boundedLet(expression);
  const ladder = expression.kind === "conditional" ? armsOf(expression) : [];
  if (expression.kind === "conditional" && ladder.length > mostLevels / 2) return cutLadder(expression, ladder);
  const part = certainPart(expression, Math.floor(mostLevels / 2));
  if (part === undefined) return undefined;
  const local: Local = { kind: "local", name: "part", types: part.types };
  const read: Expression = { kind: "local-read", local, types: part.types, span: part.span };
  const replace = (one: Expression): Expression => (one === part ? read : mapOperands(one, replace));
  return bind(local, part, replace(expression));
}

/** Bounds the values and the body; the names that this needs stand in one row, for a level in a level in a level is deep too. */
function boundedLet({ bindings, body, span }: Let): Let {
  const row = bindings.flatMap(({ local, value }) => {
    const bounded = inRow(boundHeight(value));
    return [...bounded.bindings, { local, value: bounded.body }];
  });
  const end = inRow(boundHeight(body));
  return { kind: "let", bindings: [...row, ...end.bindings], body: end.body, types: body.types, span };
}

function inRow(expression: Expression): Pick<Let, "bindings" | "body"> {
  return expression.kind === "let" ? expression : { bindings: [], body: expression };
}

function bind(local: Local, value: Expression, body: Expression): Let {
  return boundedLet({ kind: "let", bindings: [{ local, value }], body, types: body.types, span: body.span });
}

/** The part that lies that many levels down on the highest way and is computed in any case, by itself. */
function certainPart(expression: Expression, levels: number): Expression | undefined {
  if (levels === 0) return expression;
  const [highest] = [...operandsOf(expression)].sort((a, b) => heightOf(b) - heightOf(a));
  if (highest === undefined || !isCertain(expression, highest)) return undefined;
  return certainPart(highest, levels - 1);
}

/** True when the operand is computed whenever the expression is, and needs no name that the expression makes. */
function isCertain(expression: Expression, operand: Expression): boolean {
  switch (expression.kind) {
    case "logical":
      return operand === expression.left;
    case "conditional":
      return operand === expression.condition;
    case "let":
    case "lambda":
      return false;
    default:
      return operand.kind !== "lambda";
  }
}

interface Arm {
  readonly condition: Expression;
  readonly value: Expression;
}

/** The conditions and values of `c1 ? v1 : c2 ? v2 : …`. */
function armsOf(expression: Expression): readonly Arm[] {
  if (expression.kind !== "conditional") return [];
  const { condition, whenTrue, whenFalse } = expression;
  return [{ condition, value: whenTrue }, ...armsOf(whenFalse)];
}

function cutLadder(expression: Conditional, arms: readonly Arm[]): Expression {
  const { span, types } = expression;
  const first = arms.slice(0, Math.floor(mostLevels / 2));
  const none: Expression = { kind: "literal", value: null, types: nullType, span };
  const found = first.reduceRight<Expression>((whenFalse, { condition, value }) => {
    const member = { kind: "property" as const, key: "value", value };
    const whenTrue: Expression = { kind: "object", members: [member], types: objectType, span };
    return { kind: "conditional", condition, whenTrue, whenFalse, types: objectType | nullType, span };
  }, none);
  let rest: Expression = expression;
  for (const _ of first) rest = (rest as Conditional).whenFalse;
  const local: Local = { kind: "local", name: "found", types: objectType | nullType };
  const read: Expression = { kind: "local-read", local, types: local.types, span };
  const isFound: Expression = {
    kind: "equality",
    operator: "!==",
    left: read,
    right: none,
    types: booleanType,
    span,
  };
  const value: Expression = {
    kind: "property",
    object: read,
    name: "value",
    types,
    span,
  };
  return bind(local, found, { kind: "conditional", condition: isFound, whenTrue: value, whenFalse: rest, types, span });
}
