import { type MessageFilter, invalidPattern, regularExpression } from "./message-filter.js";

const term = /([?-]?)\s*(?:"((?:[^"\\]|\\.)*)"|(%)|([^\s"]+))\s*/y;

/**
 * Words and quoted phrases, which a message has to contain, somewhere and in this case: all of them; with `?` before
 * each, any of them; with `-` before it, not that one.
 */
export function parseTerms(text: string): MessageFilter {
  const found: Record<"" | "?" | "-", string[]> = { "": [], "?": [], "-": [] };
  term.lastIndex = 0;
  while (term.lastIndex < text.length) {
    const match = term.exec(text);
    if (match === null) throw invalidPattern("a quotation mark is not closed");
    const [, sign = "", phrase, percent, word] = match;
    if (percent !== undefined) throw regularExpression();
    if (word !== undefined && !/^\w+$/.test(word))
      throw invalidPattern(`Invalid character(s) in term '${word}': put it in quotation marks`);
    found[sign as keyof typeof found].push(phrase?.replace(/\\(.)/g, "$1") ?? word ?? "");
  }
  const { "": required, "?": optional, "-": excluded } = found;
  if (optional.length > 0 && required.length + excluded.length > 0)
    throw invalidPattern("terms with ? cannot be combined with others");
  return (message) =>
    required.every((each) => message.includes(each)) &&
    (optional.length === 0 || optional.some((each) => message.includes(each))) &&
    !excluded.some((each) => message.includes(each));
}
