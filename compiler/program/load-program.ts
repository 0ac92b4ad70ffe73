import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { createHost, type HostState } from "./compiler-host.js";
import { isOfDsl, isOfProject } from "./file-kinds.js";
import { filesBehind, importersOf, type Imports } from "./import-targets.js";
import { type CheckedProgram, KeptChecker } from "./kept-checker.js";
import { NodeTypes } from "./node-types.js";
import { PackageNamespaces } from "./package-namespaces.js";
import type { ParsedFiles, TooDeepFile } from "./parse-files.js";
import { ProjectNames } from "./project-names.js";
import { findConfigFile, optionsNear } from "./project-options.js";
import { SdkClients } from "./sdk-clients.js";
import { mayDeclareWorkflow } from "./type-imports.js";

export interface LoadedProgram extends CheckedProgram {
  /** The files that were asked for. */
  readonly files: readonly ts.SourceFile[];
  /** Files that are nested too deeply to be read. In the program, they are empty. */
  readonly tooDeep: readonly TooDeepFile[];
  /** A file and all it imports, directly or not, except for installed packages. */
  readonly filesBehind: (file: ts.SourceFile) => ReadonlySet<ts.SourceFile>;
  /**
   * Files of which not all imports were read, because no type of their exports depends on the others: their functions can be
   * called, and nothing can be said of the bodies.
   */
  readonly partialFiles: readonly ts.SourceFile[];
  /** True when anything was not read because no type of a workflow should depend on it. */
  readonly isPartial: boolean;
  /** True when the types of Node.js were not read: nothing names them, though something may ask for a member they add. */
  readonly isNodeLeftOut: boolean;
  /** The tsconfig.json whose settings hold. */
  readonly configFile: string | undefined;
  /** Where files would have to be that are imported and are not there. */
  readonly expectedFiles: readonly string[];
}

/**
 * Parses and binds the files and all they import.
 *
 * @param overlay texts by absolute path that stand in for files on disk
 */
export function loadProgram(
  files: readonly string[],
  cwd: string,
  overlay: ReadonlyMap<string, string> = new Map(),
): LoadedProgram {
  return new ProgramLoader(cwd).load(files, overlay);
}

/** Loads the files of a project again and again; what has not changed in between is neither read nor bound anew. */
export class ProgramLoader {
  readonly #cwd: string;
  readonly #parsed: ParsedFiles = new Map();
  readonly #imports: Imports = new Map();
  /** Files some of whose imports were left out, and those of which all are to be read. */
  readonly #partial = new Set<string>();
  readonly #whole = new Set<string>();
  #areAllWhole = false;
  readonly #names = new ProjectNames();
  readonly #sdkClients: SdkClients;
  readonly #namespaces: PackageNamespaces;
  readonly #nodeTypes = new NodeTypes();
  readonly #keptChecker = new KeptChecker();
  #previous: { readonly program: ts.Program; readonly files: string; readonly optionsText: string } | undefined;

  constructor(cwd: string) {
    this.#cwd = cwd;
    const readFile = (file: string) => readFileSync(path.resolve(cwd, file), "utf8");
    const readFolder = (folder: string) => {
      const absolute = path.resolve(cwd, folder);
      return existsSync(absolute) ? readdirSync(absolute) : [];
    };
    this.#sdkClients = new SdkClients({ readFile, readFolder }, this.#names);
    this.#namespaces = new PackageNamespaces(this.#names, readFolder);
  }

  /** From now on all imports of these files are read; without files, those of every file. */
  readInFull(files?: readonly ts.SourceFile[]): void {
    if (files === undefined) {
      this.#sdkClients.readInFull();
      this.#namespaces.readInFull();
      this.#nodeTypes.read();
    } else this.#nodeTypes.checkAgain();
    this.#areAllWhole ||= files === undefined;
    for (const { fileName } of files ?? []) this.#whole.add(fileName);
  }

  /** The program that is loaded next has a checker of its own. */
  checkAnew(): void {
    this.#keptChecker.forget();
  }

