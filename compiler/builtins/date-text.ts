import type { Expression } from "../ir/expression.js";
import { arrayType, numberType, stringType } from "../ir/value-types.js";
import { literal, once } from "./build.js";
import { isoTextOf, textOfTime } from "./date-values.js";

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The text of `date.toUTCString()`: `Fri, 01 Mar 2024 09:00:00 GMT`. */
export function utcText(time: Expression): Expression {
  const { span } = time;
  const builtin = (name: string, operands: readonly Expression[], types: number): Expression => ({
    ...{ kind: "builtin", name, operands, types },
    span,
  });
  return once("time", time, (millis) =>
    once("iso", isoTextOf(textOfTime(millis)), (iso) => {
      const part = (start: number, end: number): Expression =>
        builtin("String.slice", [iso, literal(start, span), literal(end, span)], stringType);
      const named = (names: readonly string[], index: Expression): Expression => {
        const elements = names.map((name) => ({ spread: false, value: literal(name, span) }));
        return {
          kind: "element",
          array: { kind: "array", elements, types: arrayType, span },
          index,
          types: stringType,
          span,
        };
      };
      const month = builtin("Number.ofDigits", [part(5, 7)], numberType);
      const monthIndex: Expression = {
        ...{ kind: "arithmetic", operator: "-", left: month, right: literal(1, span) },
        types: numberType,
        span,
      };
      const parts = [
        named(days, builtin("Date.day", [millis], numberType)),
        literal(", ", span),
        part(8, 10),
        literal(" ", span),
        named(months, monthIndex),
        literal(" ", span),
        part(0, 4),
        literal(" ", span),
        part(11, 19),
        literal(" GMT", span),
      ];
      return { kind: "concatenation", parts, types: stringType, span };
    }),
  );
}
