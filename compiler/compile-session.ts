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
import { describeProblem } from "./diagnostics/describe-problem.js";
import { Problems } from "./diagnostics/diagnostic.js";
import type { ResourceNaming } from "./emit/expression-emitter.js";
import { guarded } from "./guard.js";
import { isError, type KnownFile } from "./known-file.js";
import { findSourceFiles } from "./program/find-source-files.js";
import { type LoadedProgram, ProgramLoader } from "./program/load-program.js";
import { reportSyntaxErrors, withoutEchoes } from "./program/type-errors.js";
import { SecondReadings } from "./second-readings.js";
import { verifyMachinesOf } from "./verify-files.js";

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

/** Compiles a project again and again: each time only the files that changed, and those that import them. */
export class CompileSession {
  readonly #options: CompileOptions;
  readonly #cwd: string;
  readonly #loader: ProgramLoader;
  #known: ReadonlyMap<string, KnownFile> = new Map();
  #watched: readonly string[] = [];
  readonly #secondReadings: SecondReadings;

  constructor(options: CompileOptions) {
    this.#options = options;
    this.#cwd = path.resolve(options.cwd ?? process.cwd());
    this.#loader = new ProgramLoader(this.#cwd);
    const { overlay, onFailure, resourceName = localResourceName } = options;
    this.#secondReadings = new SecondReadings(this.#cwd, { overlay, onFailure, resourceName });
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
    const better = this.#secondReadings.read(this.#known, { loaded, textOf });
    if (better !== undefined) {
      this.#known = better;
      return this.compile();
    }
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
    const isVerified = verifyMachinesOf(fresh, problems);
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
