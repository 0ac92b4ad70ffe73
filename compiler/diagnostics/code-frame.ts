import type { SourceLocation } from "../source-span.js";

/** The longest piece of a line that is shown; of longer lines, the part around the place is. */
const longestLine = 120;

/** The line of a place with one line before it, numbered, and a row of `^` under the place. */
export function codeFrame(location: SourceLocation, text: string): string {
  const lines = linesAround(location.line, text);
  const line = lines.at(-1) ?? "";
  const start = location.column - 1;
  const end = Math.max(start + 1, location.endLine === location.line ? location.endColumn - 1 : line.length);
  const from = Math.max(0, Math.min(start - 30, line.length - longestLine));
  const isCut = line.length > longestLine;
  const shift = isCut ? from : 0;
  const width = String(location.line).length;
  const rows = lines.map((shown, index) => {
    const isLast = index === lines.length - 1;
    const number = String(location.line - lines.length + 1 + index).padStart(width);
    return `${isLast ? ">" : " "} ${number} | ${cut(shown, isLast ? shift : 0)}`.trimEnd();
  });
  const lead = shift > 0 ? 1 : 0;
  const indent = " ".repeat(lead) + line.slice(shift + lead, start).replaceAll(/[^\t]/g, " ");
  const length = Math.max(1, Math.min(end, shift + longestLine) - start);
  rows.push(`  ${" ".repeat(width)} | ${indent}${"^".repeat(length)}`);
  return rows.join("\n");
}

/** A piece of a line, with `…` where something is left out. */
function cut(line: string, from: number): string {
  if (line.length <= longestLine) return line;
  const piece = line.slice(from, from + longestLine);
  const head = from > 0 ? `…${piece.slice(1)}` : piece;
  return from + longestLine < line.length ? `${head.slice(0, -1)}…` : head;
}

/** The line of that number, after the one before it. */
function linesAround(number: number, text: string): readonly string[] {
  return text.split(/\r?\n/).slice(Math.max(0, number - 2), number);
}
