import path from "node:path";
import type ts from "typescript";
import { type CompiledFile, compileFile, type FileContext } from "./compile-file.js";
import { type Problem, Problems } from "./diagnostics/diagnostic.js";
import type { ResourceNaming } from "./emit/expression-emitter.js";
import { rewriteClasses } from "./expand/classes/rewrite-classes.js";
import { expandFile } from "./expand/expand-file.js";
import type { ExpandedText } from "./expand/expanded-text.js";
import type { Concern } from "./expand/group-types.js";
import { guarded } from "./guard.js";
import { isError, type KnownFile } from "./known-file.js";
import { isOfDsl } from "./program/file-kinds.js";
import { type LoadedProgram, ProgramLoader } from "./program/load-program.js";
import { spanOf } from "./source-span.js";
import { verifyMachinesOf } from "./verify-files.js";

export interface ReadingOptions {
  readonly overlay: ReadonlyMap<string, string> | undefined;
  readonly resourceName: ResourceNaming;
  readonly onFailure: ((error: unknown) => void) | undefined;
}

/** What is compiled, and the texts that its problems point into. */
export interface ReadProgram {
  readonly loaded: LoadedProgram;
  readonly textOf: (file: string) => string;
}

type KnownFiles = ReadonlyMap<string, KnownFile>;

/**
 * Reads files that are refused once more, in other words that say the same: with calls of functions written out, or with classes as
 * functions. What compiles then takes the place of what was refused.
 */
export class SecondReadings {
  readonly #options: ReadingOptions;
  readonly #cwd: string;
  /** Reads the other words. */
  readonly #loader: ProgramLoader;
  /** What could not be compiled in other words either. */
  readonly #tried = new Map<string, WeakSet<CompiledFile>>();

  constructor(cwd: string, options: ReadingOptions) {
    this.#cwd = cwd;
    this.#options = options;
    this.#loader = new ProgramLoader(cwd);
  }

  /** What is known after the first of the readings that is of use; undefined where none is. */
  read(known: KnownFiles, program: ReadProgram): KnownFiles | undefined {
    return (
      this.#readExpanded(known, program, "lists of elements") ??
      this.#readExpanded(known, program, "elements") ??
      this.#readWithoutClasses(known, program)
    );
  }

  /** With the calls written out of functions that make or change such values. */
  #readExpanded(known: KnownFiles, program: ReadProgram, concern: Concern): KnownFiles | undefined {
    const expanded = new Map<string, ExpandedText>();
    const { loaded } = program;
    for (const [name, { result }] of known) {
      if (!isRefusedForChanges(result, concern) || !this.#isNew(concern, result)) continue;
      const file = loaded.program.getSourceFile(name);
      const expand = () => file && expandFile(file, loaded.checker, concern);
      const text = guarded(new Problems(), undefined, undefined, expand, this.#options.onFailure);
      if (text !== undefined) expanded.set(name, text);
    }
    return this.#readRewritten(known, program, { expanded, refused: new Set(expanded.keys()) });
  }

  /** With the classes as types and functions whose instances they make. */
  #readWithoutClasses(known: KnownFiles, program: ReadProgram): KnownFiles | undefined {
    const expanded = new Map<string, ExpandedText>();
    const refused = new Set<string>();
    const reasons = new Map<string, Reason>();
    const { loaded } = program;
    for (const [name, { result }] of known) {
      const file = loaded.program.getSourceFile(name);
      if (file === undefined || !isRefused(result) || !this.#isNew("classes", result)) continue;
      const files = [...loaded.filesBehind(file)].filter((one) => !one.isDeclarationFile && !isOfDsl(one));
      const { checker } = loaded;
      const rewrite = () => rewriteClasses({ files, checker, options: loaded.program.getCompilerOptions() });
      const written = guarded(new Problems(), undefined, undefined, rewrite, this.#options.onFailure);
      const texts = written?.texts;
      if (written?.refused !== undefined) reasons.set(name, { span: spanOf(written.refused) });
      // What another file makes of the same class has to be the same.
      const isSame = [...(texts ?? [])].every(([one, { text }]) => (expanded.get(one)?.text ?? text) === text);
      if (texts === undefined || texts.size === 0 || !isSame) continue;
      refused.add(name);
      for (const [one, text] of texts) expanded.set(one, text);
    }
    const onRefused = (name: string, problem: Problem): void => void reasons.set(name, problem);
    const better = this.#readRewritten(known, program, { expanded, refused, onRefused });
    return this.#explained(better ?? known, reasons) ?? better;
  }

  /** True once for what a reading has not tried. */
  #isNew(reading: string, result: CompiledFile): boolean {
    const tried = this.#tried.get(reading) ?? new WeakSet();
    this.#tried.set(reading, tried);
    const isNew = !tried.has(result);
    tried.add(result);
    return isNew;
  }

  /** Tells where instances are made what keeps their classes from being functions. Undefined where nothing is made. */
  #explained(files: KnownFiles, reasons: ReadonlyMap<string, Reason>): KnownFiles | undefined {
    const known = new Map(files);
    let isExplained = false;
    for (const [name, { span, code }] of reasons) {
      const entry = known.get(name);
      const first = entry?.result.problems.find(({ details }) => details.class !== undefined);
      if (entry === undefined || first === undefined || span === undefined || code === "SP1000") continue;
      const message = `\`${first.details.class}\` cannot become functions for what is here${code === undefined ? "" : ` (${code})`}`;
      const told: Problem = { ...first, related: [...first.related, { message, span }] };
      const problems = entry.result.problems.map((one) => (one === first ? told : one));
      const result: CompiledFile = { ...entry.result, problems };
      this.#isNew("classes", result);
      known.set(name, { ...entry, result });
      isExplained = true;
    }
    return isExplained ? known : undefined;
  }

