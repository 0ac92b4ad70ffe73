/** Arrays and objects inside each other, at most: the bound of the parser that the service uses. */
export const maxJsonDepth = 1_000;

/**
 * Where text goes deeper than its bound, if it does: the offset of the bracket. Texts in quotes do not count. Cheap for the
 * texts that cannot, which have no more characters than brackets it takes.
 */
export function tooDeepAt(text: string, maxDepth = maxJsonDepth): number | undefined {
  if (text.length <= 2 * maxDepth) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfQuoted(text, at);
        break;
      case openBracket:
      case openBrace:
        depth += 1;
        if (depth > maxDepth) return at;
        break;
      case closeBracket:
      case closeBrace:
        depth -= 1;
    }
  }
  return undefined;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** The offset of the quote that closes the text which another one opens. */
function endOfQuoted(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
