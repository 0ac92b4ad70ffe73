import { localTopicArn } from "../dsl/aws/sns.js";
import { localQueueUrl } from "../dsl/aws/sqs.js";
import { localConnectionArn } from "../dsl/http-endpoint.js";
import { readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { ResourceCollector } from "./analyse/tasks/resources.js";
import { buildManifest } from "./build-manifest.js";
import { type CompiledFile, compileFile, type DeclaredWorkflow, type FileContext } from "./compile-file.js";
import type { CompileResult } from "./compile-result.js";
import { catalogue } from "./diagnostics/catalogue.js";
import { describeProblem } from "./diagnostics/describe-problem.js";
import { type Problem, Problems } from "./diagnostics/diagnostic.js";
import type { ResourceNaming } from "./emit/expression-emitter.js";
import { rewriteClasses } from "./expand/classes/rewrite-classes.js";
import { expandFile } from "./expand/expand-file.js";
import type { ExpandedText } from "./expand/expanded-text.js";
import { guarded } from "./guard.js";
import { isOfDsl } from "./program/file-kinds.js";
import { findSourceFiles } from "./program/find-source-files.js";
import { type LoadedProgram, ProgramLoader } from "./program/load-program.js";
import { reportSyntaxErrors, withoutEchoes } from "./program/type-errors.js";
import { spanOf } from "./source-span.js";
import { verifyIndependently } from "./verify/verify-machine.js";

export interface CompileOptions {
  /** Files and folders with workflows. */
  readonly paths: readonly string[];
  /** The folder that relative paths are relative to. Default: the current one. */
  readonly cwd?: string;
  /** Names of deployed things in the machines. Default: the names that they have locally. */
  readonly resourceName?: ResourceNaming;
  /** Texts by absolute path that stand in for files on disk. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** Give the workflows of the files that have no errors although others have some. Default: false. */
  readonly partial?: boolean;
  /** Is told of every mistake of the compiler itself, which is a diagnostic as well (SP3002). Default: nothing. */
  readonly onFailure?: (error: unknown) => void;
}

/** The names of deployed things where a machine runs locally: region us-east-1, account 123456789012. */
export const localResourceName: ResourceNaming = (resource, name) => {
  if (resource === "workflow") return `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
  if (resource === "activity") return `arn:aws:states:us-east-1:123456789012:activity:${name}`;
  if (resource === "queue") return localQueueUrl(name);
  if (resource === "topic") return localTopicArn(name);
  if (resource === "connection") return localConnectionArn(name);
  return name;
};

/** What is known of a file, which holds as long as the files behind it stay as they are. */
interface KnownFile {
  readonly behind: ReadonlySet<ts.SourceFile>;
  readonly canEmit: boolean;
  readonly result: CompiledFile;
}

/** Compiles a project again and again: each time only the files that changed, and those that import them. */
export class CompileSession {
  readonly #options: CompileOptions;
  readonly #cwd: string;
  readonly #loader: ProgramLoader;
  #known: ReadonlyMap<string, KnownFile> = new Map();
  #watched: readonly string[] = [];
  /** Reads files with calls written out. */
  #expandedLoader: ProgramLoader | undefined;
  /** What could not be compiled with calls written out either. */
  readonly #tried = new WeakSet<CompiledFile>();
  /** What could not be compiled without its classes either. */
  readonly #triedWithoutClasses = new WeakSet<CompiledFile>();

  constructor(options: CompileOptions) {
    this.#options = options;
    this.#cwd = path.resolve(options.cwd ?? process.cwd());
    this.#loader = new ProgramLoader(this.#cwd);
  }

  /**
   * The files of the project that the last run depended on, absolute: those that it read, without installed packages,
   * those that it looked for in vain, and the tsconfig.json.
   */
  get files(): readonly string[] {
    return this.#watched;
  }

  /** Compiles what is there now. */
  compile(): CompileResult {
    const { paths, overlay, onFailure } = this.#options;
    const problems = new Problems();
    const { files, missing } = findSourceFiles(paths, this.#cwd);
    for (const given of missing) problems.add("SP1006", undefined, { path: given });
    const sources = [...files, ...(overlay?.keys() ?? [])];
    const load = (): LoadedProgram => this.#loader.load(sources, overlay);
    const loaded = guarded(problems, undefined, undefined, load, onFailure);
    if (loaded === undefined) return this.#result([], problems, () => "");
    const texts = new Map(loaded.program.getSourceFiles().map((file) => [file.fileName, file.text]));
    for (const { span, text } of loaded.tooDeep) {
      texts.set(span.file, text);
      problems.add("SP3003", span);
    }
    const textOf = (file: string): string => texts.get(file) ?? readFileSync(file, "utf8");
    reportSyntaxErrors(loaded, problems);
    const { compiled, isFreshWrong } = this.#compileFiles(loaded, textOf, problems);
    if (isFreshWrong) this.#loader.checkAnew();
    if (this.#readMore(loaded, compiled, problems)) return this.compile();
    if (isFreshWrong && loaded.isCheckerKept) {
      // What is wrong is told by a new checker: a kept one may word it otherwise.
      const right = [...this.#known].filter(([, { result }]) => !result.problems.some(isError));
      this.#known = new Map(right);
      return this.compile();
    }
    if (this.#compileExpanded(loaded, textOf) || this.#compileWithoutClasses(loaded, textOf)) return this.compile();
    if (compiled.every(({ declared }) => declared.length === 0) && !problems.hasErrors) {
      problems.add("SP1005", undefined, { paths: paths.join(", ") });
    }
    return this.#result(compiled, problems, textOf);
  }

  /**
   * Has files read with all their imports: those whose functions became part of workflows and, where something is wrong, all
   * of them, so that what is reported does not depend on what was left out. False when that was so before.
   */
  #readMore(
    { partialFiles, isPartial, isNodeLeftOut }: LoadedProgram,
    compiled: readonly CompiledFile[],
    problems: Problems,
  ): boolean {
    const used = new Set(compiled.flatMap(({ inlinedFrom }) => [...inlinedFrom]));
    const needed = partialFiles.filter((file) => used.has(file));
    if (needed.length > 0) this.#loader.readInFull(needed);
    else if ((isPartial && problems.hasErrors) || (isNodeLeftOut && problems.hasTypeErrors)) this.#loader.readInFull();
    else return false;
    this.#known = new Map();
    return true;
  }

  /**
   * Compiles files that are refused for what they change in lists of elements once more, with the calls written out that make such lists.
   * False when that is of no use.
   */
  #compileExpanded(loaded: LoadedProgram, textOf: (file: string) => string): boolean {
    const expanded = new Map<string, ExpandedText>();
    for (const [name, { result }] of this.#known) {
      if (this.#tried.has(result) || !isRefusedForChanges(result)) continue;
      this.#tried.add(result);
      const file = loaded.program.getSourceFile(name);
      const expand = () => file && expandFile(file, loaded.checker);
      const text = guarded(new Problems(), undefined, undefined, expand, this.#options.onFailure);
      if (text !== undefined) expanded.set(name, text);
    }
    return this.#compileRewritten(loaded, textOf, { expanded, refused: new Set(expanded.keys()) });
  }

  /**
   * Compiles files that are refused once more, with the classes whose instances they make as types and functions. False when that is
   * of no use.
   */
  #compileWithoutClasses(loaded: LoadedProgram, textOf: (file: string) => string): boolean {
    const expanded = new Map<string, ExpandedText>();
    const refused = new Set<string>();
    const reasons = new Map<string, Pick<Problem, "span"> & Partial<Problem>>();
    const { checker, program } = loaded;
    for (const [name, { result }] of this.#known) {
      const file = program.getSourceFile(name);
      if (this.#triedWithoutClasses.has(result) || file === undefined || !isRefused(result)) continue;
      this.#triedWithoutClasses.add(result);
      const files = [...loaded.filesBehind(file)].filter((one) => !one.isDeclarationFile && !isOfDsl(one));
      const rewrite = () => rewriteClasses({ files, checker, options: program.getCompilerOptions() });
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
    const isBetter = this.#compileRewritten(loaded, textOf, { expanded, refused, onRefused });
    return this.#explain(reasons) || isBetter;
  }

  /** Tells where instances are made what keeps their classes from being functions. False where nothing is made. */
  #explain(reasons: ReadonlyMap<string, Pick<Problem, "span"> & Partial<Problem>>): boolean {
    const known = new Map(this.#known);
    let isExplained = false;
    for (const [name, { span, code }] of reasons) {
      const entry = known.get(name);
      const first = entry?.result.problems.find(({ details }) => details.class !== undefined);
      if (entry === undefined || first === undefined || span === undefined || code === "SP1000") continue;
      const message = `\`${first.details.class}\` cannot become functions for what is here${code === undefined ? "" : ` (${code})`}`;
      const told: Problem = { ...first, related: [...first.related, { message, span }] };
      const problems = entry.result.problems.map((one) => (one === first ? told : one));
      const result: CompiledFile = { ...entry.result, problems };
      this.#triedWithoutClasses.add(result);
      known.set(name, { ...entry, result });
      isExplained = true;
    }
    this.#known = known;
    return isExplained;
  }

  /** Compiles refused files with other texts; false when none of them is right by that. */
  #compileRewritten(
    loaded: LoadedProgram,
    textOf: (file: string) => string,
    { expanded, refused, onRefused }: RewrittenFiles,
  ): boolean {
    const { overlay, onFailure, resourceName = localResourceName } = this.#options;
    if (refused.size === 0) return false;
    const loader = (this.#expandedLoader ??= new ProgramLoader(this.#cwd));
    loader.readInFull();
    const texts = [...expanded].map(([file, { text }]): [string, string] => [path.resolve(this.#cwd, file), text]);
    const sources = loaded.files.map(({ fileName }) => fileName);
    const whole = loader.load(sources, new Map([...(overlay ?? []), ...texts]));
    const context: FileContext = { loaded: whole, naming: resourceName, textOf, onFailure, expanded };
    let [isBetter, isWrong] = [false, false];
    const known = new Map(this.#known);
    for (const [name, entry] of this.#known) {
      const file = refused.has(name) ? whole.program.getSourceFile(name) : undefined;
      if (file === undefined || isMiswritten(whole, file)) continue;
      const result = compileFile(file, entry.canEmit, context);
      const wrong = result.problems.find(isError);
      isWrong ||= wrong !== undefined;
      if (wrong !== undefined) onRefused?.(name, wrong);
      if (wrong !== undefined || !verifyFresh([result], new Problems())) continue;
      known.set(name, { ...entry, result: { ...result, inlinedFrom: entry.result.inlinedFrom } });
      isBetter = true;
    }
    this.#known = known;
    if (isWrong) loader.checkAnew();
    // A kept checker may find a mistake of an earlier text.
    const isDoubtful = isWrong && whole.isCheckerKept;
    const left = new Set([...refused].filter((name) => known.get(name)?.result.problems.some(isError)));
    return (isDoubtful && this.#compileRewritten(loaded, textOf, { expanded, refused: left, onRefused })) || isBetter;
  }

  #compileFiles(
    loaded: LoadedProgram,
    textOf: (file: string) => string,
    problems: Problems,
  ): { readonly compiled: readonly CompiledFile[]; readonly isFreshWrong: boolean } {
    const naming = this.#options.resourceName ?? localResourceName;
    const context: FileContext = { loaded, naming, textOf, onFailure: this.#options.onFailure };
    const wrongFiles = new Set(problems.list.map(({ span }) => span?.file));
    const known = new Map<string, KnownFile>();
    const fresh: CompiledFile[] = [];
    for (const file of loaded.files) {
      const behind = loaded.filesBehind(file);
      const canEmit = ![...behind].some(({ fileName }) => wrongFiles.has(fileName));
      let entry = this.#known.get(file.fileName);
      if (entry === undefined || entry.canEmit !== canEmit || !isSame(entry.behind, behind)) {
        entry = { behind, canEmit, result: compileFile(file, canEmit, context) };
        fresh.push(entry.result);
      }
      known.set(file.fileName, entry);
    }
    const isVerified = verifyFresh(fresh, problems);
    const isFreshWrong = !isVerified || fresh.some((file) => file.problems.some(isError));
    this.#known = isVerified ? known : new Map();
    const read = [...known.values()].flatMap(({ behind }) => [...behind].map(({ fileName }) => fileName));
    this.#watched = [
      ...new Set([...read, ...loaded.expectedFiles, ...(loaded.configFile === undefined ? [] : [loaded.configFile])]),
    ];
    const results = [...known.values()].map(({ result }) => result);
    for (const { problems: own } of results) {
      for (const { code, span, details, related } of own) problems.add(code, span, details, related);
    }
    reportDuplicates(
      results.flatMap(({ declared }) => declared),
      problems,
    );
    if (this.#options.partial !== true) return { compiled: results, isFreshWrong };
    const wrong = new Set(problems.list.filter(isError).map(({ span }) => span?.file));
    const isRight = ({ behind }: KnownFile) => ![...behind].some(({ fileName }) => wrong.has(fileName));
    const compiled = [...known.values()].map((entry) =>
      isRight(entry) ? entry.result : { ...entry.result, compiled: [] },
    );
    return { compiled, isFreshWrong };
  }

  #result(files: readonly CompiledFile[], problems: Problems, textOf: (file: string) => string): CompileResult {
    const resources = new ResourceCollector();
    for (const { declaration, place } of files.flatMap((file) => file.resources)) {
      const earlier = resources.add(declaration, place);
      if (earlier === undefined) continue;
      const related = { message: "the other declaration", span: earlier.span };
      problems.add("SP1004", place, { kind: declaration.kind, name: declaration.name }, [related]);
    }
    const hasFailed = problems.hasErrors && this.#options.partial !== true;
    const compiled = hasFailed ? [] : files.flatMap((file) => file.compiled);
    return {
      workflows: compiled.map(({ workflow }) => workflow),
      manifest: buildManifest(
        compiled.map(({ facts }) => facts),
        resources,
        this.#cwd,
      ),
      diagnostics: withoutEchoes(problems.list).map((problem) => describeProblem(problem, textOf)),
    };
  }
}

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
const mendedByExpansion: ReadonlySet<string> = new Set(["SP1220", "SP1244", "SP1250", "SP1301"]);

/** True for a file with no mistakes other than those that may be none once its calls are written out. */
function isRefusedForChanges({ problems }: CompiledFile): boolean {
  const errors = problems.filter(isError);
  return errors.length > 0 && errors.every(({ code }) => mendedByExpansion.has(code));
}

function isError({ code }: Problem): boolean {
  return catalogue[code].severity === "error";
}

function isSame(a: ReadonlySet<ts.SourceFile>, b: ReadonlySet<ts.SourceFile>): boolean {
  return a.size === b.size && [...a].every((file) => b.has(file));
}

function reportDuplicates(workflows: readonly DeclaredWorkflow[], problems: Problems): void {
  const byName = new Map<string, DeclaredWorkflow>();
  for (const workflow of workflows) {
    const { name, nameSpan } = workflow;
    const earlier = byName.get(name);
    if (earlier === undefined) byName.set(name, workflow);
    else problems.add("SP1001", nameSpan, { name }, [{ message: "the other workflow", span: earlier.nameSpan }]);
  }
}

/** Has what this run compiled verified; the rest was verified by the run that compiled it. */
function verifyFresh(files: readonly CompiledFile[], problems: Problems): boolean {
  const machines = files.flatMap(({ compiled }) => compiled);
  const earlier = problems.reported;
  verifyIndependently(
    machines.map(({ workflow, span }) => ({ definition: workflow.definition, span })),
    problems,
  );
  return problems.reported === earlier;
}