  /** Compiles refused files with other texts; undefined when none of them is right by that. */
  #readRewritten(
    files: KnownFiles,
    program: ReadProgram,
    { expanded, refused, onRefused }: RewrittenFiles,
  ): KnownFiles | undefined {
    const { overlay, onFailure, resourceName } = this.#options;
    if (refused.size === 0) return undefined;
    const loader = this.#loader;
    loader.readInFull();
    const texts = [...expanded].map(([file, { text }]): [string, string] => [path.resolve(this.#cwd, file), text]);
    const sources = program.loaded.files.map(({ fileName }) => fileName);
    const whole = loader.load(sources, new Map([...(overlay ?? []), ...texts]));
    const context: FileContext = { loaded: whole, naming: resourceName, textOf: program.textOf, onFailure, expanded };
    let [isBetter, isWrong] = [false, false];
    const known = new Map(files);
    for (const [name, entry] of files) {
      const file = refused.has(name) ? whole.program.getSourceFile(name) : undefined;
      if (file === undefined || isMiswritten(whole, file)) continue;
      const result = compileFile(file, entry.canEmit, context);
      const wrong = result.problems.find(isError);
      isWrong ||= wrong !== undefined;
      if (wrong !== undefined) onRefused?.(name, wrong);
      if (wrong !== undefined || !verifyMachinesOf([result], new Problems())) continue;
      known.set(name, { ...entry, result: { ...result, inlinedFrom: entry.result.inlinedFrom } });
      isBetter = true;
    }
    const better = isBetter ? known : undefined;
    if (!isWrong) return better;
    loader.checkAnew();
    // A kept checker may find a mistake of an earlier text.
    if (!whole.isCheckerKept) return better;
    const left = new Set([...refused].filter((name) => known.get(name)?.result.problems.some(isError)));
    return this.#readRewritten(known, program, { expanded, refused: left, onRefused }) ?? better;
  }
}

/** What keeps a class from being functions. */
type Reason = Pick<Problem, "span"> & Partial<Problem>;

/** Files that are read with other texts, and those of them that are compiled again. */
interface RewrittenFiles {
  readonly expanded: ReadonlyMap<string, ExpandedText>;
  readonly refused: ReadonlySet<string>;
  /** Is told of the first problem of what stays refused. */
  readonly onRefused?: ((name: string, problem: Problem) => void) | undefined;
}

/** True where what was written is no source at all. */
function isMiswritten({ program, filesBehind }: LoadedProgram, file: ts.SourceFile): boolean {
  return [...filesBehind(file)].some((one) => program.getSyntacticDiagnostics(one).length > 0);
}

/** True for a file with mistakes, none of them in its types. */
function isRefused({ problems }: CompiledFile): boolean {
  const errors = problems.filter(isError);
  return errors.length > 0 && errors.every(({ code }) => code !== "SP1000");
}

/** Changes of values that have another name, and what `Object.groupBy` and `Map.groupBy` give. */
const mendedByExpansion: readonly string[] = ["SP1220", "SP1244", "SP1250", "SP1301"];

const mended: Readonly<Record<Concern, ReadonlySet<string>>> = {
  "lists of elements": new Set(mendedByExpansion),
  elements: new Set([...mendedByExpansion, "SP1209", "SP1305", "SP1306"]),
};

/** True for a file with no mistakes other than those that may be none once its calls are written out. */
function isRefusedForChanges({ problems }: CompiledFile, concern: Concern): boolean {
  const errors = problems.filter(isError);
  return errors.length > 0 && errors.every(({ code }) => mended[concern].has(code));
}
