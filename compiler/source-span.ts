import type ts from "typescript";

/** A range of a source file: offsets into its text, `end` exclusive. */
export interface SourceSpan {
  /** Absolute path. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** For code of a function that became part of its caller: the call, which may lie in such a function itself. */
  readonly calledFrom?: SourceSpan;
}

/** The range of a node in its file. */
export function spanOf(node: ts.Node): SourceSpan {
  return { file: node.getSourceFile().fileName, start: node.getStart(), end: node.getEnd() };
}

/** The calls that lead to a place, the innermost first. */
export function callsTo({ calledFrom }: SourceSpan): readonly SourceSpan[] {
  return calledFrom === undefined ? [] : [calledFrom, ...callsTo(calledFrom)];
}

/** A place in code that a function is called from, behind the calls that lead to it there. */
export function withCaller(span: SourceSpan, calledFrom: SourceSpan): SourceSpan {
  return { ...span, calledFrom: span.calledFrom === undefined ? calledFrom : withCaller(span.calledFrom, calledFrom) };
}

/** A place as people count: lines and columns from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a span lies in its file's text. */
export function locate(span: SourceSpan, text: string): SourceLocation {
  const start = lineAndColumn(text, span.start);
  const end = lineAndColumn(text, span.end);
  return { file: span.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
