import ts from "typescript";
import type { Problems } from "../diagnostics/diagnostic.js";
import type { LoadedProgram } from "./load-program.js";

/** Reports what TypeScript itself finds wrong in the files of workflows and in the syntax of all they import. */
export function reportTypeErrors(
  { program, files }: LoadedProgram,
  workflowFiles: ReadonlySet<ts.SourceFile>,
  problems: Problems,
): void {
  for (const file of new Set([...files, ...workflowFiles])) {
    const found = program.getSyntacticDiagnostics(file);
    const diagnostics = found.length > 0 || !workflowFiles.has(file) ? found : program.getSemanticDiagnostics(file);
    for (const diagnostic of diagnostics) {
      const { start = 0, length = 0 } = diagnostic;
      const span = { file: file.fileName, start, end: start + length };
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
      problems.add("SP1000", span, { message, ts: String(diagnostic.code) });
    }
  }
}
