import { validationError } from "../wire/aws-error.js";

/** A number of DynamoDB: `coefficient × 10^exponent`, the coefficient without trailing zeros. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const maxDigits = 38;
const maxMagnitude = 125;
const minMagnitude = -130;
const notation = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads a number: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125, or zero.
 * Throws `ValidationException` for anything else.
 */
export function parseDecimal(source: string): Decimal {
  const match = notation.exec(source);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole + fraction === "") throw notANumber(source);
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return { coefficient: 0n, exponent: 0 };
  const exponent = Number(match[4] ?? "0") - fraction.length + (digits.length - significant.length);
  checkRange(significant.length, exponent);
  const coefficient = BigInt(significant);
  return { coefficient: match[1] === "-" ? -coefficient : coefficient, exponent };
}

/** Plain notation, as the service answers: `100000`, `0.001`, `-1.5`. */
export function formatDecimal({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? "-" : "";
  const digits = digitsOf(coefficient);
  if (exponent >= 0) return coefficient === 0n ? "0" : sign + digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Plain notation of a number in any notation. */
export function canonicalNumber(source: string): string {
  return formatDecimal(parseDecimal(source));
}

/** The sum; throws `ValidationException` where it needs more than 38 digits or leaves the range. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const exponent = Math.min(left.exponent, right.exponent);
  return normalise(scale(left, exponent) + scale(right, exponent), exponent);
}

export function negateDecimal({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

export function compareDecimals(left: Decimal, right: Decimal): number {
  const signs = sign(left) - sign(right);
  if (signs !== 0 || left.coefficient === 0n) return signs;
  const magnitudes = magnitude(left) - magnitude(right);
  if (magnitudes !== 0) return sign(left) * magnitudes;
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scale(left, exponent) - scale(right, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function normalise(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  const digits = digitsOf(coefficient);
  const significant = digits.replace(/0+$/, "");
  const dropped = digits.length - significant.length;
  checkRange(significant.length, exponent + dropped);
  return { coefficient: coefficient / 10n ** BigInt(dropped), exponent: exponent + dropped };
}

function checkRange(digitCount: number, exponent: number): void {
  const size = exponent + digitCount - 1;
  if (size > maxMagnitude)
    throw validationError("Number overflow. Attempting to store a number with magnitude larger than supported range");
  if (size < minMagnitude)
    throw validationError("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  if (digitCount > maxDigits) throw validationError("Attempting to store more than 38 significant digits in a Number");
}

function notANumber(source: string): Error {
  const tail = source === "" ? "" : `: ${source}`;
  return validationError(`The parameter cannot be converted to a numeric value${tail}`);
}

function scale(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function digitsOf(coefficient: bigint): string {
  return (coefficient < 0n ? -coefficient : coefficient).toString();
}

function magnitude(value: Decimal): number {
  return value.exponent + digitsOf(value.coefficient).length;
}

function sign({ coefficient }: Decimal): number {
  return coefficient < 0n ? -1 : coefficient > 0n ? 1 : 0;
}
