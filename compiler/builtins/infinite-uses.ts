import type { ComparisonOperator, Expression } from "../ir/expression.js";
import { arrayType, booleanType, mayBe, nullType, numberType, stringType } from "../ir/value-types.js";
import { literal, once } from "./build.js";
import { choose, finite, type Infinite, infiniteOf, isNull, mayFail, numberOrNull } from "./infinite.js";

/** `left < right`, where at least one may be infinite. */
export function compareInfinite(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  compare: (left: Expression, right: Expression) => Expression,
): Expression {
  const holds = (a: number, b: number): boolean =>
    operator === "<" ? a < b : operator === "<=" ? a <= b : operator === ">" ? a > b : a >= b;
  return withInfinite(left, right, holds, compare);
}

/** `left === right`, where at least one may be infinite. */
export function equalInfinite(
  operator: "===" | "!==",
  left: Expression,
  right: Expression,
  compare: (left: Expression, right: Expression) => Expression,
): Expression {
  return withInfinite(left, right, (a, b) => (a === b) === (operator === "==="), compare);
}

function withInfinite(
  left: Expression,
  right: Expression,
  holds: (left: number, right: number) => boolean,
  compare: (left: Expression, right: Expression) => Expression,
): Expression {
  const { span } = left;
  const [a, b] = [infiniteOf(left), infiniteOf(right)];
  // What fails would not be asked for beside what is infinite, which is looked at first: NaN is less than nothing.
  const first = a === undefined ? right : b === undefined ? left : undefined;
  const others = [left, right].filter((side) => side !== first).map((side) => infiniteOf(side)?.raw ?? side);
  if (others.some(mayFail)) return compare(left, right);
  const truth = (l: number, r: number) => literal(holds(l, r), span);
  return once("left", a?.raw ?? left, (l) =>
    once("right", b?.raw ?? right, (r) => {
      const [above, below] = [(a?.sign ?? 0) * Infinity, (b?.sign ?? 0) * Infinity];
      // Any finite number stands for the others.
      const leftOnly = a === undefined ? undefined : truth(above, 0);
      const rightOnly = b === undefined ? undefined : truth(0, below);
      const both = a === undefined || b === undefined ? undefined : truth(above, below);
      const rest = compare(finite(l), finite(r));
      const whenFinite = rightOnly === undefined ? rest : choose(isNull(r), rightOnly, rest, booleanType);
      if (leftOnly === undefined) return whenFinite;
      const whenInfinite = both === undefined ? leftOnly : choose(isNull(r), both, leftOnly, booleanType);
      return choose(isNull(l), whenInfinite, whenFinite, booleanType);
    }),
  );
}

/** As a part of a text: `Infinity` is written out. */
export function asWritten(value: Expression): Expression {
  const infinite = infiniteOf(value);
  if (infinite === undefined) return value;
  const { raw, sign } = infinite;
  const name = literal(sign === 1 ? "Infinity" : "-Infinity", raw.span);
  return once("n", raw, (n) => choose(isNull(n), name, finite(n), numberType | stringType));
}

/** As the bound of a list: further than any list is long. */
export function asBound(value: Expression): Expression {
  const infinite = infiniteOf(value);
  if (infinite === undefined) return value;
  const { raw, sign } = infinite;
  return once("bound", raw, (bound) => {
    return choose(isNull(bound), literal(sign * Number.MAX_SAFE_INTEGER, raw.span), finite(bound), numberType);
  });
}

/** True where the number is finite. */
export function isFiniteNumber({ raw }: Infinite): Expression {
  return { kind: "not", operand: isNull(raw), types: booleanType, span: raw.span };
}

/**
 * The least or greatest of two numbers, each of which may be null for the infinity that is no least, or no greatest.
 *
 * @param isAbsorbing true where null is the infinity that wins
 */
export function extremeOf(
  name: "Math.min" | "Math.max",
  left: Expression,
  right: Expression,
  isAbsorbing: boolean,
): Expression {
  const { span } = left;
  return once("a", left, (a) =>
    once("b", right, (b) => {
      const elements = [a, b].map((value) => ({ spread: false, value: finite(value) }));
      const list: Expression = { kind: "array", elements, types: arrayType, span };
      const both: Expression = { kind: "builtin", name, operands: [list], types: numberType, span };
      const mayLack = (value: Expression) => mayBe(value.types, nullType);
      const types = isAbsorbing || (mayLack(a) && mayLack(b)) ? numberOrNull : numberType;
      const ofRight = mayLack(b) ? choose(isNull(b), isAbsorbing ? b : a, both, types) : both;
      return mayLack(a) ? choose(isNull(a), isAbsorbing ? a : b, ofRight, types) : ofRight;
    }),
  );
}
