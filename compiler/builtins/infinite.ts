import type { BuiltinCall, Expression, Variable } from "../ir/expression.js";
import { booleanType, isOnly, mayBe, nullType, numberType, undefinedType, type ValueTypes } from "../ir/value-types.js";
import type { SourceSpan } from "../source-span.js";
import { visitExpression } from "../ir/walk.js";
import { literal, once } from "./build.js";
import { constantNumber } from "./operands.js";

/**
 * Numbers that may be Infinity, or -Infinity, as `let least = Infinity;` is until a loop finds a number. JSON has none, so null stands
 * for it in the variable. What compares such a number, or takes the least or greatest of some, looks at that null; everything else
 * reads the number through {@link maybeInfinite}, which fails where it is not finite, as what computes Infinity does.
 */
export interface Infinite {
  /** The number, or null. */
  readonly raw: Expression;
  readonly sign: Sign;
}

/** Which infinity null stands for. */
export type Sign = 1 | -1;

/** The finite number of what may be infinite. */
export function maybeInfinite({ raw, sign }: Infinite): BuiltinCall {
  const name = sign === 1 ? finiteOrAbove : finiteOrBelow;
  return { kind: "builtin", name, operands: [raw], types: numberType, span: raw.span };
}

const finiteOrAbove = "setpiece.finiteOrAbove";
const finiteOrBelow = "setpiece.finiteOrBelow";

/** `Infinity`, `-Infinity`. */
export function infinity(sign: Sign, span: SourceSpan): BuiltinCall {
  return maybeInfinite({ raw: literal(null, span), sign });
}

export const numberOrNull = numberType | nullType;

/** What an expression gives that may be infinite; undefined for any other, and where it may be both infinities. */
export function infiniteOf(value: Expression): Infinite | undefined {
  const infinite = mayBe(value.types, undefinedType) ? undefined : infiniteOrNothing(value);
  return infinite && { ...infinite, raw: { ...infinite.raw, types: infinite.raw.types & ~undefinedType } };
}

/** The same of what may be undefined, as what is not found in a table. */
function infiniteOrNothing(value: Expression): Infinite | undefined {
  switch (value.kind) {
    case "builtin": {
      const [raw] = value.operands;
      if (raw === undefined) return undefined;
      if (value.name !== finiteOrAbove && value.name !== finiteOrBelow) return ofFunction(value);
      return { raw, sign: value.name === finiteOrAbove ? 1 : -1 };
    }
    case "conditional": {
      const { condition } = value;
      const [yes, no] = [unlessTold(condition, value.whenTrue, false), unlessTold(condition, value.whenFalse, true)];
      const sign = yes?.sign ?? no?.sign;
      if (sign === undefined || (no !== undefined && no.sign !== sign)) return undefined;
      // Where the value may be null itself, that would stand for two things.
      const types = value.whenTrue.types | value.whenFalse.types;
      if (!isOnly(types, numberType | undefinedType)) return undefined;
      const arms = { whenTrue: yes?.raw ?? value.whenTrue, whenFalse: no?.raw ?? value.whenFalse };
      return { raw: { ...value, ...arms, types: nullType | types }, sign };
    }
    case "logical":
      return infiniteByDefault(value);
    case "arithmetic":
      return computed(value);
    case "negate": {
      const operand = infiniteOf(value.operand);
      return operand && negated(operand);
    }
    case "let": {
      const body = infiniteOrNothing(value.body);
      return body && { raw: { ...value, body: body.raw, types: body.raw.types }, sign: body.sign };
    }
    default:
      return undefined;
  }
}

/** `limit ?? Infinity`, `limits[key] ?? 10` */
function infiniteByDefault(value: Extract<Expression, { readonly kind: "logical" }>): Infinite | undefined {
  const { left, operator, right, span } = value;
  if (operator === "&&" || !isOnly(left.types & ~(nullType | undefinedType), numberType)) return undefined;
  const [given, other] = [infiniteOrNothing(left), infiniteOf(right)];
  if (given === undefined)
    return other && { raw: { ...value, right: other.raw, types: numberOrNull }, sign: other.sign };
  // Infinity, for which null stands, is there.
  if (operator !== "??" || (other !== undefined && other.sign !== given.sign)) return undefined;
  const raw = once("n", given.raw, (n) => {
    const nothing: Expression = { kind: "undefined", types: undefinedType, span };
    const isThere = { kind: "equality", operator: "!==", left: n, right: nothing, types: booleanType, span } as const;
    const present = { ...n, types: n.types & ~undefinedType };
    return choose(isThere, present, other?.raw ?? right, numberOrNull | right.types);
  });
  return { raw, sign: given.sign };
}

