import type { SourceSpan } from "./source-span.js";

/** The comment on the lines right above the one that a span starts on: lines of `//`, or a block that stands alone. */
export function commentBefore(span: SourceSpan, text: string): string | undefined {
  const lines = text.slice(0, span.start).split("\n").slice(0, -1);
  const comment = lines.at(-1)?.trim().endsWith("*/") === true ? blockAtEnd(lines) : lineCommentsAtEnd(lines);
  const joined = comment.filter((line) => line !== "" && !/^(eslint|@ts-|prettier)/.test(line)).join(" ");
  return joined === "" ? undefined : joined;
}

function lineCommentsAtEnd(lines: readonly string[]): readonly string[] {
  const comment: string[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const match = /^\s*\/\/\s?(.*)$/.exec(lines[at] as string);
    if (match === null) break;
    comment.unshift((match[1] as string).trim());
  }
  return comment;
}

/** The lines of a block comment, up to its first tag. */
function blockAtEnd(lines: readonly string[]): readonly string[] {
  const from = lines.findLastIndex((line) => line.includes("/*"));
  const isAlone = from >= 0 && (lines[from] as string).trim().startsWith("/*");
  const block = isAlone ? lines.slice(from) : [];
  if (block.slice(0, -1).some((line) => line.includes("*/"))) return [];
  const words = block.map((line) =>
    line
      .trim()
      .replace(/^\/?\*+\/?/, "")
      .replace(/\*+\/$/, "")
      .trim(),
  );
  const tag = words.findIndex((line) => line.startsWith("@"));
  return tag < 0 ? words : words.slice(0, tag);
}
