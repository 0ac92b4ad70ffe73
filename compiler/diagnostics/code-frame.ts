import type { SourceLocation } from "../source-span.js";

/** The line of a place with one line before it, numbered, and a row of `^` under the place. */
export function codeFrame(location: SourceLocation, text: string): string {
  const lines = text.split(/\r?\n/);
  const width = String(location.line).length;
  const rows: string[] = [];
  for (let number = Math.max(1, location.line - 1); number <= location.line; number++) {
    const marker = number === location.line ? ">" : " ";
    rows.push(`${marker} ${String(number).padStart(width)} | ${lines[number - 1] ?? ""}`);
  }
  const line = lines[location.line - 1] ?? "";
  const end = location.endLine === location.line ? location.endColumn : line.length + 1;
  const length = Math.max(1, end - location.column);
  const indent = line.slice(0, location.column - 1).replaceAll(/[^\t]/g, " ");
  rows.push(`  ${" ".repeat(width)} | ${indent}${"^".repeat(length)}`);
  return rows.join("\n");
}
