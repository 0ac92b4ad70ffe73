import { InvalidPattern, type Matcher, type NumericBound } from "./event-pattern.js";

const operators: readonly string[] = ["=", "<", "<=", ">", ">="] satisfies readonly NumericBound["operator"][];

/** Reads `["=", 5]`, `[">", 0]` or a range such as `[">", 0, "<=", 5]`. */
export function parseNumeric(operand: unknown): Matcher {
  if (!Array.isArray(operand)) throw new InvalidPattern("Value of numeric must be an array.");
  const [first, ...rest] = readBounds(operand);
  if (first === undefined) throw new InvalidPattern("Invalid member in numeric match: ]");
  const [second, ...others] = rest;
  if (first.operator === "=" && second !== undefined)
    throw new InvalidPattern("Too many elements in numeric expression");
  if (others.length > 0) throw new InvalidPattern("Too many terms in numeric range expression");
  if (second !== undefined) checkRange(first, second);
  return { kind: "numeric", bounds: second === undefined ? [first] : [first, second] };
}

export function meetsBound(value: number, { operator, value: bound }: NumericBound): boolean {
  switch (operator) {
    case "=":
      return value === bound;
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
  }
}

function readBounds(operand: readonly unknown[]): readonly NumericBound[] {
  const bounds: NumericBound[] = [];
  for (let i = 0; i < operand.length; i += 2) {
    if (i >= 4) throw new InvalidPattern("Too many terms in numeric range expression");
    const operator = operand[i];
    if (typeof operator !== "string") throw new InvalidPattern(`Invalid member in numeric match: ${String(operator)}`);
    if (!operators.includes(operator)) throw new InvalidPattern(`Unrecognized numeric range operator: ${operator}`);
    const value = operand[i + 1];
    if (typeof value !== "number")
      throw new InvalidPattern(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
    if (!Number.isFinite(value)) throw new InvalidPattern(`Cannot compare number : ${value}`);
    bounds.push({ operator: operator as NumericBound["operator"], value }); // one of the list
  }
  return bounds;
}

function checkRange(first: NumericBound, second: NumericBound): void {
  if (!first.operator.startsWith(">") || !second.operator.startsWith("<"))
    throw new InvalidPattern(`Bad numeric range operator: ${second.operator}`);
  if (first.value >= second.value) throw new InvalidPattern("Bottom must be less than top");
}
