import type { SourceLocation, SourceSpan } from "../source-span.js";
import { catalogue, type DiagnosticCode } from "./catalogue.js";

/** A second place that explains the problem: "declared here". */
export interface RelatedPlace {
  readonly message: string;
  readonly span: SourceSpan;
}

/** A problem as a pass records it. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly details: Readonly<Record<string, string>>;
  readonly span: SourceSpan | undefined;
  readonly related: readonly RelatedPlace[];
}

/** A problem as people read it: complete by itself. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
  /** Where it is; undefined when it concerns no place in a file. */
  readonly location: SourceLocation | undefined;
  /** The lines of source around the place, marked; empty without a place. */
  readonly frame: string;
  readonly related: readonly { readonly message: string; readonly location: SourceLocation; readonly frame: string }[];
}

/** Fills the details into a message or hint of the catalogue. */
export function fillIn(template: string, details: Readonly<Record<string, string>>): string {
  return template.replaceAll(/(`?)\{(\w+)\}(`?)/g, (whole, before: string, name: string, after: string) => {
    const detail = details[name];
    if (detail === undefined) return whole;
    // A template string brings backticks of its own.
    return before !== "" && after !== "" && detail.startsWith("`") ? detail : `${before}${detail}${after}`;
  });
}

/** What was reported up to a point. */
export interface ProblemsMark {
  readonly list: readonly Problem[];
  readonly reported: number;
}

/** Collects the problems of a run. Passes go on after one, so that a run reports all of them. */
export class Problems {
  readonly list: Problem[] = [];
  /** How many were reported, repeated ones included. */
  reported = 0;

  add(
    code: DiagnosticCode,
    span: SourceSpan | undefined,
    details: Readonly<Record<string, string>> = {},
    related: readonly RelatedPlace[] = [],
  ): void {
    this.reported++;
    const known = span === undefined ? -1 : this.#indexOf(code, span);
    const same = this.list[known];
    if (same === undefined) this.list.push({ code, details, span, related });
    else if (same.code === code) this.list[known] = { ...same, related: joined(same.related, related) };
  }

  /** Where the place was reported already: an inlined function is looked at once for each call. */
  #indexOf(code: DiagnosticCode, { file, start, end }: SourceSpan): number {
    return this.list.findIndex(
      ({ code: other, span }) =>
        span?.file === file && span.start === start && (other === code || (span.end === end && code !== "SP1000")),
    );
  }

  /** Where the list is now, for an attempt that may be undone. */
  mark(): ProblemsMark {
    return { list: [...this.list], reported: this.reported };
  }

  /** What was reported since, at places of its own. */
  since({ list }: ProblemsMark): readonly Problem[] {
    return this.list.filter((problem) => !list.includes(problem));
  }

  /** Takes back what was reported since. */
  rewind({ list, reported }: ProblemsMark): void {
    this.list.splice(0, this.list.length, ...list);
    this.reported = reported;
  }

  get hasErrors(): boolean {
    return this.list.some((problem) => catalogue[problem.code].severity === "error");
  }

  /** True when TypeScript found a wrong type. */
  get hasTypeErrors(): boolean {
    return this.list.some(({ code }) => code === "SP1000");
  }
}

/** Related places of one problem, each once: every call that leads to it is named. */
function joined(first: readonly RelatedPlace[], second: readonly RelatedPlace[]): readonly RelatedPlace[] {
  const isNew = ({ span }: RelatedPlace): boolean =>
    !first.some((one) => one.span.file === span.file && one.span.start === span.start && one.span.end === span.end);
  return [...first, ...second.filter(isNew)];
}

/** True when any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
