import path from "node:path";
import ts from "typescript";
import { type Diagnostic, compileProject, type StateMachine } from "../../../compiler/index.js";

/** One TypeScript expression over the free variables, as a workflow of its own. */
export interface CompiledExpression {
  readonly source: string;
  /** The machine, unless there are diagnostics. */
  readonly machine: StateMachine | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** JavaScript's own value. */
  readonly run: (input: Readonly<Record<string, unknown>>) => unknown;
}

export interface Scope {
  /** Declarations before the workflows: types, constants. */
  readonly declarations: string;
  /** The free variables with their TypeScript types. */
  readonly variables: Readonly<Record<string, string>>;
}

const folder = path.resolve(import.meta.dirname, "../../..");

/** Compiles every expression with the real compiler, in one program. */
export function compileExpressions(sources: readonly string[], scope: Scope): readonly CompiledExpression[] {
  const types = Object.entries(scope.variables).map(([name, type]) => {
    return `${name}${type.includes("undefined") ? "?" : ""}: ${type}`;
  });
  const head = `import { workflow } from "setpiece";\n${scope.declarations}\ntype Variables = { ${types.join("; ")} };\n`;
  const names = Object.keys(scope.variables).join(", ");
  const diagnostics = new Map<number, Diagnostic[]>();
  const machines = new Map<string, StateMachine>();
  for (let pending = sources.map((_, index) => index); pending.length > 0;) {
    const lines = pending.map((index) => declare(index, sources[index] as string, names));
    const file = path.join(folder, "test/compiler/expressions-overlay.ts");
    const result = compileProject({ paths: [], cwd: folder, overlay: new Map([[file, head + lines.join("\n")]]) });
    for (const { name, definition } of result.workflows) machines.set(name, definition);
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    const headLines = head.split("\n").length - 1;
    const failed = new Set<number>();
    for (const diagnostic of errors) {
      const line = (diagnostic.location?.line ?? 0) - headLines - 1;
      const index = pending[line];
      if (index === undefined) throw new Error(`${diagnostic.code}: ${diagnostic.message}`);
      failed.add(index);
      diagnostics.set(index, [...(diagnostics.get(index) ?? []), diagnostic]);
    }
    if (errors.length === 0) break;
    pending = pending.filter((index) => !failed.has(index));
  }
  const functions = natively(sources, scope);
  return sources.map((source, index) => ({
    source,
    machine: machines.get(nameOf(index)),
    diagnostics: diagnostics.get(index) ?? [],
    run: functions[index] as CompiledExpression["run"],
  }));
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
  const functions = sources.map(
    (source) => `({ ${names} }: any) => ${source.startsWith("{") ? source : `(${source})`},`,
  );
  const text = `${scope.declarations}\nconst functions = [\n${functions.join("\n")}\n];`;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  // The text is this repository's own test data, compiled for the comparison with JavaScript itself.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(`"use strict";\n${outputText.replace(/^export \{\};?$/m, "")}\nreturn functions;`);
  return make() as CompiledExpression["run"][];
}
