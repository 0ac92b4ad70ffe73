import path from "node:path";
import { compileProject, type Diagnostic } from "setpiece/compiler";
import { programs } from "../differential/programs.js";
import { harnessFiles } from "../differential/harness.js";
import { mutateSource } from "./mutate-source.js";

const folder = path.join(import.meta.dirname, "virtual");

/** What went wrong with a batch: the compiler threw, or had to catch its own exception. */
export interface Failure {
  readonly seed: number;
  readonly error: unknown;
}

/** The text of a case: a valid program, spoiled. */
export function garbage(seed: number): string {
  const program = programs[seed % programs.length];
  if (program === undefined) throw new Error("no programs");
  return mutateSource(harnessFiles.sourceOf(program, `p${seed}`), seed);
}

/** Compiles the cases of some seeds together; when that fails, each alone to find the one at fault. */
export function compileGarbage(seeds: readonly number[]): readonly Failure[] {
  const errors: unknown[] = [];
  try {
    const { diagnostics } = compile(seeds, errors);
    for (const { code, message, location } of diagnostics) {
      if (code === "SP3001" || (location === undefined && code !== "SP1005"))
        errors.push(new Error(`${message} (${location?.file ?? ""})`));
    }
  } catch (error) {
    errors.push(error);
  }
  if (errors.length === 0) return [];
  const [only] = seeds;
  if (seeds.length === 1 && only !== undefined) return errors.map((error) => ({ seed: only, error }));
  const alone = seeds.flatMap((seed) => compileGarbage([seed]));
  return alone.length > 0 ? alone : errors.map((error) => ({ seed: only ?? -1, error }));
}

/** What passes is compiled once more by itself: machines are made only when nothing at all is wrong. */
function compile(seeds: readonly number[], errors: unknown[]): { readonly diagnostics: readonly Diagnostic[] } {
  const texts = new Map(seeds.map((seed) => [path.join(folder, `garbage-${seed}.ts`), garbage(seed)]));
  const run = (files: Iterable<readonly [string, string]>) => {
    const overlay = new Map<string, string>([[path.join(folder, "tasks.ts"), harnessFiles.tasks], ...files]);
    return compileProject({ paths: [], cwd: folder, overlay, onFailure: (error) => errors.push(error) });
  };
  const { diagnostics } = run(texts);
  if (diagnostics.some(({ code, location }) => location === undefined && code !== "SP1005")) return { diagnostics };
  const wrong = new Set(diagnostics.map(({ location }) => location?.file));
  return run([...texts].filter(([file]) => !wrong.has(file)));
}
