import path from "node:path";
import { transformSync } from "esbuild";
import ts from "typescript";
import type { Analysis } from "../../../compiler/analyse/analysis.js";
import { analyseWorkflow, createAnalysis } from "../../../compiler/analyse/analyse-workflow.js";
import { ResourceCollector } from "../../../compiler/analyse/tasks/resources.js";
import { describeProblem } from "../../../compiler/diagnostics/describe-problem.js";
import { type Diagnostic, Problems } from "../../../compiler/diagnostics/diagnostic.js";
import { type AslStates, emitMachine } from "../../../compiler/emit/emit-machine.js";
import { VariableNames } from "../../../compiler/emit/names.js";
import { localResourceName } from "../../../compiler/index.js";
import { lowerBlock } from "../../../compiler/lower/lower-block.js";
import { optimiseGraph } from "../../../compiler/lower/optimise-graph.js";
import { optimiseBlock } from "../../../compiler/optimise/optimise-block.js";
import { ProgramLoader } from "../../../compiler/program/load-program.js";
import { reportSemanticErrors, reportSyntaxErrors } from "../../../compiler/program/type-errors.js";
import type { SourceSpan } from "../../../compiler/source-span.js";

/** One TypeScript expression over the free variables, as a workflow of its own. */
export interface CompiledExpression {
  readonly source: string;
  /** The machine, unless there are diagnostics. */
  readonly machine: AslStates | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** JavaScript's own value. */
  readonly run: (input: Readonly<Record<string, unknown>>) => unknown;
}

export interface Scope {
  /** Declarations before the workflows: types, constants. */
  readonly declarations: string;
  /** The free variables with their TypeScript types. */
  readonly variables: Readonly<Record<string, string>>;
  /** What is imported, as text for the compiler, and by name as JavaScript itself gets it. */
  readonly imports?: { readonly text: string; readonly values: Readonly<Record<string, unknown>> };
}

const folder = path.resolve(import.meta.dirname, "../../..");

/** One for all expressions of a process: the library and the DSL are read once. */
const loader = new ProgramLoader(folder);

/**
 * Compiles every expression with the real compiler, in one program. The passes run one by one here: what is left out is
 * the validation of each machine, which takes longer than everything else together.
 */
export function compileExpressions(sources: readonly string[], scope: Scope): readonly CompiledExpression[] {
  const types = Object.entries(scope.variables).map(([name, type]) => {
    return `${name}${type.includes("undefined") ? "?" : ""}: ${type}`;
  });
  const head = `import { workflow } from "setpiece";\n${scope.imports?.text ?? ""}${scope.declarations}\ntype Variables = { ${types.join("; ")} };\n`;
  const names = Object.keys(scope.variables).join(", ");
  const lines = sources.map((source, index) => declare(index, source, names));
  const text = head + lines.join("\n");
  const file = path.join(folder, "test/compiler/expressions-overlay.ts");
  // A checker that is kept may tell of mistakes in earlier texts.
  loader.checkAnew();
  const program = loader.load([file], new Map([[file, text]]));
  const sourceFile = program.files.find(({ fileName }) => fileName === file);
  if (sourceFile === undefined) throw new Error("the overlay is not part of the program");
  const typeErrors = new Problems();
  reportSyntaxErrors(program, typeErrors);
  reportSemanticErrors(program, sourceFile, typeErrors);
  const errorsAt = (from: number, to: number) =>
    typeErrors.list.filter(({ span }) => span !== undefined && span.start >= from && span.start < to);
  const functions = natively(sources, scope);
  const analysis = createAnalysis(program.checker, () => program.files, new Problems(), new ResourceCollector());
  let at = head.length;
  return sources.map((source, index) => {
    const end = at + (lines[index] as string).length + 1;
    const problems = new Problems();
    for (const { code, span, details } of errorsAt(at, end)) problems.add(code, span, details);
    at = end;
    const machine = problems.hasErrors ? undefined : compileOne({ ...analysis, problems }, sourceFile, index);
    return {
      source,
      machine: problems.hasErrors ? undefined : machine,
      diagnostics: problems.list.map((problem) => describeProblem(problem, () => text)),
      run: functions[index] as CompiledExpression["run"],
    };
  });
}

function compileOne(analysis: Analysis, file: ts.SourceFile, index: number): AslStates | undefined {
  const declaration = file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    // Declarations before the workflows are not exported.
    .filter(({ modifiers }) => modifiers !== undefined)[index];
  const call = declaration?.declarationList.declarations[0]?.initializer;
  if (call === undefined || !ts.isCallExpression(call)) throw new Error(`no workflow ${index}`);
  const analysed = analyseWorkflow(analysis, call);
  if (analysis.problems.hasErrors) return undefined;
  const source = (span: SourceSpan) => file.text.slice(span.start, span.end);
  const graph = lowerBlock(optimiseBlock(analysed), source);
  optimiseGraph(graph);
  const context = { variables: new VariableNames(), resourceName: localResourceName };
  return emitMachine(graph, context, source, () => undefined).states;
}

function nameOf(index: number): string {
  return `expression-${index}`;
}

function declare(index: number, source: string, names: string): string {
  const body = source.startsWith("{") ? source : `(${source})`;
  return `export const e${index} = workflow("${nameOf(index)}", async ({ ${names} }: Variables) => ${body});`;
}

/** The expressions as JavaScript functions. */
function natively(sources: readonly string[], scope: Scope): readonly CompiledExpression["run"][] {
  const names = Object.keys(scope.variables).join(", ");
  const imported = scope.imports?.values ?? {};
  const functions = sources.map(
    (source) => `({ ${names} }: any) => ${source.startsWith("{") ? source : `(${source})`},`,
  );
  const text = `${scope.declarations}\nconst functions = [\n${functions.join("\n")}\n];`;
  const { code } = transformSync(text, { loader: "ts", target: "es2023" });
  // The text is this repository's own test data, compiled for the comparison with JavaScript itself.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...Object.keys(imported), `"use strict";\n${code}\nreturn functions;`);
  return make(...Object.values(imported)) as CompiledExpression["run"][];
}
