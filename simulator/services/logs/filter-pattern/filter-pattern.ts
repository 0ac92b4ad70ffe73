import { invalidParameter } from "../log-group.js";
import { parseJsonPattern } from "./json-pattern.js";
import { type MessageFilter, regularExpression } from "./message-filter.js";
import { parseTerms } from "./terms.js";

/**
 * A filter pattern as FilterLogEvents takes it: nothing (every event), terms, or a JSON pattern in braces. Regular
 * expressions and space-delimited patterns are refused by name.
 *
 * Throws `InvalidParameterException`.
 *
 * @see CloudWatch Logs user guide, "Filter and pattern syntax"
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === "") return () => true;
  if (text.startsWith("["))
    throw invalidParameter("The simulator does not have space-delimited filter patterns: [name, ...].");
  if (text.startsWith("%")) throw regularExpression();
  return text.startsWith("{") ? parseJsonPattern(text) : parseTerms(text);
}