/** What one side of a choice gives that may be infinite there: not behind `least === Infinity ? null : least`. */
function unlessTold(condition: Expression, side: Expression, isInfinite: boolean): Infinite | undefined {
  if (condition.kind === "not") return unlessTold(condition.operand, side, !isInfinite);
  const infinite = infiniteOrNothing(side);
  const asked = condition.kind === "equality" && condition.operator === "===" ? condition.left : undefined;
  const isTold = isInfinite && asked !== undefined && infinite !== undefined && isSame(asked, infinite.raw);
  return isTold && isNullLiteral(condition) ? undefined : infinite;
}

function isNullLiteral(condition: Expression): boolean {
  return condition.kind === "equality" && condition.right.kind === "literal" && condition.right.value === null;
}

function isSame(one: Expression, other: Expression): boolean {
  if (one.kind === "variable-read" && other.kind === "variable-read") return one.variable === other.variable;
  return one.kind === "local-read" && other.kind === "local-read" && one.local === other.local;
}

/** What a variable holds, which may be infinite. */
export function readVariable(variable: Variable, types: ValueTypes, span: SourceSpan): Expression {
  const read: Expression = { kind: "variable-read", variable, types, span };
  return storedIn(variable, read);
}

/** What a value stands for that a variable holds. */
export function storedIn({ infinity: sign }: Variable, value: Expression): Expression {
  return sign === undefined ? value : maybeInfinite({ raw: { ...value, types: numberOrNull }, sign });
}

/** What a variable is to hold for a value. */
export function toStore({ infinity: sign }: Variable, value: Expression): Expression {
  const infinite = sign === undefined ? undefined : infiniteOf(value);
  return infinite?.sign === sign ? (infinite?.raw ?? value) : value;
}

/** True for `Infinity` itself, which is no value that a machine could keep. */
export function isInfinity(value: Expression): boolean {
  const infinite = infiniteOf(value);
  return infinite?.raw.kind === "literal" && infinite.raw.value === null;
}

/** `-x` */
export function negated({ raw, sign }: Infinite): Infinite {
  const { span } = raw;
  const opposite = sign === 1 ? -1 : 1;
  if (raw.kind === "literal") return { raw, sign: opposite };
  const negative = once("n", raw, (n) => {
    const operand = finite(n);
    const negate: Expression = { kind: "negate", operand, types: numberType, span };
    return choose(isNull(n), literal(null, span), negate, numberOrNull);
  });
  return { raw: negative, sign: opposite };
}

/** `best - 0.01`, `limit * 2`: infinite where the number is, and the other number leaves it so. */
function computed(value: Extract<Expression, { readonly kind: "arithmetic" }>): Infinite | undefined {
  const { left, operator, right } = value;
  if (operator === "%" || operator === "**") return undefined;
  const [a, b] = [infiniteOf(left), infiniteOf(right)];
  // What fails would not be asked for beside what is infinite.
  if ((a === undefined && b === undefined) || mayFail(a?.raw ?? left) || mayFail(b?.raw ?? right)) return undefined;
  return operator === "+" || operator === "-" ? sumOf(value, a, b) : productOf(value, a, b);
}

type Arithmetic = Extract<Expression, { readonly kind: "arithmetic" }>;

