import type { BuiltinCall, Expression } from "../ir/expression.js";
import { dateType, numberType, stringType } from "../ir/value-types.js";

/**
 * The two forms of a Date. One with a name of its own is a variable that holds its milliseconds, and stands in IR as the built-in
 * `new Date` of these while it is looked at; written down, that is the other form. One among data is its ISO text, of the type {@link dateType}.
 */

/** The name of the built-in that gives the milliseconds of a Date among data. */
export const millisOfDate = "Date.millis";

/** The Date that an expression makes, which is no value yet. */
export function madeDate(value: Expression): BuiltinCall | undefined {
  return value.kind === "builtin" && value.name === "new Date" ? value : undefined;
}

/** A Date as it stands among data: any other value stays what it is. */
export function dateAsData(value: Expression): Expression {
  const [millis] = madeDate(value)?.operands ?? [];
  return millis === undefined ? value : textOfTime(millis);
}

/** The ISO text of a time that stands for a Date. */
export function textOfTime(millis: Expression): Expression {
  const { span } = millis;
  if (millis.kind === "builtin" && millis.name === millisOfDate) return millis.operands[0] as Expression;
  if (millis.kind === "builtin" && millis.name === "Date.now") {
    return { kind: "builtin", name: "Date.nowIso", operands: [], types: dateType, span };
  }
  return { kind: "builtin", name: "Date.toISOString", operands: [millis], types: dateType, span };
}

/** The milliseconds of a Date of either form: any other value stays what it is. */
export function asMillis(value: Expression): Expression {
  const [millis] = madeDate(value)?.operands ?? [];
  if (millis !== undefined) return millis;
  if (value.types !== dateType) return value;
  return { kind: "builtin", name: millisOfDate, operands: [value], types: numberType, span: value.span };
}

/** The ISO text of a Date among data, as a text. */
export function isoTextOf(date: Expression): Expression {
  return { ...date, types: stringType };
}

/** True for a whole number of milliseconds that a Date can hold. */
export function isTime(millis: Expression): boolean {
  if (millis.kind === "literal") return Number.isInteger(millis.value) && Math.abs(Number(millis.value)) <= 8.64e15;
  if (millis.kind === "variable-read") return millis.variable.time === true;
  return millis.kind === "builtin" && /^Date\.(parse|now|UTC|getTime|millis)$/.test(millis.name);
}
