import type { Expression } from "../ir/expression.js";
import { shorten, type SourceText } from "../lower/titles.js";
import type { SourceSpan } from "../source-span.js";

/** A condition in the words of the source, for tools that draw machines. */
export function conditionText(condition: Expression, source: SourceText): string {
  return shorten(textOf(condition, source));
}

/** What the compiler made itself has the place of one of its operands, and is put together from their texts. */
function textOf(condition: Expression, source: SourceText): string {
  const written = () => source(condition.span).replaceAll(/\s+/g, " ");
  switch (condition.kind) {
    case "not":
      return isSame(condition.span, condition.operand.span) ? `!(${textOf(condition.operand, source)})` : written();
    case "equality":
    case "comparison":
    case "logical": {
      const { left, right, operator } = condition;
      const isMade = [left, right].some((operand) => isSame(operand.span, condition.span));
      return isMade ? `${textOf(left, source)} ${operator} ${textOf(right, source)}` : written();
    }
    case "undefined":
      return "undefined";
    case "literal":
      return typeof condition.value === "string" ? JSON.stringify(condition.value) : String(condition.value);
    default:
      return written();
  }
}

function isSame(a: SourceSpan, b: SourceSpan): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}
