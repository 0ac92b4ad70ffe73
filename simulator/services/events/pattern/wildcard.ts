import { InvalidPattern, type Matcher } from "./event-pattern.js";

/**
 * Reads a wildcard: `*` is any text, `\\*` and `\\\\` are the characters themselves.
 *
 * DEVIATION: the service refuses rules whose wildcards would be costly for it; here there is no such limit.
 */
export function parseWildcard(operand: unknown): Matcher {
  if (typeof operand !== "string") throw new InvalidPattern("wildcard match pattern must be a string");
  const literals = [""];
  for (let i = 0; i < operand.length; i++) {
    const character = operand.charAt(i);
    const next = operand.charAt(i + 1);
    if (character === "*") {
      if (next === "*") throw new InvalidPattern(`Consecutive wildcard characters at pos ${i + 1}`);
      literals.push("");
    } else if (character === "\\") {
      if (next !== "*" && next !== "\\") throw new InvalidPattern(`Invalid escape character at pos ${i}`);
      literals[literals.length - 1] += next;
      i += 1;
    } else literals[literals.length - 1] += character;
  }
  return { kind: "wildcard", literals };
}
