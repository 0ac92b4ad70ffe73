/** A number of a JSON text, and where it stands. */
export interface JsonNumber {
  readonly text: string;
  readonly offset: number;
}

/** An exponent, or digits, that may make a number larger than 1.8e308. */
const mayOverflow = /\d[eE]\+?\d{2}|\d{250}/;

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** The first number of a JSON text that no double holds, such as `1e999`: `JSON.parse` makes Infinity of it, which is no JSON. */
export function numberOutOfRange(text: string): JsonNumber | undefined {
  if (!mayOverflow.test(text)) return undefined;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (!token.startsWith('"') && !Number.isFinite(Number(token))) return { text: token, offset: index };
  }
  return undefined;
}
