import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import type { SourceSpan } from "../source-span.js";
import { FolderContents } from "./folder-contents.js";
import { parseWithinDepth } from "./nesting.js";
import { type CheckedProgram, KeptChecker } from "./kept-checker.js";
import { NodeTypes } from "./node-types.js";
import { PackageNamespaces } from "./package-namespaces.js";
import { dslModuleOf, packageRoot } from "./own-package.js";
import { ProjectNames } from "./project-names.js";
import { findConfigFile, optionsNear } from "./project-options.js";
import { SdkClients } from "./sdk-clients.js";
import { importsOfTypes, mayDeclareWorkflow } from "./type-imports.js";

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

export interface TooDeepFile {
  readonly span: SourceSpan;
  readonly text: string;
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
    const state = {
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

/** Where an import leads: to a file, or nowhere; of a relative one, to where a file would have to be. */
type ImportTarget = { readonly file: string } | { readonly expected: string | undefined };

/** Where the imports of each file lead, by its name. */
type Imports = Map<string, readonly ImportTarget[]>;

/** Files of the project as they were parsed last, with what was found too deep in them. */
type ParsedFiles = Map<string, { readonly text: string; readonly file: ts.SourceFile; readonly tooDeep?: TooDeepFile }>;

/** The file itself and all it imports, directly or not, except for installed packages. */
function filesBehind(program: ts.Program, file: ts.SourceFile, imports: Imports): ReadonlySet<ts.SourceFile> {
  const found = new Set([file]);
  for (const each of found) {
    for (const target of imports.get(each.fileName) ?? []) {
      const isOwn = "file" in target && !isInstalled(target.file);
      const imported = isOwn ? program.getSourceFile(target.file) : undefined;
      if (imported !== undefined) found.add(imported);
    }
  }
  return found;
}

/** The files of the project that import any of these, directly or not. */
function importersOf(
  program: ts.Program,
  files: ReadonlySet<ts.SourceFile>,
  imports: Imports,
): ReadonlySet<ts.SourceFile> {
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>();
  for (const [fileName, targets] of imports) {
    const importer = program.getSourceFile(fileName);
    if (importer === undefined) continue;
    for (const target of targets) {
      const isOwn = "file" in target && !isInstalled(target.file);
      const imported = isOwn ? program.getSourceFile(target.file) : undefined;
      if (imported === undefined) continue;
      const known = importers.get(imported);
      if (known === undefined) importers.set(imported, [importer]);
      else known.push(importer);
    }
  }
  const found = new Set<ts.SourceFile>();
  for (const file of files) for (const importer of importers.get(file) ?? []) found.add(importer);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}

function isInstalled(file: string): boolean {
  return file.includes("/node_modules/");
}

/** Parsed files of TypeScript's library and of installed packages, which do not change while a process runs. */
const stableFiles = new Map<string, ts.SourceFile>();

/** Files of installed packages of which less was read than there is. */
const cutFiles = new Map<string, ts.SourceFile>();

function cutFile(
  file: string,
  text: string,
  languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile {
  let known = cutFiles.get(file);
  if (known?.text !== text) {
    known = ts.createSourceFile(file, text, languageVersion, false);
    cutFiles.set(file, known);
  }
  return known;
}

interface HostState {
  readonly parsed: ParsedFiles;
  readonly imports: Imports;
  readonly tooDeep: Map<string, TooDeepFile>;
  readonly partial: Set<string>;
  readonly isToBeWhole: (file: string) => boolean;
  readonly names: ProjectNames;
  readonly sdkClients: SdkClients;
  readonly namespaces: PackageNamespaces;
  readonly nodeTypes: NodeTypes;
}

function createHost(
  options: ts.CompilerOptions,
  cwd: string,
  overlay: ReadonlyMap<string, string>,
  { parsed: parsedFiles, imports, tooDeep, partial, isToBeWhole, names, sdkClients, namespaces, nodeTypes }: HostState,
): ts.CompilerHost {
  // The checker sets parents when it binds the files, and nothing reads documentation comments.
  const host = ts.createCompilerHost(options, false);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const getSourceFile = host.getSourceFile.bind(host);
  const overlayFolders = new Set([...overlay.keys()].map((file) => path.dirname(file)));
  const onDisk = new FolderContents();
  host.directoryExists = (folder) => {
    const absolute = path.resolve(cwd, folder);
    return overlayFolders.has(absolute) || onDisk.hasFolder(absolute);
  };
  host.getCurrentDirectory = () => cwd;
  host.fileExists = (file) => {
    const absolute = path.resolve(cwd, file);
    return overlay.has(absolute) || onDisk.hasFile(absolute);
  };
  host.readFile = (file) => {
    const absolute = path.resolve(cwd, file);
    return overlay.get(absolute) ?? (onDisk.hasFile(absolute) ? readFileSync(absolute, "utf8") : undefined);
  };
  host.getSourceFile = (file, languageVersion, onError, shouldCreate) => {
    if (isInstalled(file) && !overlay.has(path.resolve(file))) {
      const cut = sdkClients.cutText(file);
      if (cut !== undefined) return cutFile(file, cut, languageVersion);
      const known = stableFiles.get(file);
      if (known !== undefined) return known;
      const parsed = getSourceFile(file, languageVersion, onError, shouldCreate);
      if (parsed !== undefined) stableFiles.set(file, parsed);
      return parsed;
    }
    const text = overlay.get(path.resolve(file)) ?? ts.sys.readFile(file);
    if (text === undefined) return undefined;
    let known = parsedFiles.get(file);
    if (known?.text !== text) {
      const parse = () => ts.createSourceFile(file, text, languageVersion, false);
      const { parsed, place } = parseWithinDepth(file, parse);
      known =
        place === undefined && parsed !== undefined
          ? { text, file: parsed }
          : {
              text,
              file: ts.createSourceFile(file, "", languageVersion, true),
              tooDeep: { span: place ?? { file, start: 0, end: 0 }, text },
            };
      parsedFiles.set(file, known);
    }
    if (known.tooDeep !== undefined) tooDeep.set(file, known.tooDeep);
    return known.file;
  };
  const cache = ts.createModuleResolutionCache(cwd, (name) => name, options);
  // Without it, package.json is read again for every file below it.
  host.getModuleResolutionCache = () => cache;
  host.resolveModuleNameLiterals = (literals, containingFile, redirected, compilerOptions, sourceFile) => {
    const resolve = (literal: ts.StringLiteralLike): ts.ResolvedModuleWithFailedLookupLocations => {
      const mode = ts.getModeForUsageLocation(sourceFile, literal, compilerOptions);
      const found = ts.resolveModuleName(literal.text, containingFile, compilerOptions, host, cache, redirected, mode);
      if (found.resolvedModule !== undefined || !/^setpiece($|\/)/.test(literal.text)) return found;
      const ownFile = path.join(packageRoot, "package.json");
      return ts.resolveModuleName(
        literal.text,
        ownFile,
        compilerOptions,
        host,
        cache,
        redirected,
        ts.ModuleKind.ESNext,
      );
    };
    const isWhole =
      isInstalled(containingFile) ||
      isToBeWhole(containingFile) ||
      dslModuleOf(sourceFile) !== undefined ||
      mayDeclareWorkflow(sourceFile);
    const unneeded = isWhole ? new Set<ts.Node>() : importsToLeaveOut(sourceFile);
    if (unneeded.size > 0) partial.add(containingFile);
    else partial.delete(containingFile);
    const leftOut = new Set([
      ...unneeded,
      ...sdkClients.importsToLeaveOut(sourceFile, literals),
      ...(isInstalled(containingFile) ? namespaces.importsToLeaveOut(sourceFile) : []),
    ]);
    const nowhere: ts.ResolvedModuleWithFailedLookupLocations = { resolvedModule: undefined };
    const resolved = literals.map((literal) => (leftOut.has(literal) ? nowhere : resolve(literal)));
    const isOurs = isOfDsl(sourceFile);
    if (isOfProject(sourceFile)) names.noteFile(sourceFile, isOurs);
    for (const [index, literal] of literals.entries()) {
      const file = resolved[index]?.resolvedModule?.resolvedFileName;
      if (file !== undefined) sdkClients.noteImport(sourceFile, literal, file, isOurs);
      if (!leftOut.has(literal) && !isOurs) nodeTypes.noteImport(containingFile, literal.text);
    }
    if (!isInstalled(containingFile)) {
      imports.set(
        containingFile,
        resolved.map(({ resolvedModule }, index): ImportTarget => {
          if (resolvedModule !== undefined) return { file: resolvedModule.resolvedFileName };
          const literal = literals[index];
          const isMissing = literal !== undefined && !leftOut.has(literal);
          return { expected: isMissing ? expectedFile(containingFile, literal.text) : undefined };
        }),
      );
    }
    return resolved;
  };
  const typesCache = ts.createTypeReferenceDirectiveResolutionCache(cwd, (name) => name, options);
  host.resolveTypeReferenceDirectiveReferences = (
    references,
    containingFile,
    redirected,
    compilerOptions,
    sourceFile,
  ) => {
    return references.map((reference) => {
      const name = typeof reference === "string" ? reference : reference.fileName;
      // Those that no file asks for come after all imports.
      if (name === "node" && sourceFile === undefined && nodeTypes.leaveOut()) {
        return { resolvedTypeReferenceDirective: undefined };
      }
      const mode =
        typeof reference === "string" ? undefined : (reference.resolutionMode ?? sourceFile?.impliedNodeFormat);
      return ts.resolveTypeReferenceDirective(
        name,
        containingFile,
        compilerOptions,
        host,
        redirected,
        typesCache,
        mode,
      );
    });
  };
  // Not of the interface's public part, and asked for where an earlier program is known.
  Object.assign(host, { hasChangedAutomaticTypeDirectiveNames: () => nodeTypes.areMissing });
  // An import that led nowhere may lead to a file that is there now. Modules of Node.js have no file at all.
  host.hasInvalidatedResolutions = (file) =>
    (partial.has(file) && isToBeWhole(file)) ||
    sdkClients.isStale(file) ||
    namespaces.isStale(file) ||
    imports.get(file)?.some((target) => !("file" in target) && target.expected !== undefined) === true;
  return host;
}

/** True for files of the project and for ours. */
function isOfProject(file: ts.SourceFile): boolean {
  return !isInstalled(file.fileName) || isOfDsl(file);
}

/** True for our own sources and declarations, of which workflows see declarations only. */
function isOfDsl({ fileName }: ts.SourceFile): boolean {
  return dslFolders.some((folder) => fileName.startsWith(folder));
}

const dslFolders = ["dsl", "dist/dsl"].map((folder) => path.join(packageRoot, folder) + path.sep);

/** The imports that can be left out of a file, for its exports have no types from them. */
function importsToLeaveOut(file: ts.SourceFile): ReadonlySet<ts.Node> {
  const needed = importsOfTypes(file);
  const specifiers = file.statements.flatMap((one) => (ts.isImportDeclaration(one) ? [one.moduleSpecifier] : []));
  return new Set(specifiers.filter((specifier) => !needed.has(specifier)));
}

function expectedFile(containingFile: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return path.resolve(path.dirname(containingFile), specifier.replace(/\.([cm]?)js$/, ".$1ts"));
}