/** Infinity less Infinity is NaN, which nothing stands for. */
function sumOf(value: Arithmetic, a: Infinite | undefined, b: Infinite | undefined): Infinite | undefined {
  const { left, operator, right, span } = value;
  const ofRight = b && (operator === "-" ? -b.sign : b.sign);
  const sign = a?.sign ?? ofRight;
  if (sign === undefined || (ofRight !== undefined && ofRight !== sign)) return undefined;
  const raw = once("left", a?.raw ?? left, (l) =>
    once("right", b?.raw ?? right, (r) => {
      const sum = { ...value, left: finite(l), right: finite(r) };
      const known = b === undefined ? sum : choose(isNull(r), literal(null, span), sum, numberOrNull);
      return a === undefined ? known : choose(isNull(l), literal(null, span), known, numberOrNull);
    }),
  );
  return { raw, sign: sign === 1 ? 1 : -1 };
}

/** Infinity times nothing is NaN, and times what is below that the other Infinity. */
function productOf(value: Arithmetic, a: Infinite | undefined, b: Infinite | undefined): Infinite | undefined {
  const { left, operator, right, span } = value;
  const infinite = a ?? b;
  if (infinite === undefined || (a !== undefined && b !== undefined) || (operator === "/" && b)) return undefined;
  const constant = constantNumber(a === undefined ? left : right);
  if (constant === 0) return undefined;
  const raw = once("left", a?.raw ?? left, (l) =>
    once("right", b?.raw ?? right, (r) => {
      const [one, factor] = a === undefined ? [r, l] : [l, r];
      // A factor that is not above zero leaves what fails.
      const number = constant === undefined ? maybeInfinite({ ...infinite, raw: one }) : finite(one);
      const product = { ...value, left: a === undefined ? factor : number, right: a === undefined ? number : factor };
      const isInfinite = constant === undefined ? both(isNull(one), isAboveZero(factor)) : isNull(one);
      return choose(isInfinite, literal(null, span), product, numberOrNull);
    }),
  );
  return { raw, sign: constant !== undefined && constant < 0 ? (infinite.sign === 1 ? -1 : 1) : infinite.sign };
}

/** True where a number is read that must not be infinite. */
export function mayFail(value: Expression): boolean {
  let found = false;
  visitExpression(value, (part) => {
    found ||= part.kind === "builtin" && (part.name === finiteOrAbove || part.name === finiteOrBelow);
  });
  return found;
}

/** `Math.abs(error)`, `Math.floor(limit)` */
function ofFunction(value: BuiltinCall): Infinite | undefined {
  const [operand] = value.operands;
  const given = keepsInfinity.has(value.name) && operand !== undefined ? infiniteOf(operand) : undefined;
  if (given === undefined || (given.sign === -1 && value.name === "Math.sqrt")) return undefined;
  const raw = once("n", given.raw, (n) => {
    return choose(isNull(n), literal(null, value.span), { ...value, operands: [finite(n)] }, numberOrNull);
  });
  return { raw, sign: value.name === "Math.abs" ? 1 : given.sign };
}

const keepsInfinity = new Set(["Math.abs", "Math.ceil", "Math.floor", "Math.round", "Math.sqrt", "Math.trunc"]);

function isAboveZero(value: Expression): Expression {
  const { span } = value;
  return { kind: "comparison", operator: ">", left: value, right: literal(0, span), types: booleanType, span };
}

function both(left: Expression, right: Expression): Expression {
  return { kind: "logical", operator: "&&", left, right, types: booleanType, span: left.span };
}

/** The same, where it is known to be no null. */
export function finite(value: Expression): Expression {
  return { ...value, types: numberType };
}

/** True where null stands for the infinity. */
export function isNull(value: Expression): Expression {
  const { span } = value;
  if (value.kind === "literal") return literal(value.value === null, span);
  const right = literal(null, span);
  return { kind: "equality", operator: "===", left: value, right, types: booleanType, span };
}

/** One value or the other, as short as it can be written. */
export function choose(condition: Expression, whenTrue: Expression, whenFalse: Expression, types: number): Expression {
  if (condition.kind === "literal") return condition.value === true ? whenTrue : whenFalse;
  const [yes, no] = [whenTrue, whenFalse].map((side) => (side.kind === "literal" ? side.value : undefined));
  if (yes === true && no === false) return condition;
  if (yes === false && no === true) return { kind: "not", operand: condition, types, span: condition.span };
  return { kind: "conditional", condition, whenTrue, whenFalse, types, span: condition.span };
}