  load(files: readonly string[], overlay: ReadonlyMap<string, string> = new Map()): LoadedProgram {
    const cwd = this.#cwd;
    const options = optionsNear(files[0] ?? cwd);
    const optionsText = JSON.stringify(options);
    if (this.#previous?.optionsText !== optionsText) this.#parsed.clear();
    const tooDeep = new Map<string, TooDeepFile>();
    const partial = this.#partial;
    const isToBeWhole = (file: string): boolean => this.#areAllWhole || this.#whole.has(file);
    const sdkClients = this.#sdkClients;
    const namespaces = this.#namespaces;
    const nodeTypes = this.#nodeTypes;
    const state: HostState = {
      parsed: this.#parsed,
      imports: this.#imports,
      tooDeep,
      partial,
      isToBeWhole,
      names: this.#names,
      sdkClients,
      namespaces,
      nodeTypes,
    };
    const host = createHost(options, cwd, overlay, state);
    // A file that came or went can change where imports lead, also of files that are as they were.
    const names = files.join("\n");
    const isAlike = this.#previous?.files === names && this.#previous.optionsText === optionsText;
    const oldProgram = isAlike ? this.#previous?.program : undefined;
    const checked = this.#createProgram({ rootNames: files, options, host, ...(oldProgram && { oldProgram }) });
    const { program } = checked;
    this.#previous = { program, files: names, optionsText };
    const wanted = new Set(files.map((file) => path.resolve(cwd, file)));
    const partialFiles = program.getSourceFiles().filter((file) => this.#partial.has(file.fileName) && !isOfDsl(file));
    return {
      ...checked,
      files: program.getSourceFiles().filter((file) => wanted.has(path.resolve(file.fileName))),
      tooDeep: [...tooDeep.values()],
      filesBehind: (file) => filesBehind(program, file, this.#imports),
      partialFiles,
      isPartial: partialFiles.length > 0 || sdkClients.areLeftOutOf(program) || namespaces.areLeftOutOf(program),
      isNodeLeftOut: nodeTypes.areLeftOut,
      configFile: findConfigFile(files[0] ?? cwd),
      expectedFiles: [...this.#imports.values()].flatMap((targets) =>
        targets.flatMap((target) => ("file" in target || target.expected === undefined ? [] : [target.expected])),
      ),
    };
  }

  /** Creates a program; again, when its files turn out to need more than was read. */
  #createProgram(options: ts.CreateProgramOptions & { readonly host: ts.CompilerHost }): CheckedProgram {
    const { rootNames, host } = options;
    const names = this.#names;
    const sdkClients = this.#sdkClients;
    const namespaces = this.#namespaces;
    const nodeTypes = this.#nodeTypes;
    // Most names stand in the first files, so that one program is enough, most of the time.
    if (options.oldProgram === undefined) {
      for (const name of rootNames) names.note(host.readFile(name) ?? "", false);
    }
    for (let { oldProgram } = options; ;) {
      const created = ts.createProgram({ ...options, ...(oldProgram && { oldProgram }) });
      const checked = this.#keptChecker.check(created, {
        importersOf: (files) => importersOf(created, files, this.#imports),
        parseAgain: (files) => {
          for (const { fileName } of files) this.#parsed.delete(fileName);
          return ts.createProgram({ ...options, oldProgram: created });
        },
      });
      const { program, checker } = checked;
      const files = program.getSourceFiles().filter(isOfProject);
      for (const file of files) names.noteFile(file, isOfDsl(file));
      namespaces.check(program.getSourceFiles().filter((file) => !program.isSourceFileDefaultLibrary(file)));
      if (sdkClients.areStreamsUsed) nodeTypes.read();
      nodeTypes.check(program, checker, files, (file) => this.#whole.has(file.fileName) || mayDeclareWorkflow(file));
      if (!sdkClients.areStaleIn(program) && !namespaces.areStaleIn(program) && !nodeTypes.areMissing) return checked;
      oldProgram = program;
    }
  }
}
