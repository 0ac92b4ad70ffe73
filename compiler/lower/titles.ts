import type { SourceSpan } from "../source-span.js";

/** Gives the text of a span. */
export type SourceText = (span: SourceSpan) => string;

/** The longest state name, in characters (ASL spec, "States"). */
export const maxStateNameLength = 80;

/** A piece of source on one line, short enough for a state name with a number behind it. */
export function shorten(text: string): string {
  const line = text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[^\P{C} ]/gu, "")
    .trim();
  const longest = maxStateNameLength - 6;
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
