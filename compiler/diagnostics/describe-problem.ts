import { locate, type SourceSpan } from "../source-span.js";
import { catalogue } from "./catalogue.js";
import { codeFrame } from "./code-frame.js";
import { type Diagnostic, fillIn, type Problem } from "./diagnostic.js";
import { excerpt } from "./excerpt.js";

/** Turns a problem into a diagnostic, with its place looked up in the file's text. */
export function describeProblem(problem: Problem, textOf: (file: string) => string): Diagnostic {
  const kind = catalogue[problem.code];
  const place = (span: SourceSpan) => {
    const text = textOf(span.file);
    const location = locate(span, text);
    return { location, frame: codeFrame(location, text) };
  };
  const main = problem.span === undefined ? { location: undefined, frame: "" } : place(problem.span);
  const details = shownDetails(problem, textOf);
  return {
    code: problem.code,
    severity: kind.severity,
    message: fillIn(kind.message, details),
    hint: fillIn(kind.hint, details),
    location: main.location,
    frame: main.frame,
    related: problem.related.map((related) => ({ message: related.message, ...place(related.span) })),
  };
}

/** Details that quote the source are cut to what fits into a sentence. `text` is the place itself when none is given. */
const quoted = new Set(["text", "name", "object", "left", "right"]);

function shownDetails({ details, span }: Problem, textOf: (file: string) => string): Readonly<Record<string, string>> {
  const text = span === undefined ? {} : { text: textOf(span.file).slice(span.start, span.end) };
  const all: Readonly<Record<string, string>> = { ...text, ...details };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, quoted.has(name) ? excerpt(value) : value]),
  );
}
