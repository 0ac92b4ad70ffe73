import ts from "typescript";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Problem, Problems } from "../diagnostics/diagnostic.js";
import type { LoadedProgram } from "./load-program.js";
import { dslModuleOf } from "./own-package.js";
import { isBehindTypes } from "./type-imports.js";

/** Reports what TypeScript finds wrong in the syntax of the files and of all they import. */
export function reportSyntaxErrors({ program, files }: LoadedProgram, problems: Problems): void {
  const own = program.getSourceFiles().filter((file) => isOwnFile(program, file));
  for (const file of new Set([...files, ...own])) {
    for (const diagnostic of program.getSyntacticDiagnostics(file)) report(problems, file, diagnostic);
  }
}

/**
 * Reports the type errors of a file with workflows, or whose code became part of one; none where the syntax is wrong. Of a
 * file that was read in part, its constants became part of a workflow: nothing is said of the rest.
 */
export function reportSemanticErrors(
  { program, partialFiles, typeErrorsOf }: LoadedProgram,
  file: ts.SourceFile,
  problems: Problems,
): void {
  if (program.getSyntacticDiagnostics(file).length > 0) return;
  const isPartial = partialFiles.includes(file);
  for (const diagnostic of typeErrorsOf(file)) {
    if (!isPartial || !isBehindTypes(file, diagnostic.start ?? 0)) report(problems, file, diagnostic);
  }
}

/** True for a file that the project's authors write: no declarations, no packages, no DSL. */
function isOwnFile(program: ts.Program, file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && dslModuleOf(file) === undefined;
}

function report(problems: Problems, file: ts.SourceFile, diagnostic: ts.Diagnostic): void {
  const { start = 0, length = 0 } = diagnostic;
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const span = { file: file.fileName, start, end: start + length };
  problems.add("SP1000", span, { message, ts: String(diagnostic.code) });
}

/** Codes that hold whatever the types are. The others may be nothing but echoes of a type error. */
const independentOfTypes: ReadonlySet<DiagnosticCode> = new Set([
  ...(["SP1000", "SP1001", "SP1003", "SP1004", "SP1007"] as const),
  ...(["SP1100", "SP1101", "SP1102", "SP1105", "SP1107"] as const),
  ...(["SP1200", "SP1212", "SP1214", "SP1219", "SP1230", "SP1231", "SP1410"] as const),
]);

/** The problems without those that are likely echoes of type errors in the same file, in the order of the source. */
export function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const typeErrors = problems.filter(({ code }) => code === "SP1000");
  const wrongFiles = new Set(typeErrors.map(({ span }) => span?.file));
  const brokenFiles = new Set(typeErrors.filter(isSyntaxError).map(({ span }) => span?.file));
  const isTypeError = (problem: Problem): boolean =>
    typeErrors.some(({ span }) => span?.file === problem.span?.file && span?.start === problem.span?.start);
  // Where braces do not match, what stands at the top level seems to stand in a function.
  const isMisread = ({ code, span }: Problem): boolean => code === "SP1007" && brokenFiles.has(span?.file);
  const isEcho = (problem: Problem): boolean =>
    problem.code !== "SP1000" &&
    wrongFiles.has(problem.span?.file) &&
    (!independentOfTypes.has(problem.code) || isTypeError(problem) || isMisread(problem));
  return problems.filter((problem) => !isEcho(problem)).sort(inSourceOrder);
}

/** TypeScript numbers what its parser finds from 1000 to 1999. */
const isSyntaxError = ({ details }: Problem): boolean => Number(details.ts) < 2_000;

function inSourceOrder({ span: a }: Problem, { span: b }: Problem): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start;
}
