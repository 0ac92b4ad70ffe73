import { locate, type SourceSpan } from "../source-span.js";
import { catalogue } from "./catalogue.js";
import { codeFrame } from "./code-frame.js";
import { type Diagnostic, fillIn, type Problem } from "./diagnostic.js";

/** Turns a problem into a diagnostic, with its place looked up in the file's text. */
export function describeProblem(problem: Problem, textOf: (file: string) => string): Diagnostic {
  const kind = catalogue[problem.code];
  const place = (span: SourceSpan) => {
    const text = textOf(span.file);
    const location = locate(span, text);
    return { location, frame: codeFrame(location, text) };
  };
  const main = problem.span === undefined ? { location: undefined, frame: "" } : place(problem.span);
  return {
    code: problem.code,
    severity: kind.severity,
    message: fillIn(kind.message, problem.details),
    hint: fillIn(kind.hint, problem.details),
    location: main.location,
    frame: main.frame,
    related: problem.related.map((related) => ({ message: related.message, ...place(related.span) })),
  };
}
