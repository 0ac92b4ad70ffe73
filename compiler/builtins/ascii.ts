import type { Expression } from "../ir/expression.js";
import { mayBe, stringType } from "../ir/value-types.js";

const asciiResults = new Set([
  "Number.toFixed",
  "Number.toString",
  "Date.toISOString",
  "Date.nowIso",
  "crypto.randomUUID",
  "btoa",
  "encodeURIComponent",
  "encodeURI",
]);

const asciiKeeping = new Set([
  "String.slice",
  "String.substring",
  "String.toLowerCase",
  "String.toUpperCase",
  "String.trim",
  "String.trimStart",
  "String.trimEnd",
  "String.repeat",
  "String.charAt",
]);

/**
 * True when the text is certainly ASCII. JavaScript counts UTF-16 units where JSONata counts code points; here both
 * count alike, and the short forms are exact.
 */
export function isAscii(text: Expression): boolean {
  if (!mayBe(text.types, stringType)) return true;
  switch (text.kind) {
    case "literal":
      return /^[\0-\x7F]*$/.test(String(text.value));
    case "concatenation":
      return text.parts.every(isAscii);
    case "conditional":
      return isAscii(text.whenTrue) && isAscii(text.whenFalse);
    case "typeof":
      return true;
    case "states":
      return text.field === "context.Execution.StartTime" || text.field === "context.State.EnteredTime";
    case "builtin": {
      if (asciiResults.has(text.name)) return true;
      const [first] = text.operands;
      if (text.name.startsWith("String.pad")) return text.operands.every(isAscii);
      return asciiKeeping.has(text.name) && first !== undefined && isAscii(first);
    }
    default:
      return false;
  }
}
